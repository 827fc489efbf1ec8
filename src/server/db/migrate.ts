import { sql } from 'drizzle-orm'
import { readdir, readFile } from 'node:fs/promises'
import type { Database } from './database'
import { rows } from './database'

const folder = new URL('./migrations/', import.meta.url)
/** Any fixed number: servers that start together take turns. */
const takeTurns = sql`select pg_advisory_xact_lock(7114510071)`

/**
 * Brings the tables up to date: each file of `migrations/` once, in the order of their names, each in a transaction of its
 * own. Safe with many servers starting at once. Returns the names of those it ran.
 */
export async function migrate(database: Database): Promise<readonly string[]> {
  await database.transaction('write', async (tx) => {
    await tx.execute(takeTurns)
    await tx.execute(
      sql`create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())`,
    )
  })
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const ran: string[] = []
  for (const name of names) {
    const script = await readFile(new URL(name, folder), 'utf8')
    await database.transaction('write', async (tx) => {
      await tx.execute(takeTurns)
      const known = await rows(tx, sql`select 1 from migrations where name = ${name}`)
      if (known.length > 0) return
      for (const statement of statements(script)) await tx.execute(sql.raw(statement))
      await tx.execute(sql`insert into migrations (name) values (${name})`)
      ran.push(name)
    })
  }
  return ran
}

/** Splits at semicolons that end a line: the migrations keep to that. */
const statements = (script: string): readonly string[] =>
  script
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
