import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { openCacheDatabase } from '../../src/renderer/data/cache/cache-database'
import { createCacheStore } from '../../src/renderer/data/cache/cache-store'
import { toRaw, createPatience } from '../../src/renderer/data/workspace/fetch-transport'
import { memoryOutbox } from '../../src/shared/sync/engine/testing/memory-outbox'
import { createSyncEngine } from '../../src/shared/sync/engine/engine'
import type { CacheStore, RawAnswer } from '../../src/shared/sync/engine/ports'
import { bucketSize } from '../../src/shared/sync/wire'
import { useNumber } from '../../src/server/tickets/ticket-row'
import { cleanUp } from '../../src/server/jobs/clean-up'
import { cleanUpRules } from './support/clean-up-rules'
import { databaseKinds } from './support/databases'
import { createTicket, mutationOf } from './support/mutations'
import { writeTransaction } from '../../src/server/db/database'
import { useDesk } from './support/use-desk'

const nothing = () => undefined
const kept = Promise.resolve({ ok: true } as const)

describe.each(databaseKinds)('a first sync over a line that breaks, from a server on %s', (kind) => {
  const use = useDesk(kind, 'administrator')
  const ids = Array.from({ length: 6 }, () => randomUUID())
  /** Tickets in six buckets. */
  beforeAll(async () => {
    for (const [index, id] of ids.entries()) {
      await writeTransaction(use.desk.context.database, (tx) =>
        useNumber(tx, use.workspace.id, (index + 3) * bucketSize),
      )
      await use.client.push(createTicket(id), mutationOf('note.add', id, { text: 'Gebeld.' }))
    }
  })

  /** The app's own engine and cache, on a line that carries so many lines of a stream. */
  function openApp(cache: CacheStore, line: { carries: number }) {
    let now = 0
    const asked: string[] = []
    const cutShort = (raw: RawAnswer): RawAnswer => ({
      ...raw,
      async *lines() {
        let came = 0
        for await (const text of raw.lines()) {
          if (came++ >= line.carries) throw new Error('cut off')
          yield text
        }
      },
    })
    const engine = createSyncEngine(
      {
        clock: { wall: () => use.desk.clock.now, monotonic: () => now },
        random: () => 0.5,
        cache,
        outbox: memoryOutbox(),
        journal: { append: () => kept, read: () => Promise.resolve([]), forget: () => kept },
        transport: {
          async request({ method, path, body }) {
            asked.push(path)
            const answer = await fetch(use.desk.address + path, {
              method,
              headers: { authorization: `Bearer ${use.client.session.token}` },
              ...(body === undefined ? {} : { body }),
            })
            return cutShort(toRaw(answer, createPatience()))
          },
        },
      },
      { workspaceId: use.workspace.id, agentId: use.client.session.agent.id, deviceId: randomUUID() },
      { state: nothing, base: nothing, outbox: nothing, sending: nothing },
    )
    return {
      engine,
      asked,
      async start() {
        await engine.open()
        await engine.own()
      },
      /** One exchange, when its time has come. */
      async step() {
        now = Math.max(now, engine.wakeAt() ?? now)
        await engine.step()
      },
    }
  }

  const isAtHead = async (engine: ReturnType<typeof openApp>['engine']): Promise<boolean> =>
    engine.state().cursor?.seq === (await use.client.snapshot()).start.seq

  async function expectAll(cache: CacheStore): Promise<void> {
    const { tickets, timelines } = await use.client.snapshot()
    const here = await cache.tickets([...tickets.keys()])
    expect([...here.keys()].toSorted()).toEqual([...tickets.keys()].toSorted())
    for (const [id, ticket] of tickets) {
      expect(here.get(id)).toEqual(ticket)
      expect(await cache.timeline(id)).toEqual(timelines.get(id))
    }
  }

  it('goes on where it was, through cuts, a killed app and what others do meanwhile', async () => {
    const name = randomUUID()
    const line = { carries: 3 }
    const first = openApp(createCacheStore(await openCacheDatabase(name)), line)
    await first.start()
    await first.step()
    expect(first.engine.state()).toMatchObject({ phase: 'offline', cursor: null, fetched: { tickets: 2 } })
    const [id = ''] = ids
    await use.client.push(createTicket(randomUUID()), mutationOf('note.add', id, { text: 'Nog eens.' }))
    await first.step()
    expect(first.engine.state().fetched).toMatchObject({ tickets: 4 })
    // Killed: another run of the app finds what came on the disk.
    const cache = createCacheStore(await openCacheDatabase(name))
    const second = openApp(cache, line)
    await second.start()
    expect(second.engine.state().fetched).toMatchObject({ tickets: 4 })
    line.carries = Infinity
    for (let steps = 0; steps < 10 && !(await isAtHead(second.engine)); steps++) await second.step()
    expect(second.asked.filter((path) => path.includes('/snapshot'))).toHaveLength(1)
    expect(second.asked[0]).toMatch(/&at=\d+&after=\d+$/)
    expect(await cache.partialSnapshot()).toBeNull()
    await expectAll(cache)
  })

  it('gives the rest of a snapshot as of its own moment', async () => {
    const { start, tickets } = await use.client.snapshot()
    await use.client.push(createTicket(randomUUID()))
    const { body } = await use.client.ask<string>(
      'GET',
      `/v1/sync/snapshot?epoch=${start.epoch}&at=${start.seq}&after=4`,
    )
    const lines = body
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as { line: string; seq?: number; bucket?: number; tickets: never })
    expect(lines[0]).toMatchObject({
      line: 'start',
      seq: start.seq,
      proof: start.proof,
      tickets: tickets.size,
    })
    expect(lines.flatMap(({ bucket }) => bucket ?? [])).toEqual([5, 6, 7, 8])
    expect(lines.at(-1)).toEqual({ line: 'end', tickets: tickets.size })
  })

  it('begins anew where that moment is none of this log', async () => {
    const { start } = await use.client.snapshot()
    const rest = (epoch: string, at: number) =>
      use.client.ask('GET', `/v1/sync/snapshot?epoch=${epoch}&at=${at}&after=4`)
    expect(await rest(randomUUID(), start.seq)).toMatchObject({ status: 410, body: { code: 'cursor-gone' } })
    expect(await rest(start.epoch, start.seq + 1)).toMatchObject({ status: 410 })
    const cache = createCacheStore(await openCacheDatabase(randomUUID()))
    const line = { carries: 3 }
    const app = openApp(cache, line)
    await app.start()
    await app.step()
    // What changed after the moment is no longer in the log.
    await use.client.push(createTicket(randomUUID()))
    use.desk.clock.now += 100 * 86_400_000
    use.client = await use.desk.signIn(use.workspace.agents.administrator)
    await use.client.push(createTicket(randomUUID()))
    const { context, clock } = use.desk
    await cleanUp(context.database, clock.now, cleanUpRules(context))
    line.carries = Infinity
    for (let steps = 0; steps < 10 && !(await isAtHead(app.engine)); steps++) await app.step()
    await expectAll(cache)
    expect(app.asked.filter((path) => path.includes('/snapshot'))).toHaveLength(3)
  })
})
