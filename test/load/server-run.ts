import { setTimeout as pause } from 'node:timers/promises'
import type { Change } from '../../src/shared/sync/wire'
import { pullAll, signInPlainly } from '../support/plain-client'
import type { PostgresServer } from '../support/postgres'
import { startServer } from '../support/server-process'
import { makeTeamWorkspace, newDatabase, teamEmails } from '../support/team-workspace'
import { openCrowd, type CrowdFigures } from './crowd'
import { cpuSeconds, percentile, residentMb } from './figures'
import { writeSteadily } from './writers'

export interface Wanted {
  readonly clients: number
  readonly rate: number
  readonly seconds: number
}

export interface ServerFigures {
  readonly crowd: CrowdFigures
  readonly pushP50: number
  readonly pushP99: number
  readonly seconds: number
  /** CPU seconds while changes were written. */
  readonly cpu: number
  readonly postgresCpu: number
  /** MB at the end. */
  readonly rss: number
  /** What was written, for the floors. */
  readonly changes: readonly Change[]
}

/** Long enough for what was written last to arrive. */
const settleMs = 3000

export async function measureServer(postgres: PostgresServer, wanted: Wanted): Promise<ServerFigures> {
  const databaseUrl = await newDatabase(postgres.url)
  await makeTeamWorkspace({ databaseUrl, tickets: 240, now: Date.now(), seed: 1 })
  const server = await startServer({ databaseUrl })
  const agents = await Promise.all(teamEmails.map((email) => signInPlainly(server.address, email)))
  const [witness] = agents
  if (!witness) throw new Error('nobody signed in')
  const { start, tickets } = await witness.snapshot()
  const crowd = await openCrowd({
    address: server.address,
    tokens: agents.map(({ session }) => session.token),
    clients: wanted.clients,
    epoch: start.epoch,
    after: start.seq,
  })
  const before = { cpu: cpuSeconds(server.pid), postgres: cpuSeconds(postgres.pid) }
  const { pushMs, seconds } = await writeSteadily(agents, tickets, wanted.rate, wanted.seconds)
  await pause(settleMs)
  const after = { cpu: cpuSeconds(server.pid), postgres: cpuSeconds(postgres.pid) }
  const rss = residentMb(server.pid)
  const changes = await pullAll(witness, start.epoch, start.seq)
  const figures = await crowd.stop(new Map(changes.map((change) => [change.seq, decidedAt(change)])))
  await server.stop()
  return {
    crowd: figures,
    pushP50: percentile(pushMs, 0.5),
    pushP99: percentile(pushMs, 0.99),
    seconds,
    cpu: after.cpu - before.cpu,
    postgresCpu: after.postgres - before.postgres,
    rss,
    changes,
  }
}

/** The server decides a few ms before it commits: what is measured is a little more than commit to client. */
const decidedAt = (change: Change): number =>
  change.kind === 'ticket' ? (change.events[0]?.recordedAt ?? NaN) : NaN
