import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readOptions } from '../support/options'
import { startPostgres } from '../support/postgres'
import { buildServer } from '../support/built-server'
import { newDatabase } from '../support/team-workspace'
import { appDurability } from './app'
import { allDamage, damage } from './damage'
import { serverDurability } from './server'

const usage = `npm run durability -- [--seed n] [--kills 100] [--only postgres,pglite,app,damage]
Kills real processes with SIGKILL at random moments under load, and compares what was acknowledged with what is there.`

const { seed, kills, only } = readOptions(usage, {
  seed: Date.now() % 1_000_000,
  kills: 100,
  only: 'postgres,pglite,app,damage',
})
console.log(`seed ${seed}`)
const folder = mkdtempSync(join(tmpdir(), 'tijdig-durability-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

const entry = await buildServer()

const parts: Readonly<Record<string, () => Promise<{ readonly faults: readonly string[] }>>> = {
  postgres: () =>
    withPostgres(async (url) =>
      serverDurability({ databaseUrl: await newDatabase(url), seed, kills, entry, say }),
    ),
  pglite: () => serverDurability({ data: join(folder, 'pglite'), seed, kills, entry, say }),
  damage: () => withPostgres((url) => damage(url, seed, allDamage, say, entry)),
  app: () => withPostgres((postgresUrl) => appDurability({ postgresUrl, seed, kills, entry, say })),
}

for (const name of only.split(',')) {
  const part = parts[name]
  if (!part) throw new Error(`--only knows ${Object.keys(parts).join(', ')}`)
  const began = performance.now()
  const { faults, ...figures } = await part()
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  console.log(`${name}: ${JSON.stringify(figures)} in ${seconds} s, ${faults.length} faults`)
  for (const fault of faults) console.log(`FAULT ${fault}`)
  if (faults.length > 0) process.exitCode = 1
}

function say(line: string): void {
  process.stderr.write(`  ${line}\n`)
}

async function withPostgres<T>(work: (url: string) => Promise<T>): Promise<T> {
  const postgres = await startPostgres()
  if (!postgres) throw new Error('PostgreSQL is not installed: sudo apt-get install postgresql')
  try {
    return await work(postgres.url)
  } finally {
    await postgres.stop()
  }
}
