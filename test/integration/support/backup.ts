import { sql } from 'drizzle-orm'
import type { Queries } from '../../../src/server/db/database'
import { rows } from '../../../src/server/db/database'

/** Copies every table beside itself; the answer puts all of them back to what they were. */
export async function takeBackup(queries: Queries): Promise<() => Promise<void>> {
  const tables = await rows<{ name: string }>(
    queries,
    sql`select table_name as name from information_schema.tables
      where table_schema = current_schema() and table_type = 'BASE TABLE'`,
  )
  const names = tables.map(({ name }) => sql.identifier(name))
  await queries.execute(sql`drop schema if exists backup cascade`)
  await queries.execute(sql`create schema backup`)
  for (const name of names) await queries.execute(sql`create table backup.${name} as table ${name}`)
  return async () => {
    await queries.execute(sql`truncate ${sql.join(names, sql`, `)} cascade`)
    // What a trigger would add is in the backup as well.
    await queries.execute(sql`alter table events disable trigger user`)
    for (const name of names) await queries.execute(sql`insert into ${name} select * from backup.${name}`)
    await queries.execute(sql`alter table events enable trigger user`)
  }
}
