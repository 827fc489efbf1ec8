import { createHash } from 'node:crypto'
import { open, readFile, realpath, rm, stat } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { Server } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Claims a data folder for this process: two would destroy an embedded database. Throws a sentence for people when a living
 * process has it; a dead one's claim is taken over. Returns what gives it back.
 *
 * The claim is a file with the process's number, and a socket on which its owner answers: after a restart of the machine
 * that number may be another program's, which does not.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'in-use')
  const socket = await socketOf(folder)
  for (let attempt = 1; ; attempt++)
    try {
      const file = await open(path, 'wx', 0o600)
      await file.writeFile(String(process.pid))
      await file.close()
      const answering = socket === null ? null : await answerOn(socket)
      return async () => {
        answering?.close()
        await rm(path, { force: true })
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > mostAttempts) throw error
      await removeDeadClaim(path, socket)
    }
}

const mostAttempts = 100
const pauseMs = 50

/**
 * Removes the claim of a process that is no more; throws when its owner lives. One at a time: of several that start at
 * once, a slower one would else remove what a quicker one has just claimed.
 */
async function removeDeadClaim(path: string, socket: string | null): Promise<void> {
  const turn = `${path}.turn`
  try {
    await (await open(turn, 'wx', 0o600)).close()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    if (await isFresh(turn)) await sleep(pauseMs)
    else await rm(turn, { force: true })
    return
  }
  try {
    // Windows refuses to read a file that is being removed: it counts as gone, and the claim is tried again.
    const text = await readFile(path, 'utf8').catch(() => null)
    // It was given back: who claims the folder now does so rightly.
    if (text === null) return
    const owner = Number(text)
    // Whoever made it has not written its number yet.
    const hasBegun = text === '' && (await isFresh(path))
    if (hasBegun || (owner !== process.pid && isAlive(owner) && (await isOwner(path, socket))))
      throw new Error(
        `The data in ${dirname(path)} is in use by ${hasBegun ? 'another process' : `process ${owner}`}. ` +
          `Close Tijdig, or the other server, and try again. If nothing uses it, delete ${path}.`,
      )
    await rm(path, { force: true })
  } finally {
    await rm(turn, { force: true })
  }
}

/** Whether a file was written a moment ago, by whoever has just begun. */
async function isFresh(path: string): Promise<boolean> {
  const since = (await stat(path).catch(() => null))?.mtimeMs ?? 0
  return Math.abs(Date.now() - since) < BEGINNING_MS
}

/** An owner that has just begun may not answer yet. */
const BEGINNING_MS = 10_000
/** What an address of a local socket may be long on every system. */
const LONGEST_SOCKET = 100

/** Where the owner of a folder answers; null where its path is too long for a socket. */
async function socketOf(folder: string): Promise<string | null> {
  const real = await realpath(folder)
  if (process.platform === 'win32')
    return `\\\\.\\pipe\\tijdig-${createHash('sha256').update(real.toLowerCase()).digest('hex').slice(0, 32)}`
  const path = join(real, 'in-use.socket')
  return Buffer.byteLength(path) > LONGEST_SOCKET ? null : path
}

async function answerOn(socket: string): Promise<Server> {
  if (process.platform !== 'win32') await rm(socket, { force: true })
  const server = createServer((caller) => caller.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(socket, resolve)
  })
  return server.unref()
}

async function isOwner(path: string, socket: string | null): Promise<boolean> {
  if (socket === null) return true
  if (await isFresh(path)) return true
  return new Promise((resolve) => {
    const caller = connect(socket)
    caller.once('connect', () => {
      caller.destroy()
      resolve(true)
    })
    caller.once('error', () => resolve(false))
  })
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
