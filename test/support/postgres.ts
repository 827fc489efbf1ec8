import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import pg from 'pg'

export interface PostgresServer {
  /** For a superuser, on the database "postgres". Tests make databases of their own. */
  readonly url: string
  readonly pid: number
  readonly stop: () => Promise<void>
}

const startLimitMs = 30_000

/**
 * Starts a PostgreSQL of its own on a free port of 127.0.0.1, its data in a temporary folder that goes when it stops. It also
 * stops when this process dies. As root it runs as the user "postgres". Null when PostgreSQL is not installed. Tests of what is
 * right need no `fsync`; measurements do.
 */
export async function startPostgres({ fsync = false } = {}): Promise<PostgresServer | null> {
  const programs = programFolder()
  if (programs === null) return null
  const folder = mkdtempSync(join(tmpdir(), 'tijdig-postgres-'))
  const data = join(folder, 'data')
  const user = ordinaryUser()
  if (user) chownSync(folder, user.uid, user.gid)
  const identity = user ? { uid: user.uid, gid: user.gid } : {}
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'],
    {
      ...identity,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  const port = await freePort()
  const settings = [
    '-D',
    data,
    '-h',
    '127.0.0.1',
    '-p',
    String(port),
    '-k',
    folder,
    '-N',
    '200',
    ...(fsync ? [] : ['-F']),
  ]
  const server = spawnTied(join(programs, 'postgres'), settings, user, folder)
  let log = ''
  server.stderr?.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-4000)))
  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.signalCode === null) {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await ended
    }
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await untilItAnswers(port, server)
  } catch (error) {
    await stop()
    throw new Error(`PostgreSQL did not start: ${log}`, { cause: error })
  }
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, pid: server.pid ?? 0, stop }
}

/** A program of the PostgreSQL that tests run on, such as pg_dump. */
export const postgresProgram = (name: string): string => join(programFolder([name]) ?? '', name)

/** Where these programs are: on the PATH, else the newest of Debian's versions. */
function programFolder(programs: readonly string[] = ['initdb', 'postgres']): string | null {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map((v) => join(debian, v, 'bin')),
  ]
  return folders.find((folder) => programs.every((name) => existsSync(join(folder, name)))) ?? null
}

/** PostgreSQL refuses to run as root: then the user that its package made. */
function ordinaryUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** On Linux the kernel ends the server when this process dies, however it dies. */
function spawnTied(
  program: string,
  args: readonly string[],
  user: { uid: number; gid: number } | null,
  cwd: string,
): ChildProcess {
  const stdio = ['ignore', 'ignore', 'pipe'] as const
  if (process.platform !== 'linux') return spawn(program, args, { cwd, stdio: [...stdio] })
  const identity = user ? ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups'] : []
  return spawn('setpriv', [...identity, '--pdeathsig', 'INT', program, ...args], { cwd, stdio: [...stdio] })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

async function untilItAnswers(port: number, server: ChildProcess): Promise<void> {
  const end = Date.now() + startLimitMs
  while (!(await accepts(port))) {
    if (server.exitCode !== null) throw new Error(`it ended with code ${server.exitCode}`)
    if (Date.now() > end) throw new Error(`no answer after ${startLimitMs / 1000} s`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** A port that is open is not enough: PostgreSQL listens before it takes queries. */
async function accepts(port: number): Promise<boolean> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}
