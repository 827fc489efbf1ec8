import { fdatasyncSync, ftruncateSync, writeSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A file that only grows, its end on disk when `flush` returns. */
export interface AppendFile {
  readonly append: (text: string) => void
  /** One fsync for everything appended before, whoever asks. Throws when the disk refuses; then all is kept. */
  readonly flush: () => Promise<void>
  /** The same before anything else happens on this thread: for what must be known the moment it is so. */
  readonly flushNow: () => void
  readonly size: () => number
  readonly close: () => Promise<void>
}

/** Opens `path` for appending. */
export async function openAppendFile(path: string): Promise<AppendFile> {
  const file = await open(path, 'a', 0o600)
  /** Up to here it is on disk (bytes). */
  let size = (await file.stat()).size
  let waiting: string[] = []
  /** Handed to the system, in this order; not known to be on disk. */
  let written: string[] = []
  /** How many texts are on disk. */
  let durable = 0
  /** How often the disk refused. */
  let refusals = 0
  let running: Promise<void> | null = null

  function write(): void {
    const bytes = Buffer.from(waiting.join(''))
    for (let at = 0; at < bytes.length;) at += writeSync(file.fd, bytes, at)
    written.push(...waiting)
    waiting = []
  }

  function reach(count: number): void {
    const reached = written.splice(0, Math.max(0, count - durable))
    durable += reached.length
    size += Buffer.byteLength(reached.join(''))
  }

  /** Half a line may stand there: it must not run together with the next try. */
  function takeBack(): void {
    refusals++
    waiting = [...written, ...waiting]
    written = []
    try {
      ftruncateSync(file.fd, size)
    } catch {
      // A disk that refuses this too: the next start leaves out what is torn.
    }
  }

  async function syncInTurn(): Promise<void> {
    const before = refusals
    try {
      write()
      const count = durable + written.length
      await file.datasync()
      if (refusals === before) return reach(count)
    } catch (error) {
      takeBack()
      throw error
    }
    throw new Error('The disk refused what was to be kept.')
  }

  async function flush(): Promise<void> {
    // What was appended after a running flush began is not in it. How that one ends, its own caller hears.
    while (running) await running.catch(() => undefined)
    if (waiting.length + written.length === 0) return
    running = syncInTurn().finally(() => (running = null))
    return running
  }

  function flushNow(): void {
    try {
      write()
      fdatasyncSync(file.fd)
      reach(durable + written.length)
    } catch (error) {
      takeBack()
      throw error
    }
  }

  return {
    append: (text) => void waiting.push(text),
    flush,
    flushNow,
    size: () => size,
    close: async () => {
      await flush().finally(() => file.close())
    },
  }
}

async function writeWhole(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += (await file.write(bytes, at)).bytesWritten
}

/** Puts a whole new file in the place of `path`: after a crash there is the old one or the new one. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const fresh = `${path}.new`
  const file = await open(fresh, 'w', 0o600)
  try {
    await writeWhole(file, Buffer.from(text))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(fresh, path)
  await syncFolder(dirname(path))
}

/** Makes the names in a folder durable. Windows cannot, and need not. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
