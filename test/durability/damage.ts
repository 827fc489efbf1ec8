import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { plainQuery } from '../../src/renderer/data/protocol'
import type { QueueQuery } from '../../src/renderer/data/protocol'
import { createChance, type Chance } from '../../src/server/demo/random'
import { mutationSamples } from '../support/mutation-samples'
import { seenOf } from '../support/plain-client'
import { judgeApp } from './app'
import {
  openApp,
  openAppTeam,
  until,
  untilAllIsSent,
  untilUsable,
  type AppTeam,
  type OpenApp,
} from './app-team'

export interface DamageReport {
  /** Each harm, done to each part of the storage. */
  readonly harms: readonly string[]
  readonly saved: number
  readonly faults: readonly string[]
}

/** What happens to files: writes that never came, blocks that rotted, files that are gone. */
const harms = {
  cut: (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2)),
  garbled: (file: string, chance: Chance) => {
    const bytes = readFileSync(file)
    for (let at = 0; at < bytes.length; at += chance.between(1, 200)) bytes[at] = chance.between(0, 255)
    writeFileSync(file, bytes)
  },
  emptied: (file: string) => truncateSync(file, 0),
  deleted: (file: string) => rmSync(file),
} as const satisfies Record<string, (file: string, chance: Chance) => void>

/** The app's storage buckets, in the order of their folders: cache and outbox, whichever comes first. */
const parts = {
  'one bucket': (buckets: readonly string[]) => buckets.slice(0, 1),
  'the other bucket': (buckets: readonly string[]) => buckets.slice(1),
  'all buckets': (buckets: readonly string[]) => buckets,
} as const satisfies Record<string, (buckets: readonly string[]) => readonly string[]>

export type Harm = keyof typeof harms
export type Part = keyof typeof parts

/** Every harm to every part, when nothing else is asked for. */
export const allDamage: readonly (readonly [Harm, Part])[] = (Object.keys(harms) as Harm[]).flatMap((harm) =>
  (Object.keys(parts) as Part[]).map((part) => [harm, part] as const),
)

/**
 * Damages the app's browser storage while it holds work that was never sent. At the next start the queue must be there
 * (from the server) and the work must be sent (from the journal).
 */
export async function damage(
  postgresUrl: string,
  seed: number,
  cases: readonly (readonly [Harm, Part])[] = allDamage,
  say: (line: string) => void = () => undefined,
  entry?: string,
): Promise<DamageReport> {
  const chance = createChance(seed)
  const team = await openAppTeam(postgresUrl, seed, entry)
  const userData = mkdtempSync(join(tmpdir(), 'tijdig-damaged-'))
  const saved = new Map<string, string>()
  const faults: string[] = []
  try {
    for (const [harm, part] of cases) {
      const first = await openApp(userData, team)
      await untilUsable(first, { connected: true })
      await team.takeDown()
      const ids = await writeOffline(first, team, chance)
      for (const id of ids) saved.set(id, 'note.add')
      await first.app.kill()

      const files = parts[part](bucketsOf(userData)).flatMap(filesBelow)
      if (files.length === 0) faults.push(`there are no files of ${part} to damage`)
      for (const file of files) harms[harm](file, chance)
      say(`${harm}: ${files.length} files of ${part}`)

      const second = await openApp(userData, team)
      await untilUsable(second, { connected: true })
      const total = async () => (await second.desk.call('queue', { query: everything, from: 0, to: 1 })).total
      // Open tickets are shown first; the closed ones follow.
      const isWhole = async (): Promise<boolean> => (await total()) >= team.tickets.length
      await until('all tickets are in the queue', isWhole, 30_000).catch(() => undefined)
      if (!(await isWhole())) faults.push(`${harm} ${part}: ${await total()} tickets are left in the queue`)
      await untilAllIsSent(second)
      await second.app.kill()
    }
    return {
      harms: cases.map((each) => each.join(' ')),
      saved: saved.size,
      faults: [...faults, ...(await judgeApp(team, saved))],
    }
  } finally {
    await team.close()
    rmSync(userData, { recursive: true, force: true, maxRetries: 5 })
  }
}

const everything: QueueQuery = { ...plainQuery, view: 'all' }

async function writeOffline({ desk }: OpenApp, { tickets }: AppTeam, chance: Chance): Promise<string[]> {
  const ids: string[] = []
  for (let count = 0; count < 5; count += 1) {
    const ticket = chance.pick(tickets)
    const args = mutationSamples['note.add'](chance)
    const change = {
      type: 'note.add',
      ticketId: ticket.id,
      args,
      seen: seenOf(ticket),
      replaces: null,
    } as const
    const answer = await desk.call('mutate', change)
    if (!answer.ok) throw new Error(`not saved: ${answer.error.message}`)
    ids.push(answer.mutationId)
  }
  await until('the work waits', async () => (await desk.call('outbox', {})).length >= ids.length)
  return ids
}

const bucketsOf = (userData: string): readonly string[] =>
  readdirSync(join(userData, 'WebStorage'))
    .map((name) => join(userData, 'WebStorage', name))
    .filter((folder) => existsSync(join(folder, 'IndexedDB')))
    .sort()

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name !== 'LOCK')
    .map((entry) => join(entry.parentPath, entry.name))
