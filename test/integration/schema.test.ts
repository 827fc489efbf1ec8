import { sql } from 'drizzle-orm'
import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { rows } from '../../src/server/db/database'
import { migrate } from '../../src/server/db/migrate'
import { databaseKinds, emptyDatabase, freshDatabase } from './support/databases'

/** `table.column` of all that docs/tables.md names: a heading for each table, and below it its columns as code. */
async function documented(): Promise<readonly string[]> {
  const text = await readFile(new URL('../../docs/tables.md', import.meta.url), 'utf8')
  const [, ...sections] = text.split(/^### /m)
  return sections.flatMap((section) => {
    const [heading = '', ...lines] = section.split('\n')
    const table = heading.replaceAll('`', '')
    return lines.flatMap((line) => columnsIn(line).map((column) => `${table}.${column}`))
  })
}

/** A line lists columns, or begins with the one that it explains. */
function columnsIn(line: string): readonly string[] {
  const [, explained] = /^- `(\w+)`: /.exec(line) ?? []
  if (explained) return [explained]
  return /^(`\w+`(, )?)+$/.test(line) ? line.replaceAll('`', '').split(', ') : []
}

describe.each(databaseKinds)('the tables on %s', (kind) => {
  it('are those that docs/tables.md describes, column by column', async () => {
    const { database, drop } = await freshDatabase(kind)
    const found = await rows<{ name: string }>(
      database.reading,
      sql`select table_name || '.' || column_name as name
        from information_schema.columns where table_schema = 'public' and table_name <> 'migrations'`,
    )
    expect(found.map(({ name }) => name).sort()).toEqual([...(await documented())].sort())
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
