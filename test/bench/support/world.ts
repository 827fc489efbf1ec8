import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { benchFolder, projectRoot } from './settings'
import { startUntil } from './started'

const tsx = join(projectRoot, 'node_modules', '.bin', 'tsx')

/** Every demo agent signs in to a measured server with it. */
export const password = 'measured-by-the-bench'
export const agentEmail = 'sanne@waterkant.example'
export const colleagueEmail = 'lieke@waterkant.example'

export interface Server {
  readonly url: string
  readonly pid: number
  readonly stop: () => Promise<void>
}

/** Where what was made for so many tickets is kept. Made again each day: the demo's histories are relative to now. */
export function worldFolder(tickets: number): string {
  return join(benchFolder, `${tickets}-${new Date().toISOString().slice(0, 10)}`)
}

/** The folder of a server's embedded database with so many demo tickets; made on the first call. */
export async function seededData(tickets: number): Promise<string> {
  const folder = worldFolder(tickets)
  const data = join(folder, 'server')
  if (existsSync(data)) return data
  forgetFormer(tickets)
  mkdirSync(folder, { recursive: true })
  const fresh = join(folder, 'server-unfinished')
  rmSync(fresh, { recursive: true, force: true })
  console.log(`  Making a server with ${tickets} tickets (once a day)`)
  await seed(tickets, fresh)
  renameSync(fresh, data)
  return data
}

function seed(tickets: number, data: string): Promise<void> {
  const child = spawn(tsx, ['scripts/seed.ts', '--tickets', String(tickets), '--data', data], {
    cwd: projectRoot,
    env: { ...process.env, DEMO_PASSWORD: password, DATABASE_URL: '' },
    stdio: 'ignore',
    timeout: 1_200_000,
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`seeding ended with ${code}`))))
  })
}

function forgetFormer(tickets: number): void {
  if (!existsSync(benchFolder)) return
  for (const name of readdirSync(benchFolder))
    if (name.startsWith(`${tickets}-`)) rmSync(join(benchFolder, name), { recursive: true, force: true })
}

/** Starts a server process of its own on that data, on a free port of the loopback address. */
export async function startServer(data: string): Promise<Server> {
  const args = ['src/server/cli.ts', '--port', '0', '--data', data]
  const env = { DATABASE_URL: '', TIJDIG_LOG_LEVEL: 'warn' }
  const { line, pid, stop } = await startUntil(tsx, args, /^Tijdig server on http/, { env })
  const url = /http:\/\/\S+/.exec(line)?.[0]
  if (!url) throw new Error(`No address in: ${line}`)
  return { url, pid, stop }
}
