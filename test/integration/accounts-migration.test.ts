import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { readdir, readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { rows } from '../../src/server/db/database'
import { migrate } from '../../src/server/db/migrate'
import { openPglite } from '../../src/server/db/pglite'

const folder = new URL('../../src/server/db/migrations/', import.meta.url)
const before = '0007'

it('sign-ins and customers’ domains from before the accounts were changed stay good', async () => {
  const database = await openPglite(null)
  const { writing: queries } = database
  await queries.execute(
    sql`create table migrations (name text primary key, applied_at timestamptz not null default now())`,
  )
  for (const name of (await readdir(folder)).sort().filter((file) => file < before)) {
    const script = await readFile(new URL(name, folder), 'utf8')
    for (const statement of script.split(/;\s*$/m))
      if (statement.trim()) await queries.execute(sql.raw(statement))
    await queries.execute(sql`insert into migrations (name) values (${name})`)
  }
  const [workspace, agent, customer] = [randomUUID(), randomUUID(), randomUUID()]
  await queries.execute(sql`insert into workspaces values (${workspace}::uuid, 'Alfa', 0)`)
  await queries.execute(
    sql`insert into agents values (${workspace}::uuid, ${agent}::uuid, 'a@alfa.example', true, 'hash', '{}')`,
  )
  await queries.execute(
    sql`insert into devices values (${workspace}::uuid, ${randomUUID()}::uuid, ${agent}::uuid, 'token', 'Laptop', 0, 9e15)`,
  )
  await queries.execute(
    sql`insert into customers values (${workspace}::uuid, ${customer}::uuid, 'Klant@Support.Alfa.example', true, '{}')`,
  )
  const began = Date.now()
  await migrate(database)
  expect(await rows(queries, sql`select domain from sender_domains`)).toEqual([
    { domain: 'support.alfa.example' },
  ])
  const [device] = await rows<{ isSame: boolean; lastUsedAt: number }>(
    queries,
    sql`select d.credentials_generation = a.credentials_generation as "isSame", last_used_at as "lastUsedAt"
      from devices d join agents a on a.id = d.agent_id`,
  )
  expect(device?.isSame).toBe(true)
  // Thirty days without use begin now.
  expect(device?.lastUsedAt).toBeGreaterThan(began - 60_000)
  await database.close()
})
