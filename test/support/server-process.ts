import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

export const projectRoot = resolve(import.meta.dirname, '../..')

export interface ServerOptions {
  /** A PostgreSQL; otherwise the embedded database in `data`. */
  readonly databaseUrl?: string
  readonly data?: string
  /** 0 takes a free one. A server that is started again needs the port that its clients know. */
  readonly port?: number
  /** Its clock runs this far (ms) ahead of the machine's: office hours, whenever the test runs. */
  readonly clockOffsetMs?: number
  /** What `buildServer` made; from its sources when left out. */
  readonly entry?: string
  /** A backup was restored, and its operator says so. */
  readonly restored?: boolean
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>
}

/** One running server of `npm run server`. */
export interface ServerProcess {
  readonly pid: number
  readonly port: number
  readonly address: string
  /** What it wrote to standard error so far. */
  readonly log: () => string
  /** kill -9; returns when the process is gone. */
  readonly kill: () => Promise<void>
  /** SIGTERM; returns when the process is gone. */
  readonly stop: () => Promise<void>
}

const startLimitMs = 60_000
const loader = pathToFileURL(join(projectRoot, 'node_modules/tsx/dist/loader.mjs')).href
const shiftedClock = pathToFileURL(join(projectRoot, 'test/support/shifted-clock.mjs')).href

/** A server that was started and may not listen yet. */
export interface SpawnedServer {
  readonly pid: number
  readonly log: () => string
  /** Throws when it ends before it listens. */
  readonly listening: () => Promise<ServerProcess>
  readonly kill: () => Promise<void>
}

/** Starts the real server as a process of its own and waits until it listens. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const spawned = spawnServer(options)
  try {
    return await spawned.listening()
  } catch (error) {
    await spawned.kill()
    throw error
  }
}

/** Starts it and does not wait: to kill it while it starts. */
export function spawnServer(options: ServerOptions): SpawnedServer {
  const { databaseUrl, data, port = 0, clockOffsetMs = 0, entry, restored = false } = options
  const flags = [...(entry ? [] : ['--import', loader]), '--import', shiftedClock]
  const args = [
    entry ?? 'src/server/cli.ts',
    '--port',
    String(port),
    ...(data ? ['--data', data] : []),
    ...(restored ? ['--restored'] : []),
  ]
  const { DATABASE_URL: _, ...environment } = process.env
  const child = spawn(process.execPath, [...flags, ...args], {
    cwd: projectRoot,
    env: {
      ...environment,
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
      TIJDIG_TEST_CLOCK_OFFSET_MS: String(clockOffsetMs),
      TIJDIG_LOG_LEVEL: 'warn',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  living.add(child)
  child.once('exit', () => living.delete(child))
  let log = ''
  child.stderr.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-20_000)))
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  const pid = child.pid ?? 0
  const found = listening(child, () => log)
  // Whoever kills it while it starts does not ask for its port any more.
  found.catch(() => undefined)
  return {
    pid,
    log: () => log,
    kill: () => end('SIGKILL'),
    listening: async () => {
      const port = await found
      const address = `http://127.0.0.1:${port}`
      return { pid, port, address, log: () => log, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
    },
  }
}

/** Servers that still run when this process ends would hold its terminal and their ports. */
const living = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})

function listening(child: ChildProcess, log: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = ''
    const timer = setTimeout(
      () => reject(new Error(`the server did not listen in time: ${log()}`)),
      startLimitMs,
    )
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const port = /on http:\/\/\S+:(\d+) /.exec(output)?.[1]
      if (port === undefined) return
      clearTimeout(timer)
      resolve(Number(port))
    })
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      reject(new Error(`the server ended (${code ?? signal}): ${log()}`))
    })
  })
}
