import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Identity } from '../../src/server/accounts/identity'
import { bodyHash } from '../../src/server/sync/push/body-hash'
import { applyMutation } from '../../src/server/sync/push/apply'
import type { Pull } from '../../src/server/sync/log/pull'
import { createPull } from '../../src/server/sync/log/pull'
import type { Change, PullResponse } from '../../src/shared/sync/wire'
import type { MutationEnvelope } from '../../src/shared/tickets/mutations'
import { postgresUrl } from './support/databases'
import type { Desk, Workspace } from './support/desk'
import { openDesk } from './support/desk'
import { createTicket, mutationOf } from './support/mutations'

const writers = 32

/** What a reader relies on, on real connections that are killed while they write: none lost, none doubled, no hole. */
describe.skipIf(!postgresUrl)('the change log with 32 writers on PostgreSQL', () => {
  let desk: Desk
  let pull: Pull
  let workspace: Workspace
  let author: Identity
  beforeAll(async () => {
    desk = await openDesk('postgres', writers)
    pull = createPull(desk.context)
    workspace = await desk.workspace('Alfa')
    const { session } = await desk.signIn(workspace.agents.agent)
    const identity = await desk.context.identities.look(session.token)
    if (!identity) throw new Error('The sign-in does not hold')
    author = identity
  })
  afterAll(() => desk.close())

  /** Sends until it is answered, as a client does: the answer may be lost though the commit was not. */
  const send = async (mutation: MutationEnvelope): Promise<void> => {
    for (;;)
      try {
        const { outcome } = await applyMutation(desk.context, author, mutation, bodyHash(mutation))
        expect(outcome.result).toBe('applied')
        return
      } catch {
        await sleep(5)
      }
  }

  const readPage = async (epoch: string, after: number, limit: number): Promise<PullResponse> =>
    JSON.parse(await pull(author, { epoch, after, limit })) as PullResponse

  async function killConnections(until: { done: boolean }): Promise<number> {
    const killer = new pg.Client({ connectionString: desk.testDatabase.url ?? '' })
    await killer.connect()
    let killed = 0
    while (!until.done) {
      const { rowCount } = await killer.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'tijdig' and datname = current_database() and state <> 'idle' order by random() limit 1`,
      )
      killed += rowCount ?? 0
      await sleep(60)
    }
    await killer.end()
    return killed
  }

  it('loses nothing and doubles nothing, though connections are killed and one transaction is slow', async () => {
    const { epoch, seq } = await headOf()
    const tickets = Array.from({ length: writers }, () => randomUUID())
    const lanes = tickets.map((id, lane) => [
      createTicket(id),
      ...Array.from({ length: 14 }, (_, n) =>
        mutationOf('note.add', n % 3 === 0 ? (tickets[0] ?? id) : id, { text: `${lane}/${n}` }),
      ),
    ])
    await send(lanes[0]?.[0] as MutationEnvelope)
    const state = { done: false }
    const killing = killConnections(state)
    const slow = holdOpen(state)
    const seen: Change[] = []
    const reading = readUntil(state, async () => {
      const page = await readPage(epoch, seen.at(-1)?.seq ?? seq, 50).catch(() => null)
      seen.push(...(page?.changes ?? []))
    })
    await Promise.all(
      lanes.map(async (lane) => void (await lane.reduce((p, m) => p.then(() => send(m)), start()))),
    )
    state.done = true
    const killed = await killing
    await slow
    await reading
    for (let more = true; more;) {
      const page = await readPage(epoch, seen.at(-1)?.seq ?? seq, 500)
      seen.push(...page.changes)
      more = page.changes.length > 0
    }
    const sent = lanes.flat().map(({ id }) => id)
    const applied = seen.flatMap((change) =>
      change.kind === 'ticket' ? [...new Set(change.events.map(({ mutationId }) => mutationId))] : [],
    )
    expect(killed).toBeGreaterThan(10)
    expect(seen.map((change) => change.seq)).toEqual(seen.map((_, index) => seq + index + 1))
    expect([...applied].sort()).toEqual([...sent].sort())
  })

  const start = (): Promise<void> => Promise.resolve()

  async function headOf() {
    const client = await desk.signIn(workspace.agents.agent)
    const { epoch, seq } = (await client.snapshot()).start
    return { epoch, seq }
  }

  async function readUntil(state: { done: boolean }, read: () => Promise<void>): Promise<void> {
    while (!state.done) {
      await read()
      await sleep(3)
    }
  }

  /** A transaction that took the next position and commits late: nobody may read past it meanwhile. */
  async function holdOpen(state: { done: boolean }): Promise<void> {
    const client = new pg.Client({ connectionString: desk.testDatabase.url ?? '' })
    await client.connect()
    while (!state.done) {
      await client.query('begin')
      await client.query('update change_heads set seq = seq + 1 where workspace_id = $1', [workspace.id])
      await sleep(50)
      await client.query('rollback')
      await sleep(200)
    }
    await client.end()
  }
})
