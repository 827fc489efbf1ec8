import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { rows } from '../../src/server/db/database'
import { migrate } from '../../src/server/db/migrate'
import { openPostgres } from '../../src/server/db/postgres'
import { fillSearchWords } from '../../src/server/jobs/fill-search-words'
import { searchStatement } from '../../src/server/search/find-tickets'
import type { Client } from './support/client'
import { databaseKinds, freshDatabase, postgresUrl } from './support/databases'
import { createTicket } from './support/mutations'
import { useDesk } from './support/use-desk'

interface Results {
  readonly results: readonly {
    readonly ticketId: string
    readonly number: number
    readonly subject: string
  }[]
}

describe.each(databaseKinds)('search on %s', (kind) => {
  const use = useDesk(kind)
  const search = async (q: string) =>
    (await use.client.ask<Results>('GET', `/v1/search?q=${encodeURIComponent(q)}`)).body.results
  const queries = () => use.desk.context.database.writing

  it('finds tickets by words of their texts, the last changed first, and by number', async () => {
    const [first, second] = [randomUUID(), randomUUID()]
    await use.client.push(
      createTicket(first, { subject: 'Facturen exporteren' }),
      createTicket(second, { subject: 'Factuur onleesbaar' }),
    )
    expect((await search('factu')).map(({ ticketId }) => ticketId)).toEqual([second, first])
    expect((await search('exporteren facturen')).map(({ ticketId }) => ticketId)).toEqual([first])
    const number = (await use.client.ticket(first)).number
    expect((await search(`#${number}`))[0]).toMatchObject({ ticketId: first, number })
    expect(await search('fa')).toEqual([])
    expect(await search('%')).toEqual([])
  })

  it('finds the newest tickets with a word that nearly all have', async () => {
    await queries()
      .execute(sql`insert into tickets (workspace_id, id, number, bucket, version, created_seq, changed_seq,
        status, doc) select ${use.workspace.id}::uuid, gen_random_uuid(), 10000 + n, 0, 1, n, n, 'new',
        '{"subject":"x","updatedAt":0}' from generate_series(1, 2500) n`)
    await queries().execute(sql`insert into events (workspace_id, ticket_id, version, id, seq, type, doc)
      select workspace_id, id, 1, gen_random_uuid(), 1, 'note.added', '{"text":"overal"}'
      from tickets where number > 10000 order by number`)
    const found = await search('overal')
    expect(found).toHaveLength(50)
    expect(found[0]?.number).toBe(12_500)
  })

  it('does not keep an event from being written whose words cannot be found', async () => {
    const ticketId = randomUUID()
    await queries().execute(sql`insert into events (workspace_id, ticket_id, version, id, seq, type, doc)
      values (${use.workspace.id}::uuid, ${ticketId}::uuid, 1, ${randomUUID()}::uuid, 1, 'note.added',
        ${'{"text":"half \\ud83d"}'}::json)`)
    const found = await rows<{ words: string }>(
      queries(),
      sql`select words::text from search_words where ticket_id = ${ticketId}::uuid`,
    )
    expect(found).toEqual([{ words: '' }])
  })

  it('gets the words of events that were there before, piece by piece, and then drops the former index', async () => {
    const { database } = use.desk.context
    await queries().execute(sql`create index events_words on events using gin (event_words(doc))`)
    await queries().execute(sql`delete from search_words`)
    await queries().execute(sql`insert into search_words_to_fill (workspace_id, ticket_id, version)
      values ('00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', 0)`)
    expect(await search('factuur')).toEqual([])
    let pieces = 0
    while (await fillSearchWords(database)) pieces++
    expect(pieces).toBeGreaterThan(3)
    expect(await search('factuur')).toHaveLength(1)
    const [counts] = await rows<{ events: number; words: number; indexes: number }>(
      queries(),
      sql`select (select count(*)::int from events) as events, (select count(*)::int from search_words) as words,
        (select count(*)::int from pg_indexes where indexname = 'events_words') as indexes`,
    )
    expect(counts?.words).toBe(counts?.events)
    expect(counts?.indexes).toBe(0)
    expect(await fillSearchWords(database)).toBe(false)
  })
})

describe.each(databaseKinds)('the update that brings the words on %s', (kind) => {
  it('leaves the events of before to the job, and what a server of before writes is found at once', async () => {
    const { database, drop } = await freshDatabase(kind)
    const { writing: queries } = database
    const [workspaceId, ticketId] = [randomUUID(), randomUUID()]
    const write = (version: number, text: string) =>
      queries.execute(sql`insert into events (workspace_id, ticket_id, version, id, seq, type, doc) values
        (${workspaceId}::uuid, ${ticketId}::uuid, ${version}::int, ${randomUUID()}::uuid, 1, 'note.added',
          ${JSON.stringify({ text })}::json)`)
    const versions = async (word: string) =>
      (
        await rows<{ version: number }>(
          queries,
          sql`select version from search_words where words @@ ${word}::tsquery order by version`,
        )
      ).map(({ version }) => version)
    // As before the update.
    await queries.execute(sql`drop trigger events_search_words on events`)
    await queries.execute(sql`drop function add_search_words`)
    await queries.execute(sql`drop table search_words, search_words_to_fill`)
    await queries.execute(sql`create index events_words on events using gin (event_words(doc))`)
    await queries.execute(sql`delete from migrations where name = '0010_search_words.sql'`)
    await write(1, 'kassa')
    expect(await migrate(database)).toEqual(['0010_search_words.sql'])
    await write(2, 'kassa')
    expect(await versions('kassa')).toEqual([2])
    expect(await rows(queries, sql`select 1 from pg_indexes where indexname = 'events_words'`)).toHaveLength(
      1,
    )
    while (await fillSearchWords(database)) continue
    expect(await versions('kassa')).toEqual([1, 2])
    expect(await rows(queries, sql`select 1 from pg_indexes where indexname = 'events_words'`)).toEqual([])
    await drop()
  })
})

