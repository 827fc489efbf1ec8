import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Database } from '../../../src/server/db/database'
import { migrate } from '../../../src/server/db/migrate'
import { openPglite } from '../../../src/server/db/pglite'
import { openPostgres } from '../../../src/server/db/postgres'

export interface TestDatabase {
  readonly database: Database
  /** null on PGlite. */
  readonly url: string | null
  readonly drop: () => Promise<void>
}

export type DatabaseKind = Database['kind']
export const postgresUrl = process.env.TIJDIG_TEST_DATABASE_URL

/** The databases that the same tests run on. Without a PostgreSQL they say so loudly and run on PGlite alone. */
export const databaseKinds: readonly DatabaseKind[] = postgresUrl ? ['pglite', 'postgres'] : ['pglite']
if (!postgresUrl)
  process.stderr.write('TIJDIG_TEST_DATABASE_URL is not set: tests on PostgreSQL are SKIPPED.\n')

/** A database of its own, migrated, with nothing in it. */
export async function freshDatabase(kind: DatabaseKind, connections = 10): Promise<TestDatabase> {
  const made = await emptyDatabase(kind, connections)
  await migrate(made.database)
  return made
}

/** A database of its own without any table. */
export async function emptyDatabase(kind: DatabaseKind, connections = 10): Promise<TestDatabase> {
  if (kind === 'pglite') {
    const database = await openPglite(null)
    return { database, url: null, drop: database.close }
  }
  if (!postgresUrl) throw new Error('There is no PostgreSQL for this test')
  const name = `tijdig_${randomUUID().replaceAll('-', '')}`
  await onServer(`create database ${name}`)
  const url = new URL(postgresUrl)
  url.pathname = `/${name}`
  const database = openPostgres(url.href, { connections })
  return {
    database,
    url: url.href,
    drop: async () => {
      await database.close()
      await onServer(`drop database ${name} with (force)`)
    },
  }
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}
