import { sql } from 'drizzle-orm'
import type { Writer } from '../../../src/server/db/database'
import { rows } from '../../../src/server/db/database'

/** Copies every table beside itself; the answer puts all of them back to what they were. */
export async function takeBackup(queries: Writer): Promise<() => Promise<void>> {
  // What is generated from other columns is generated again. As they were made: others refer to the first ones.
  const found = await rows<{ name: string; columns: readonly string[] }>(
    queries,
    sql`select table_name as name, json_agg(column_name) as columns
      from information_schema.tables join information_schema.columns using (table_schema, table_name)
      where table_schema = current_schema() and table_type = 'BASE TABLE' and is_generated = 'NEVER' group by table_name
      order by quote_ident(table_name)::regclass::oid`,
  )
  const tables = found.map(({ name, columns }) => ({
    name: sql.identifier(name),
    columns: sql.join(
      columns.map((column) => sql.identifier(column)),
      sql`, `,
    ),
  }))
  const names = tables.map(({ name }) => name)
  await queries.execute(sql`drop schema if exists backup cascade`)
  await queries.execute(sql`create schema backup`)
  for (const name of names) await queries.execute(sql`create table backup.${name} as table ${name}`)
  return async () => {
    // What a trigger would add is in the backup as well, and a database that is put back begins without an audit trail.
    for (const table of [sql`events`, sql`audit`])
      await queries.execute(sql`alter table ${table} disable trigger user`)
    await queries.execute(sql`truncate ${sql.join(names, sql`, `)} cascade`)
    for (const { name, columns } of tables)
      await queries.execute(sql`insert into ${name} (${columns}) select ${columns} from backup.${name}`)
    for (const table of [sql`events`, sql`audit`])
      await queries.execute(sql`alter table ${table} enable trigger user`)
  }
}
