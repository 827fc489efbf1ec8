import { sql } from 'drizzle-orm'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { rows } from './database'
import { openPglite } from './pglite'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tijdig-pglite-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('keeps what was written, from one opening to the next', async () => {
  const first = await openPglite(join(folder, 'database'))
  await first.writing.execute(sql`create table notes (text text)`)
  await first.writing.execute(sql`insert into notes values ('kept')`)
  await first.close()
  const second = await openPglite(join(folder, 'database'))
  expect(await rows(second.writing, sql`select text from notes`)).toEqual([{ text: 'kept' }])
  await second.close()
})

it('begins anew where an earlier first start was cut off', async () => {
  mkdirSync(join(folder, 'database.new'))
  writeFileSync(join(folder, 'database.new', 'PG_VERSION'), '17')
  const database = await openPglite(join(folder, 'database'))
  expect(await rows(database.writing, sql`select 1 as one`)).toEqual([{ one: 1 }])
  expect(existsSync(join(folder, 'database.new'))).toBe(false)
  await database.close()
})

it('refuses a folder with other things in it, and leaves them', async () => {
  mkdirSync(join(folder, 'database'))
  writeFileSync(join(folder, 'database', 'holiday.jpg'), '')
  await expect(openPglite(join(folder, 'database'))).rejects.toThrow(/not empty/)
  expect(existsSync(join(folder, 'database', 'holiday.jpg'))).toBe(true)
})

it('hears what comes from outside between two transactions that wait for each other', async () => {
  const database = await openPglite(null)
  const waiting = Array.from({ length: 60 }, () =>
    database.runOnce('write', (queries) => queries.execute(sql`select 1`)),
  )
  const all = Promise.all(waiting).then(() => 'all')
  // What comes from outside is heard in turns of the event loop: there must be some while transactions wait.
  let turns = 0
  while ((await Promise.race([all, nextTurn('turn')])) === 'turn') turns++
  expect(turns).toBeGreaterThan(30)
  await database.close()
})
