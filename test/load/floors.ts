import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Change } from '../../src/shared/sync/wire'
import type { PostgresServer } from '../support/postgres'
import { newDatabase } from '../support/team-workspace'
import { openCrowd, type CrowdFigures } from './crowd'
import { cpuSeconds, percentile, residentMb } from './figures'
import type { Wanted } from './server-run'
import { steadily } from './writers'

export interface Floors {
  readonly http: { readonly crowd: CrowdFigures; readonly cpu: number; readonly rss: number }
  readonly sql: { readonly p50: number; readonly p99: number; readonly cpu: number }
}

/** The same changes without Tijdig: by plain HTTP from memory, and by plain SQL. */
export async function measureFloors(
  postgres: PostgresServer,
  wanted: Wanted,
  changes: readonly Change[],
): Promise<Floors> {
  return { http: await plainHttp(wanted, changes), sql: await plainSql(postgres, wanted, changes) }
}

async function plainHttp({ clients, rate }: Wanted, changes: readonly Change[]): Promise<Floors['http']> {
  const server = fork(join(import.meta.dirname, 'floor-server.ts'), { execArgv: ['--import', 'tsx'] })
  process.once('exit', () => server.kill('SIGKILL'))
  const [{ port }] = (await once(server, 'message')) as [{ port: number }]
  const first = changes[0]?.seq ?? 1
  server.send({ first })
  const address = `http://127.0.0.1:${port}`
  const crowd = await openCrowd({ address, tokens: ['none'], clients, epoch: 'none', after: first - 1 })
  const pid = server.pid ?? 0
  const before = cpuSeconds(pid)
  const committedAt = new Map<number, number>()
  await steadily(rate, changes.length, async (index) => {
    const change = changes[index] as Change
    committedAt.set(change.seq, performance.timeOrigin + performance.now())
    server.send({ change: JSON.stringify(change) })
    return Promise.resolve()
  })
  await pause(3000)
  const cpu = cpuSeconds(pid) - before
  const rss = residentMb(pid)
  const figures = await crowd.stop(committedAt)
  server.kill()
  return { crowd: figures, cpu, rss }
}

/** One transaction a change: the head's row, the change's row, a row an event, the ticket's row. */
async function plainSql(
  postgres: PostgresServer,
  { rate }: Wanted,
  changes: readonly Change[],
): Promise<Floors['sql']> {
  const pool = new pg.Pool({ connectionString: await newDatabase(postgres.url), max: 10 })
  // It hears of the server's end after the pool was closed.
  pool.on('error', () => undefined)
  await pool.query(`create table head (seq bigint); insert into head values (0);
    create table log (seq bigint primary key, doc json);
    create table events (id uuid primary key, doc json);
    create table tickets (id uuid primary key, doc json)`)
  const before = cpuSeconds(postgres.pid)
  const took = await steadily(rate, changes.length, async (index) => {
    const change = changes[index] as Change
    if (change.kind !== 'ticket') return
    const client = await pool.connect()
    await client.query('begin')
    for (const event of change.events)
      await client.query('insert into events values ($1, $2)', [event.id, JSON.stringify(event)])
    await client.query(
      'insert into tickets values ($1, $2) on conflict (id) do update set doc = excluded.doc',
      [change.ticketId, JSON.stringify(change)],
    )
    await client.query('insert into log values ($1, $2)', [change.seq, JSON.stringify(change)])
    await client.query('update head set seq = seq + 1')
    await client.query('commit')
    client.release()
  })
  const cpu = cpuSeconds(postgres.pid) - before
  await pool.end()
  return { p50: percentile(took, 0.5), p99: percentile(took, 0.99), cpu }
}
