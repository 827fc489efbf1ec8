import { sql } from 'drizzle-orm'
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { renewAllEpochs } from '../../src/server/sync/log/epoch'
import type { Position, PushResponse } from '../../src/shared/sync/wire'
import { databaseKinds } from './support/databases'
import { createTicket } from './support/mutations'
import { writeTransaction } from '../../src/server/db/database'
import { useDesk } from './support/use-desk'

describe.each(databaseKinds)('a change log that was put back on %s', (kind) => {
  const use = useDesk(kind)

  const head = async (): Promise<Position> => {
    const { epoch, seq } = (await use.client.snapshot()).start
    return { epoch, seq }
  }
  /** The head after `count` more tickets, with the server's word for it. */
  const headAfter = async (count: number): Promise<Position> => {
    const { epoch, seq } = await head()
    for (let n = 0; n < count; n++) await use.client.push(createTicket(randomUUID()))
    const { to, proof } = await use.client.pull(epoch, seq)
    expect(proof).toBeTypeOf('string')
    return { epoch, seq: to, proof }
  }
  /** What a restored backup does to the log, in small, a while after it was written. */
  const putBack = async (by: number) => {
    use.desk.clock.now += 60_000
    const { writing: queries } = use.desk.context.database
    const { seq } = await head()
    await queries.execute(
      sql`delete from change_log where workspace_id = ${use.workspace.id}::uuid and seq > ${seq - by}::bigint`,
    )
    await queries.execute(
      sql`update change_heads set seq = seq - ${by}::bigint where workspace_id = ${use.workspace.id}::uuid`,
    )
  }
  const claim = ({ epoch, seq, proof }: Position, after = seq, as = use.client) =>
    as.ask('GET', `/v1/sync/pull?epoch=${epoch}&after=${after}&seen=${seq}&proof=${proof ?? ''}`)

  it('is found out by a client that proves to have seen more, which begins a new epoch', async () => {
    const seen = await headAfter(3)
    await putBack(2)
    expect(await claim(seen)).toMatchObject({ status: 410, body: { code: 'cursor-gone' } })
    expect((await head()).epoch).not.toBe(seen.epoch)
    expect(await claim(seen)).toMatchObject({ status: 410 })
  })

  it('is found out by who saw more than the cursor reached: the answer to a push counts', async () => {
    const seen = await headAfter(3)
    await putBack(2)
    expect(await claim(seen, seen.seq - 2)).toMatchObject({ status: 410 })
    expect((await head()).epoch).not.toBe(seen.epoch)
  })

  describe('and has grown past where it was', () => {
    const regrown = async (): Promise<Position> => {
      const seen = await headAfter(3)
      await putBack(2)
      expect((await headAfter(4)).seq).toBeGreaterThan(seen.seq)
      return seen
    }

    it('is found out by a pull: another row stands at the position that a client proves', async () => {
      const seen = await regrown()
      expect(await claim(seen)).toMatchObject({ status: 410, body: { code: 'cursor-gone' } })
      expect((await head()).epoch).not.toBe(seen.epoch)
    })

    it('is found out by a pull from further back, and from rows that were not put back it is not', async () => {
      const before = await headAfter(1)
      const seen = await regrown()
      expect(await claim(before)).toMatchObject({ status: 200 })
      expect(await claim(seen, seen.seq - 2)).toMatchObject({ status: 410 })
      expect((await head()).epoch).not.toBe(seen.epoch)
    })

    it('is found out by a push, which is decided on only for the log that is', async () => {
      const { epoch, seq, proof } = await regrown()
      const push = (log: object) =>
        use.client.ask<PushResponse>('POST', '/v1/sync/push', {
          deviceId: randomUUID(),
          ...log,
          mutations: [createTicket(randomUUID())],
        })
      const refused = await push({ epoch, seen: { seq, proof } })
      expect(refused).toMatchObject({ status: 200, body: { outcomes: [] } })
      expect(refused.body.head.epoch).not.toBe(epoch)
      const taken = await push({ epoch: refused.body.head.epoch })
      expect(taken.body.outcomes).toMatchObject([{ result: 'applied' }])
    })

    it('is found out by who takes a damaged bucket again', async () => {
      const { epoch, seq, proof } = await regrown()
      const path = `/v1/sync/buckets/0?epoch=${epoch}&at=${seq}&seen=${seq}&proof=${proof ?? ''}`
      expect(await use.client.ask('GET', path)).toMatchObject({ status: 410, body: { code: 'cursor-gone' } })
      expect((await head()).epoch).not.toBe(epoch)
    })

    it('is found out by a snapshot, which is of a new epoch', async () => {
      const { epoch, seq, proof } = await regrown()
      const path = `/v1/sync/snapshot?epoch=${epoch}&seen=${seq}&proof=${proof ?? ''}`
      const { body } = await use.client.ask<string>('GET', path)
      expect((JSON.parse(body.split('\n')[0] ?? '') as Position).epoch).not.toBe(epoch)
    })
  })

  it('is no one’s to claim: without proof, with that of another position or workspace, the epoch stays', async () => {
    const seen = await headAfter(1)
    const other = await use.desk.signIn((await use.desk.workspace(`Beta ${kind}`)).agents.agent)
    const { start } = await other.snapshot()
    const ahead = { ...seen, seq: seen.seq + 3 }
    for (const made of [{ ...ahead, proof: undefined }, ahead, { ...ahead, proof: start.proof }]) {
      expect(await claim(made)).toMatchObject({ status: 410, body: { code: 'cursor-gone' } })
      expect(await claim(made, seen.seq)).toMatchObject({ status: 200 })
    }
    expect(await head()).toEqual({ epoch: seen.epoch, seq: seen.seq })
  })

  it('is not suspected by a page that was read before what a client saw meanwhile', async () => {
    const seen = await headAfter(2)
    const claims = await Promise.all(Array.from({ length: 20 }, () => claim(seen, seen.seq - 2)))
    expect(claims.map(({ status }) => status)).toEqual(claims.map(() => 200))
    expect((await head()).epoch).toBe(seen.epoch)
  })

  it('decides on nothing that was written for the former log, so that what it forgot comes first', async () => {
    const former = await head()
    await writeTransaction(use.desk.context.database, (tx) =>
      renewAllEpochs(tx, () => randomUUID(), use.desk.clock.now),
    )
    const push = (epoch: string) =>
      use.client.ask<PushResponse>('POST', '/v1/sync/push', {
        deviceId: randomUUID(),
        epoch,
        mutations: [createTicket(randomUUID())],
      })
    const refused = await push(former.epoch)
    expect(refused).toMatchObject({ status: 200, body: { outcomes: [], head: { seq: former.seq } } })
    const taken = await push(refused.body.head.epoch)
    expect(taken.body.outcomes).toMatchObject([{ result: 'applied', seq: former.seq + 1 }])
  })

  it('gives no ticket a number again that a forgotten one may have had', async () => {
    const numberOf = async (): Promise<number> => {
      const id = randomUUID()
      await use.client.push(createTicket(id))
      return (await use.client.ticket(id)).number ?? 0
    }
    const seen = await headAfter(3)
    const before = await numberOf()
    await putBack(2)
    await claim(seen)
    expect(await numberOf()).toBeGreaterThan(before + 900)
  })

  it('has a new epoch for everybody after a restore is announced', async () => {
    const { epoch, seq } = await head()
    expect(
      await writeTransaction(use.desk.context.database, (tx) =>
        renewAllEpochs(tx, randomUUID, use.desk.clock.now),
      ),
    ).toBeGreaterThan(0)
    expect(await use.client.ask('GET', `/v1/sync/pull?epoch=${epoch}&after=${seq}`)).toMatchObject({
      status: 410,
    })
  })
})
