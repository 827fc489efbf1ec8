import { parseArgs } from 'node:util'
import { randomUUID } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import { seedDemo } from '../src/server/demo/seed'
import { createLog } from '../src/server/open'
import { openDatabase } from '../src/server/open-database'

/**
 * npm run seed -- [--tickets 240] [--data folder] [--seed 1]
 * Fills an empty database with the demo workspace: the one at DATABASE_URL, else the embedded one in `--data`.
 * DEMO_PASSWORD, when set, lets every demo agent sign in with it.
 */
const { values } = parseArgs({
  options: {
    tickets: { type: 'string', default: '240' },
    data: { type: 'string', default: 'tijdig-data' },
    seed: { type: 'string', default: '1' },
  },
})

const tickets = Number(values.tickets)
const seed = Number(values.seed)
if (!Number.isInteger(tickets) || tickets < 0 || tickets > 1_000_000 || !Number.isInteger(seed)) {
  console.error('--tickets must be a whole number up to 1,000,000, and --seed a whole number.')
  process.exit(2)
}

const settings = { url: process.env.DATABASE_URL, data: values.data }
const { database, close } = await openDatabase(settings, createLog('warn'))
try {
  const password = process.env.DEMO_PASSWORD
  const passwordHash = password ? await hash(password) : null
  const started = performance.now()
  const demo = await seedDemo(database, { tickets, now: Date.now(), seed, epoch: randomUUID(), passwordHash })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${demo.workspaceName}: ${demo.tickets} tickets with ${demo.events} events in ${seconds} s.`)
} catch (error) {
  const message = error instanceof Error ? String(error.cause ?? error) : String(error)
  const isThere = /workspaces_pkey|agents_email/.test(message)
  console.error(isThere ? 'This database has the demo workspace already; nothing was changed.' : message)
  process.exitCode = 1
} finally {
  await close()
}
