import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { z } from 'zod'

/** What `writeAtomic` needs of a disk. */
export interface AtomicDisk {
  readonly mkdir: (path: string) => void
  readonly open: (path: string) => number
  /** May write less than it was given, as `write(2)` does; answers how many bytes it wrote. */
  readonly write: (file: number, bytes: Uint8Array) => number
  readonly sync: (file: number) => void
  readonly close: (file: number) => void
  readonly rename: (from: string, to: string) => void
  readonly remove: (path: string) => void
  readonly syncFolder: (path: string) => void
  /** Waits so long (ms), doing nothing. */
  readonly wait: (ms: number) => void
}

/**
 * On Windows a virus scanner or an indexer holds a file for a moment after it was written, and renaming fails as long. So long
 * (ms) is waited before each further try: 0.8 s together. Elsewhere these refusals do not go away by waiting.
 */
export const renamePauses: readonly number[] = process.platform === 'win32' ? [10, 30, 60, 100, 200, 400] : []

const realDisk: AtomicDisk = {
  mkdir: (path) => mkdirSync(path, { recursive: true, mode: 0o700 }),
  open: (path) => openSync(path, 'w', 0o600),
  write: (file, bytes) => writeSync(file, bytes),
  sync: fsyncSync,
  close: closeSync,
  rename: renameSync,
  remove: (path) => rmSync(path, { force: true }),
  syncFolder,
  wait: (ms) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
}

interface AtomicPorts {
  readonly disk: AtomicDisk
  readonly pauses: readonly number[]
}

/**
 * Writes a small file so that a crash or a failure leaves the old or the new one, never half: all of it beside it, fsynced, then
 * renamed. Throws what the file system throws (full, read-only, held by another program); the old file then stays.
 */
export function writeAtomic(
  path: string,
  content: string,
  { disk = realDisk, pauses = renamePauses }: Partial<AtomicPorts> = {},
): void {
  disk.mkdir(dirname(path))
  const beside = besideOf(path)
  try {
    writeAll(disk, beside, Buffer.from(content))
    renameHeld(() => disk.rename(beside, path), pauses, disk.wait)
  } catch (error) {
    removeQuietly(() => disk.remove(beside))
    throw error
  }
  disk.syncFolder(dirname(path))
}

function writeAll(disk: AtomicDisk, path: string, content: Uint8Array): void {
  const file = disk.open(path)
  try {
    for (let rest = content; rest.byteLength > 0;) {
      const written = disk.write(file, rest)
      if (written === 0) throw new Error(`${path}: the disk takes nothing more`)
      rest = rest.subarray(written)
    }
    disk.sync(file)
  } finally {
    disk.close(file)
  }
}

interface LaterOptions {
  /**
   * `own`: the app's, where nobody else has files. `chosen`: a person chose it. There the file may be read by others as the folder
   * has it, no other file is touched, and a folder that cannot be flushed makes no failure of a file that is whole in its place.
   */
  readonly folder?: 'own' | 'chosen'
  /** What must be true of the file from the moment that it has its name. */
  readonly beforeRename?: (beside: string) => Promise<void>
  /** Flushes the folder. */
  readonly sync?: (folder: string) => void
}

/** As `writeAtomic`, without holding up the process: for what is larger, or goes where a person chose. */
export async function writeAtomicLater(
  path: string,
  content: string | Uint8Array,
  { folder = 'own', beforeRename, sync = syncFolder }: LaterOptions = {},
): Promise<void> {
  const isOwn = folder === 'own'
  const beside = isOwn ? besideOf(path) : join(dirname(path), `.tijdig-${randomUUID()}.new`)
  // `wx` refuses a name that is taken: nothing of anybody else is written over, or removed after a failure.
  const file = isOwn ? await open(beside, 'w', 0o600) : await open(beside, 'wx', 0o666)
  try {
    try {
      // Writes until all is written.
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await beforeRename?.(beside)
    await renameHeldLater(beside, path)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined)
    throw error
  }
  try {
    sync(dirname(path))
  } catch (error) {
    if (isOwn) throw error
  }
}

/** Always the same name: what a crash left is written over by the next try. */
const besideOf = (path: string): string => `${path}.new`

function renameHeld(work: () => void, pauses: readonly number[], wait: (ms: number) => void): void {
  for (const ms of pauses)
    try {
      work()
      return
    } catch (error) {
      if (!isHeld(error)) throw error
      wait(ms)
    }
  work()
}

async function renameHeldLater(from: string, to: string): Promise<void> {
  for (const ms of renamePauses)
    try {
      await rename(from, to)
      return
    } catch (error) {
      if (!isHeld(error)) throw error
      await pause(ms)
    }
  await rename(from, to)
}

const isHeld = (error: unknown): boolean => hasCode(error, ['EPERM', 'EBUSY', 'EACCES'])

const hasCode = (error: unknown, codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code))

function removeQuietly(remove: () => void): void {
  try {
    remove()
  } catch {
    // What failed before is what the caller must hear.
  }
}

/**
 * Makes the names in a folder survive a power cut. Windows cannot open folders, and orders renames by itself; a file system that
 * has no such thing (some shares, some of a phone or a cloud) is left to its own order. Throws when it has and fails.
 */
export function syncFolder(path: string, sync: (folder: number) => void = fsyncSync): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    sync(folder)
  } catch (error) {
    if (!hasCode(error, ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])) throw error
  } finally {
    closeSync(folder)
  }
}

/**
 * Reads a JSON file that the schema accepts. Absent: undefined. Unreadable or refused by the schema: it is kept aside as
 * `<name>.bad`, `onBad` is told, and the answer is undefined.
 */
export function readChecked<T extends z.ZodType>(
  path: string,
  schema: T,
  onBad: (reason: string) => void,
): z.infer<T> | undefined {
  if (!existsSync(path)) return undefined
  try {
    // Each file is read once: compiling code for its schema, as zod does by itself, takes longer than the reading.
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')), { jitless: true })
  } catch (error) {
    // A parser quotes what it read, which may be a customer's words.
    onBad(
      error instanceof SyntaxError ? 'it is no JSON' : error instanceof Error ? error.message : String(error),
    )
    try {
      renameSync(path, `${path}.bad`)
    } catch {
      // A read-only disk: the file stays where it is, and is not used.
    }
    return undefined
  }
}
