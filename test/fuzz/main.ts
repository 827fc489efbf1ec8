import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchApp } from '../e2e/support/app'
import { readOptions } from '../support/options'
import { signInPlainly } from '../support/plain-client'
import { startPostgres } from '../support/postgres'
import { startServer } from '../support/server-process'
import { makeTeamWorkspace, newDatabase, administratorEmail } from '../support/team-workspace'
import { fuzzApi } from './api'
import { fuzzIpc } from './ipc'

const usage = `npm run fuzz -- [--requests 100000] [--messages 10000] [--seed n]
Broken requests to every endpoint of a real server on PostgreSQL, broken messages on every channel of a real window.`

const {
  seed,
  requests,
  messages: messageCount,
} = readOptions(usage, { requests: 100_000, messages: 10_000, seed: Date.now() % 1_000_000 })
console.log(`seed ${seed}`)

const faults = (await api()) + (await channels())
process.exitCode = faults === 0 ? 0 : 1

async function channels(): Promise<number> {
  const userData = mkdtempSync(join(tmpdir(), 'tijdig-fuzz-'))
  const app = await launchApp(userData)
  try {
    const report = await fuzzIpc(app.page, seed, messageCount)
    const { messages, refused, answered } = report
    console.log(`${messages} messages to a real window: ${refused} refused, ${answered} answered`)
    for (const fault of report.faults) console.log(`FAULT ${fault}`)
    return report.faults.length
  } finally {
    await app.kill()
    rmSync(userData, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function api(): Promise<number> {
  const postgres = await startPostgres()
  if (!postgres) throw new Error('PostgreSQL is not installed: sudo apt-get install postgresql')
  try {
    const databaseUrl = await newDatabase(postgres.url)
    await makeTeamWorkspace({ databaseUrl, tickets: 40, now: Date.now(), seed: 1 })
    const server = await startServer({ databaseUrl })
    const client = await signInPlainly(server.address, administratorEmail)
    const began = performance.now()
    const report = await fuzzApi({
      address: server.address,
      client,
      seed,
      requests,
      progress: (done) => process.stderr.write(`  ${done} requests\n`),
    })
    const seconds = (performance.now() - began) / 1000
    console.log(
      `${report.requests} requests to ${report.endpoints.length} endpoints in ${seconds.toFixed(0)} s`,
    )
    console.log(`answers by status: ${JSON.stringify(report.statuses)}; mutations applied: ${report.applied}`)
    for (const fault of report.faults) console.log(`FAULT ${fault}`)
    console.log(`server's own words: ${server.log().trim().slice(-1500) || 'nothing'}`)
    await server.stop()
    return report.faults.length
  } finally {
    await postgres.stop()
  }
}
