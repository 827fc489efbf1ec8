import { sql } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/server/db/database'
import type { TestDatabase } from './support/databases'
import { rows } from '../../src/server/db/database'
import { freshDatabase, postgresUrl } from './support/databases'

const places = 4

/** What only a real PostgreSQL can show: connections that die at any moment, also while they say `begin`. */
describe.skipIf(!postgresUrl)('connections that are killed', () => {
  let testDatabase: TestDatabase
  let database: Database
  let killer: pg.Client
  beforeAll(async () => {
    testDatabase = await freshDatabase('postgres', places)
    database = testDatabase.database
    killer = new pg.Client({ connectionString: testDatabase.url ?? '' })
    await killer.connect()
  })
  afterAll(async () => {
    await killer.end()
    await testDatabase.drop()
  })

  const kill = () =>
    killer.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'tijdig' and datname = current_database()`,
    )

  it.each(['write', 'one moment'] as const)('cost the pool none of its places (%s)', async (mode) => {
    let failed = 0
    for (let round = 0; round < 100; round++) {
      const killed = kill()
      const short = Array.from({ length: places }, async () => {
        await sleep(round % 4)
        await database.runOnce(mode, (inside) => rows(inside, sql`select 1`))
      })
      failed += (await Promise.allSettled(short)).filter(({ status }) => status === 'rejected').length
      await killed
    }
    expect(failed).toBeGreaterThan(50)
    await allAtOnce(mode)
  })

  /** As many transactions as there are places, none of which ends before all have begun. */
  async function allAtOnce(mode: 'write' | 'one moment'): Promise<void> {
    let begun = 0
    await Promise.all(
      Array.from({ length: places }, () =>
        database.runOnce(mode, async (inside) => {
          await rows(inside, sql`select 1`)
          begun++
          while (begun < places) await sleep(5)
        }),
      ),
    )
    expect(begun).toBe(places)
  }

  it('gives a connection back after a statement that failed, without its transaction', async () => {
    for (let round = 0; round < 2 * places; round++)
      await expect(
        database.runOnce('write', async (queries) => {
          await queries.execute(sql`create table should_not_stay (n int)`)
          await queries.execute(sql`select 1 / 0`)
        }),
      ).rejects.toThrow()
    await allAtOnce('write')
    const found = await database.writing.execute(
      sql`select 1 from pg_tables where tablename = 'should_not_stay'`,
    )
    expect(found).toMatchObject({ rows: [] })
  })
})
