import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { startMailSink } from '../../src/server/mail/testing/mail-sink'
import { createChance, type Chance } from '../../src/server/demo/random'
import type { SentMail } from '../../src/shared/sync/wire'
import { signInPlainly, type PlainClient } from '../support/plain-client'
import { spawnServer, startServer, type ServerOptions, type ServerProcess } from '../support/server-process'
import { makeTeamWorkspace, teamEmails } from '../support/team-workspace'
import { judge } from './judge'
import { watchMail, type MailVerdict } from './mail'
import { startLoad } from './server-load'

export interface ServerDurabilityOptions {
  /** An empty PostgreSQL database, or an empty folder for the embedded one. */
  readonly databaseUrl?: string
  readonly data?: string
  /** What `buildServer` made. */
  readonly entry?: string
  readonly seed: number
  readonly kills: number
  readonly say?: (line: string) => void
}

export interface ServerDurabilityReport extends MailVerdict {
  readonly kills: number
  /** Kills before the server listened, such as during replay. */
  readonly killsWhileStarting: number
  /** Kills after which everything that was not fsynced was taken away too (embedded database only). */
  readonly powerCuts: number
  readonly acknowledged: number
  readonly replies: number
}

const clients = 6
/** Each start moves the server's clock on, past the leases of mails whose sender was killed. */
const stepMs = 61_000
/** Beyond the longest pause between two tries of a mail. */
const pastBackoffMs = 4 * 3_600_000

/** Kills a real server at random moments under load, then compares what it has with what it had told its clients. */
export async function serverDurability(options: ServerDurabilityOptions): Promise<ServerDurabilityReport> {
  const { seed, kills, databaseUrl, data, entry, say = () => undefined } = options
  const chance = createChance(seed)
  const { sink, ...mail } = watchMail(await startMailSink())
  await makeTeamWorkspace({ databaseUrl, data, tickets: 60, now: Date.now(), seed })
  let clockOffsetMs = 0
  const settings = (port: number): ServerOptions => {
    mail.senderStarts()
    clockOffsetMs += stepMs
    const env = { TIJDIG_SMTP_URL: `smtp://127.0.0.1:${sink.port}` }
    return { databaseUrl, data, entry, port, clockOffsetMs, env }
  }
  let server = await startServer(settings(0))
  const plain = await Promise.all(
    teamEmails.slice(0, clients).map((email) => signInPlainly(server.address, email)),
  )
  const [witness] = plain
  if (!witness) throw new Error('nobody signed in')
  const before = await witness.snapshot()
  const counts = { killsWhileStarting: 0, powerCuts: 0 }
  const safe = data ? keepSafe(data) : null
  const load = startLoad(plain, before.tickets, chance)
  for (let kill = 1; kill <= kills; kill += 1) {
    await pause(chance.between(50, 1500))
    mail.senderDies()
    await server.kill()
    if (safe?.cutPower()) counts.powerCuts += 1
    if (chance.happens(0.15)) {
      counts.killsWhileStarting += 1
      await killWhileStarting(settings(server.port), chance, mail.senderDies)
    }
    server = await startServer(settings(server.port))
    if (kill % 10 === 0)
      say(`${kill} kills, ${load.acknowledged.size} acknowledged, ${sink.accepted.length} mails`)
  }
  await load.finish()
  mail.senderDies()
  await server.stop()
  clockOffsetMs += pastBackoffMs
  server = await startServer(settings(server.port))
  const failed = await untilMailRests(witness, server)
  const verdict = await judge(witness, load.acknowledged, before.start.seq)
  const { faults, ...mailed } = mail.judge(verdict.replies, failed)
  await server.stop()
  await sink.close()
  return {
    kills,
    ...counts,
    acknowledged: load.acknowledged.size,
    replies: verdict.replies.length,
    ...mailed,
    faults: [...load.faults, ...verdict.faults, ...faults].slice(0, 50),
  }
}

async function killWhileStarting(
  settings: ServerOptions,
  chance: Chance,
  senderDies: () => void,
): Promise<void> {
  const spawned = spawnServer(settings)
  await pause(chance.between(100, 3000))
  senderDies()
  await spawned.kill()
}

/**
 * Takes away what the embedded database wrote since the kill before this one, as if none of it had reached the disk; the
 * journal, which is fsynced, stays whole. Where the journal was begun anew meanwhile the database's files were made durable,
 * and that would be another accident: then only a copy is kept for the next time.
 */
function keepSafe(data: string) {
  const database = join(data, 'database')
  const copy = `${data}-safe`
  let begunAs: string | null = null
  return {
    /** Called while no server runs. Returns whether power was cut. */
    cutPower: (): boolean => {
      const [start = ''] = readFileSync(join(data, 'changes.journal'), 'utf8').split('\n', 1)
      const isCut = start === begunAs
      const [from, to] = isCut ? [copy, database] : [database, copy]
      rmSync(to, { recursive: true, force: true })
      cpSync(from, to, { recursive: true })
      begunAs = isCut ? null : start
      return isCut
    },
  }
}

/** The mails that stand before a person, when none waits any more. */
async function untilMailRests(client: PlainClient, server: ServerProcess): Promise<readonly SentMail[]> {
  const headers = { authorization: `Bearer ${client.session.token}` }
  const mailsThat = async (state: SentMail['state']): Promise<readonly SentMail[]> => {
    const answer = await fetch(`${server.address}/v1/outbox?limit=500&state=${state}`, { headers })
    return ((await answer.json()) as { mails: readonly SentMail[] }).mails
  }
  for (let attempt = 0; attempt < 240; attempt += 1) {
    if ((await mailsThat('waiting')).length === 0) return mailsThat('failed')
    await pause(500)
  }
  throw new Error('mails still wait after two minutes')
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