describe.each(databaseKinds)('searches that fail, on %s', (kind) => {
  const use = useDesk(kind)

  it('keep no place from those that come later', async () => {
    const { writing: queries } = use.desk.context.database
    const search = async () => (await use.client.ask('GET', '/v1/search?q=woord')).status
    await queries.execute(sql`alter table search_words rename to gone`)
    for (let n = 0; n < 6; n++) expect(await search()).toBe(503)
    await queries.execute(sql`alter table gone rename to search_words`)
    expect(await search()).toBe(200)
  })
})

describe.skipIf(!postgresUrl)('search on a PostgreSQL with much in it', () => {
  const use = useDesk('postgres')
  const activity = async (state: string) =>
    (
      await rows<{ n: number }>(
        use.desk.context.database.writing,
        sql`select count(*)::int as n from pg_stat_activity
          where datname = current_database() and state = ${state} and query like '%pg_sleep%' and pid <> pg_backend_pid()`,
      )
    )[0]?.n

  it('reads neither all tickets nor all events, whatever is searched for', async () => {
    const { database } = use.desk.context
    const { writing: queries } = database
    await queries.execute(sql`insert into tickets (workspace_id, id, number, bucket, version, created_seq, changed_seq,
        status, doc) select ${use.workspace.id}::uuid, gen_random_uuid(), 10000 + n, n / 500, 3, n, n, 'new',
        '{"subject":"x","updatedAt":0}' from generate_series(1, 20000) n`)
    await queries.execute(
      sql`insert into events (workspace_id, ticket_id, version, id, seq, type, doc)
      select workspace_id, id, v, gen_random_uuid(), 1, 'note.added', json_build_object('text',
        'overal ' || case when number % 100 = 0 then 'soms' else '' end || ' woord' || number || ' v' || v)
      from tickets, generate_series(2, 4) v where number > 10000`,
    )
    await queries.execute(sql`analyze`)
    for (const text of ['woord12345', 'soms', 'overal', 'overal soms', '#12345', 'nergens', 'd', 'woo']) {
      const statement = searchStatement(use.workspace.id, text, 50) ?? sql``
      const plan = await database.runOnce('search', (queries) =>
        rows<{ 'QUERY PLAN': string }>(queries, sql`explain analyze ${statement}`),
      )
      const lines = plan.map((line) => line['QUERY PLAN']).join('\n')
      expect(lines).toContain('Bitmap Index Scan on search_words_of_text')
      expect(lines).not.toMatch(/Seq Scan on/)
    }
  }, 120_000)

  it('beyond what runs and waits is refused at once, and stops neither work nor sign-in', async () => {
    const { database } = use.desk.context
    const hogs = [1, 2].map(() =>
      database
        .runOnce('search', (reader) => rows(reader, sql`select pg_sleep(20)`))
        .then(
          () => 'slept',
          () => 'ended',
        ),
    )
    await expect.poll(() => activity('active')).toBe(2)
    const colleagues = [use.workspace.agents.senior, use.workspace.agents.administrator]
    const others = await Promise.all(colleagues.map((each) => use.desk.signIn(each)))
    const began = performance.now()
    const search = (client: Client) => client.ask('GET', '/v1/search?q=woord12345')
    const searches = Array.from({ length: 5 }, () => search(use.client))
    const first = await Promise.race(searches)
    expect(first).toMatchObject({ status: 429, body: { code: 'search-busy' } })
    expect(first.headers.get('retry-after')).toBe('1')
    // Two of one person, who cannot take the places of colleagues.
    await sleep(200)
    searches.push(...others.slice(0, 1).flatMap((client) => [search(client), search(client)]))
    await sleep(200)
    searches.push(...others.slice(1).map(search))
    expect((await use.client.ask('GET', '/health')).status).toBe(200)
    await use.desk.signIn(use.workspace.agents.senior)
    await use.client.push(createTicket(randomUUID()))
    expect(performance.now() - began).toBeLessThan(2500)
    expect(await Promise.all(hogs)).toEqual(['ended', 'ended'])
    const statuses = (await Promise.all(searches)).map(({ status }) => status).sort()
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429, 429, 429])
    expect(await activity('active')).toBe(0)
  }, 30_000)

  it('leaves no statement running that nobody waits for', async () => {
    const impatient = openPostgres(use.desk.testDatabase.url ?? '', { connections: 2, answerWithinMs: 300 })
    const asked = Array.from({ length: 6 }, () => impatient.writing.execute(sql`select pg_sleep(20)`))
    const ended = (await Promise.allSettled(asked)).map(({ status }) => status)
    expect(ended).toEqual(Array(6).fill('rejected'))
    await expect.poll(() => activity('active'), { timeout: 10_000 }).toBe(0)
    await impatient.close()
  }, 30_000)
})
