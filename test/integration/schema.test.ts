import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { getTableConfig } from 'drizzle-orm/pg-core'
import { readdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { rows } from '../../src/server/db/database'
import { migrate } from '../../src/server/db/migrate'
import * as accounts from '../../src/server/db/schema/accounts'
import * as mail from '../../src/server/db/schema/mail'
import * as tickets from '../../src/server/db/schema/tickets'
import { databaseKinds, emptyDatabase, freshDatabase } from './support/databases'

const tables = Object.values({ ...accounts, ...mail, ...tickets }) as PgTable[]

describe.each(databaseKinds)('the tables on %s', (kind) => {
  it('are those that the schema in the code names, column by column', async () => {
    const { database, drop } = await freshDatabase(kind)
    const found = await rows<{ name: string; type: string; nullable: boolean }>(
      database.writing,
      sql`select table_name || '.' || column_name as name, data_type as type, is_nullable = 'YES' as nullable
        from information_schema.columns where table_schema = 'public' and table_name <> 'migrations'`,
    )
    const stated = tables.flatMap((table) => {
      const { name, columns, primaryKeys } = getTableConfig(table)
      const keys = primaryKeys.flatMap((key) => key.columns.map((column) => column.name))
      return columns.map((column) => ({
        name: `${name}.${column.name}`,
        type: column.getSQLType(),
        nullable: !column.notNull && !keys.includes(column.name),
      }))
    })
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)
    expect([...found].sort(byName)).toEqual(stated.sort(byName))
    await drop()
  })

  it('are made once, however many servers start together', async () => {
    const { database, drop } = await emptyDatabase(kind)
    const ran = await Promise.all([migrate(database), migrate(database), migrate(database)])
    const scripts = await readdir(new URL('../../src/server/db/migrations/', import.meta.url))
    expect(ran.flat().sort()).toEqual(scripts.filter((name) => name.endsWith('.sql')).sort())
    expect(await migrate(database)).toEqual([])
    await drop()
  })
})
