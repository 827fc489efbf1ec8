import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { addToSum, emptySum, sumToText } from '../../src/shared/sync/checksum'
import type { Checksums, SnapshotBucket } from '../../src/shared/sync/wire'
import { bucketSize } from '../../src/shared/sync/wire'
import { evolveAll } from '../../src/shared/tickets/evolve'
import { cleanUp } from '../../src/server/jobs/clean-up'
import { snapshotLines } from '../../src/server/sync/log/snapshot'
import { cleanUpRules } from './support/clean-up-rules'
import { databaseKinds } from './support/databases'
import { readSnapshot } from './support/client'
import { openLive, until } from './support/live-stream'
import { createTicket, mutationOf } from './support/mutations'
import { useDesk } from './support/use-desk'

describe.each(databaseKinds)('the change log on %s', (kind) => {
  const use = useDesk(kind, 'administrator')

  const notes = (ticketId: string, count: number) =>
    Array.from({ length: count }, (_, n) => mutationOf('note.add', ticketId, { text: `notitie ${n}` }))

  it('comes in pages that join, without a hole', async () => {
    const { start } = await use.client.snapshot()
    const ticketId = randomUUID()
    await use.client.push(createTicket(ticketId), ...notes(ticketId, 24))
    const seen: number[] = []
    for (let after = start.seq; ;) {
      const page = await use.client.pull(start.epoch, after, 7)
      expect(page.after).toBe(after)
      seen.push(...page.changes.map(({ seq }) => seq))
      expect(page.to).toBe(seen.at(-1))
      after = page.to
      if (after === page.head) break
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => start.seq + n + 1))
  })

  it('gives an empty page at the head', async () => {
    const { start } = await use.client.snapshot()
    expect(await use.client.pull(start.epoch, start.seq)).toMatchObject({
      changes: [],
      to: start.seq,
      head: start.seq,
    })
  })

  it('folds to the same tickets as the snapshot has', async () => {
    const { tickets, timelines } = await use.client.snapshot()
    expect(tickets.size).toBeGreaterThan(0)
    for (const [id, ticket] of tickets) expect(evolveAll(timelines.get(id) ?? [])).toEqual(ticket)
  })

  it('ends pages early when the changes are large', async () => {
    const apart = await use.desk.workspace('Groot')
    const writer = await use.desk.signIn(apart.agents.agent)
    const { start } = await writer.snapshot()
    const ticketId = randomUUID()
    await writer.push(createTicket(ticketId))
    for (let n = 0; n < 25; n++)
      await writer.push(mutationOf('note.add', ticketId, { text: 'x'.repeat(200_000) }))
    const page = await writer.pull(start.epoch, start.seq, 2000)
    expect(page.changes.length).toBeGreaterThan(15)
    expect(page.to).toBeLessThan(page.head)
  })

  it('shows one moment in a snapshot, whatever is written while it streams', async () => {
    const ids = Array.from({ length: 12 }, () => randomUUID())
    await use.client.push(...ids.map((id) => createTicket(id)))
    const lines: string[] = []
    let written = 0
    for await (const line of snapshotLines(use.desk.context, use.workspace.id)) {
      lines.push(line)
      await use.client.push(createTicket(randomUUID()), ...ids.flatMap((id) => notes(id, 1)))
      written++
    }
    const { start, tickets, timelines, complete } = readSnapshot(lines.join(''))
    expect(complete).toBe(true)
    expect(written).toBeGreaterThan(2)
    expect(tickets.size).toBe(start.tickets)
    for (const id of ids) {
      expect(tickets.get(id)?.version).toBe(2)
      expect(timelines.get(id)).toHaveLength(2)
    }
  })

  it('has checksums that a client can work out from its own rows', async () => {
    const { start, tickets } = await use.client.snapshot()
    const sums = new Map<number, typeof emptySum>()
    for (const { id, number, version } of tickets.values()) {
      const bucket = Math.floor((number ?? 0) / bucketSize)
      sums.set(bucket, addToSum(sums.get(bucket) ?? emptySum, id, version))
    }
    const { body } = await use.client.ask<Checksums>('GET', '/v1/sync/checksums')
    expect(body).toEqual({
      epoch: start.epoch,
      seq: start.seq,
      buckets: [...sums].map(([bucket, sum]) => ({ bucket, count: sum.count, checksum: sumToText(sum) })),
    })
  })

  it('gives a bucket as it was at a client’s own position', async () => {
    const ticketId = randomUUID()
    await use.client.push(createTicket(ticketId), ...notes(ticketId, 2))
    const { start, tickets, timelines } = await use.client.snapshot()
    const bucket = Math.floor((tickets.get(ticketId)?.number ?? 0) / bucketSize)
    await use.client.push(createTicket(randomUUID()), ...notes(ticketId, 3))
    const at = (seq: number, epoch = start.epoch) =>
      use.client.ask<SnapshotBucket>('GET', `/v1/sync/buckets/${bucket}?epoch=${epoch}&at=${seq}`)
    const inBucket = [...tickets.values()].filter(
      ({ number }) => Math.floor((number ?? 0) / bucketSize) === bucket,
    )
    const { body } = await at(start.seq)
    expect(body.tickets.toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0))).toEqual(
      inBucket.toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0)),
    )
    for (const { id } of inBucket) expect(body.timelines[id]).toEqual(timelines.get(id))
    expect(await at(start.seq + 1_000_000)).toMatchObject({ status: 410, body: { code: 'cursor-gone' } })
    expect(await at(start.seq, randomUUID())).toMatchObject({ status: 410 })
  })

  it('tells who listens within a moment that the head moved', async () => {
    const live = await openLive(use.desk.address, use.client.session.token)
    await use.client.push(createTicket(randomUUID()))
    const { start } = await use.client.snapshot()
    await until(() => live.heads.at(-1)?.head === start.seq, 2000)
    expect(live.heads.at(-1)).toMatchObject({ epoch: start.epoch, head: start.seq })
    await live.close()
  })

  it('refuses a cursor of another epoch, and one that is not a cursor', async () => {
    const { start } = await use.client.snapshot()
    const pull = (query: string) => use.client.ask('GET', `/v1/sync/pull?${query}`)
    expect(await pull(`epoch=${randomUUID()}&after=0`)).toMatchObject({
      status: 410,
      body: { code: 'cursor-gone' },
    })
    for (const query of [
      `epoch=${start.epoch}&after=-1`,
      `epoch=${start.epoch}&after=1e400`,
      `epoch=${start.epoch}&after=x`,
      `epoch=${start.epoch}&after=0&limit=0`,
      `epoch=nonsense&after=0`,
      `after=0`,
    ])
      expect(await pull(query), query).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
  })

  it('forgets old changes, and says so to a cursor from before them', async () => {
    const { start } = await use.client.snapshot()
    await use.client.push(createTicket(randomUUID()))
    const sixtyDays = 60 * 24 * 3_600_000
    const { database } = use.desk.context
    const rules = cleanUpRules(use.desk.context)
    use.desk.clock.now += sixtyDays
    use.client = await use.desk.signIn(use.workspace.agents.administrator)
    await cleanUp(database, use.desk.clock.now, rules)
    expect((await use.client.pull(start.epoch, start.seq)).changes).toHaveLength(1)
    use.desk.clock.now += 1
    await use.client.push(createTicket(randomUUID()))
    await cleanUp(database, use.desk.clock.now, rules)
    expect(
      await use.client.ask('GET', `/v1/sync/pull?epoch=${start.epoch}&after=${start.seq}`),
    ).toMatchObject({
      status: 410,
      body: { code: 'cursor-gone' },
    })
    const page = await use.client.pull(start.epoch, start.seq + 1)
    expect(page.changes.map(({ seq }) => seq)).toEqual([start.seq + 2])
  })

  it('brings customers, agents and staff days too', async () => {
    const { start } = await use.client.snapshot()
    await use.client.ask('PUT', `/v1/customers/${use.workspace.customer.id}`, {
      ...use.workspace.customer,
      id: undefined,
      version: (await use.client.snapshot()).start.customers[0]?.version ?? 0,
      name: 'Nieuwe naam',
    })
    await use.client.ask('POST', '/v1/office/staff-days', { date: '2026-12-24', name: 'Personeelsdag' })
    const { changes } = await use.client.pull(start.epoch, start.seq)
    expect(changes).toMatchObject([
      { kind: 'customer', customer: { id: use.workspace.customer.id, name: 'Nieuwe naam' } },
      { kind: 'office', office: { staffDays: [{ date: '2026-12-24', announcedBy: 'Alfa administrator' }] } },
    ])
  })
})
