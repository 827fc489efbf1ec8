import { sql } from 'drizzle-orm'
import { readFile } from 'node:fs/promises'
import type { Logger } from 'pino'
import type { Database } from './database'
import { rows } from './database'
import { migrationNames, migrationsFolder, requireSchemaFloor, schemaNumber } from './schema-floor'

/** Any fixed number: servers that start together take turns. */
const takeTurns = sql`select pg_advisory_xact_lock(7114510071)`

/**
 * Brings the tables up to date: each file of `migrations/` once, in the order of their names, each in a transaction of its
 * own. Safe with many servers starting at once. Returns the names of those it ran. Tables that a newer server has changed are
 * worked on as they are when they allow a server as old as this one; otherwise it throws `ServerTooOld` and changes nothing.
 */
export async function migrate(database: Database, log?: Pick<Logger, 'warn'>): Promise<readonly string[]> {
  const names = await migrationNames()
  await database.runOnce('write', async (tx) => {
    await tx.execute(takeTurns)
    await requireSchemaFloor(tx, schemaNumber(names))
    await tx.execute(
      sql`create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())`,
    )
  })
  const ran: string[] = []
  for (const name of names) {
    const script = await readFile(new URL(name, migrationsFolder), 'utf8')
    await database.runOnce('write', async (tx) => {
      await tx.execute(takeTurns)
      const known = await rows(tx, sql`select 1 from migrations where name = ${name}`)
      if (known.length > 0) return
      // First, before this holds a table that a writer waits for who holds the floor (`watchSchemaFloor`).
      if (/^update schema_floor/im.test(script))
        await tx.execute(sql`lock table schema_floor in access exclusive mode`)
      for (const statement of statements(script)) await tx.execute(sql.raw(statement))
      await tx.execute(sql`insert into migrations (name) values (${name})`)
      ran.push(name)
    })
  }
  const newer = (
    await rows<{ name: string }>(database.reading, sql`select name from migrations order by name`)
  )
    .map(({ name }) => name)
    .filter((name) => !names.includes(name))
  if (newer.length > 0)
    log?.warn({ newer }, 'a newer server has changed the tables; they allow this one to work on')
  return ran
}

/** Splits at semicolons that end a line: the migrations keep to that. */
const statements = (script: string): readonly string[] =>
  script
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
