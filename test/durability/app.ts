import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createChance, type Chance } from '../../src/server/demo/random'
import type { Ticket } from '../../src/shared/tickets/ticket'
import { pullAll, seenOf } from '../support/plain-client'
import { mutationSamples } from '../support/mutation-samples'
import {
  openApp,
  openAppTeam,
  until,
  untilAllIsSent,
  untilUsable,
  type AppTeam,
  type OpenApp,
} from './app-team'

export interface AppDurabilityOptions {
  readonly postgresUrl: string
  readonly seed: number
  readonly kills: number
  /** What `buildServer` made. */
  readonly entry?: string
  readonly say?: (line: string) => void
}

export interface AppDurabilityReport {
  readonly kills: number
  /** Rounds in which the server was away, so that work piled up on the device. */
  readonly offlineRounds: number
  /** What the app said it had saved. */
  readonly saved: number
  readonly replies: number
  readonly faults: readonly string[]
}

const kinds = ['note.add', 'note.add', 'reply.send', 'contact.log'] as const
const people = 3

/** Kills the real app at random moments while it saves and sends, then compares what it said was saved with the server. */
export async function appDurability(options: AppDurabilityOptions): Promise<AppDurabilityReport> {
  const { postgresUrl, seed, kills, entry, say = () => undefined } = options
  const chance = createChance(seed)
  const team = await openAppTeam(postgresUrl, seed, entry)
  const userData = mkdtempSync(join(tmpdir(), 'tijdig-durable-'))
  const saved = new Map<string, string>()
  let offlineRounds = 0
  try {
    let open = await openApp(userData, team)
    await untilUsable(open, { connected: true })
    const closed = team.tickets.filter(({ status }) => status !== 'closed')
    for (let kill = 1; kill <= kills; kill += 1) {
      const working = work(open, closed, chance, saved)
      if (chance.happens(0.4)) {
        offlineRounds += 1
        await pause(chance.between(0, 300))
        await team.takeDown()
      }
      await pause(chance.between(50, 2500))
      await open.app.kill()
      await working
      open = await openApp(userData, team)
      await untilUsable(open, { connected: false })
      if (kill % 10 === 0) say(`${kill} kills, ${saved.size} saved`)
    }
    await untilAllIsSent(open)
    await open.app.kill()
    const replies = [...saved.values()].filter((kind) => kind === 'reply.send').length
    return { kills, offlineRounds, saved: saved.size, replies, faults: await judgeApp(team, saved) }
  } finally {
    await team.close()
    rmSync(userData, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** People who work until the app is gone, or they are told to stop. Noted is what it said it had saved, and nothing else. */
export async function work(
  { desk }: Pick<OpenApp, 'desk'>,
  tickets: readonly Ticket[],
  chance: Chance,
  saved: Map<string, string>,
  stop?: AbortSignal,
): Promise<void> {
  const person = async (): Promise<void> => {
    try {
      while (!stop?.aborted) {
        const kind = chance.pick(kinds)
        const args = mutationSamples[kind](chance)
        const ticket = chance.pick(tickets)
        const change = { type: kind, ticketId: ticket.id, args, seen: seenOf(ticket), replaces: null }
        const answer = await desk.call('mutate', change)
        if (answer.ok) saved.set(answer.mutationId, kind)
        await pause(chance.between(0, 60))
      }
    } catch {
      // Its app was killed.
    }
  }
  await Promise.all(Array.from({ length: people }, person))
}

/** Everything saved is in the server's log exactly once, and every reply was mailed exactly once. */
export async function judgeApp(
  team: AppTeam,
  saved: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const { start } = await team.witness.snapshot()
  const changes = await pullAll(team.witness, start.epoch, team.since)
  const times = new Map<string, number>()
  const replies: string[] = []
  for (const change of changes)
    if (change.kind === 'ticket')
      for (const event of change.events) {
        const id = event.mutationId ?? ''
        times.set(id, (times.get(id) ?? 0) + 1)
        if (event.type === 'reply.sent') replies.push(event.id)
      }
  const faults: string[] = []
  for (const [id, kind] of saved)
    if (times.get(id) === undefined) faults.push(`${kind} ${id} was saved and is lost`)
  for (const [id, count] of times)
    if (id && count > 1) faults.push(`${saved.get(id) ?? 'a change'} ${id} was applied ${count} times`)
  return [...faults, ...(await mailFaults(team, replies))]
}

async function mailFaults(team: AppTeam, replies: readonly string[]): Promise<readonly string[]> {
  const idOf = (raw: string): string => /^message-id:\s*<([^@>]+)@/im.exec(raw)?.[1] ?? ''
  // A sender that was killed leaves its mail under a lease; the next server's clock is past it.
  await team.takeDown()
  await team.bringUp()
  const mailed = (): ReadonlySet<string> => new Set(team.sink.accepted.map(idOf))
  const missing = (): readonly string[] => replies.filter((id) => !mailed().has(id))
  await until('every reply is mailed', () => Promise.resolve(missing().length === 0), 30_000).catch(
    () => undefined,
  )
  const unknown = await failedMails(team)
  const copies = team.sink.accepted.map(idOf)
  return [
    ...missing()
      .filter((id) => !unknown.has(id))
      .map((id) => `the reply ${id} was never mailed, and nobody is told`),
    ...copies
      .filter((id, index) => copies.indexOf(id) !== index)
      .map((id) => `the mail ${id} was sent twice`),
  ]
}

/** Mails of which nobody can know whether they arrived: they stand before a person instead of being sent twice. */
async function failedMails({ witness, server }: AppTeam): Promise<ReadonlySet<string>> {
  const answer = await fetch(`${server().address}/v1/outbox?limit=500`, {
    headers: { authorization: `Bearer ${witness.session.token}` },
  })
  const { mails } = (await answer.json()) as { mails: readonly { id: string; state: string }[] }
  return new Set(mails.filter(({ state }) => state === 'failed').map(({ id }) => id))
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
