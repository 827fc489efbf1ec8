import type { FileHandle } from 'node:fs/promises'
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { syncFolder, writeAtomicLater } from '../files/atomic'
import type { JournalDisk } from './journal'

/** Copies of torn or damaged journals that are kept; the oldest goes first. */
const maxCopies = 5

/** The journal's file on a real disk. The name survives a power cut too: the folder is fsynced when it is made. */
export function journalFile(path: string): JournalDisk {
  let handle: FileHandle | null = null

  const opened = async (): Promise<FileHandle> => {
    if (handle !== null) return handle
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    handle = await open(path, 'a', 0o600)
    syncFolder(dirname(path))
    return handle
  }
  /** After a failed fsync the system may think that pages are clean: a new handle, and the bytes are written again. */
  const close = async (): Promise<void> => {
    const old = handle
    handle = null
    await old?.close().catch(() => undefined)
  }
  const orClose = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      await close()
      throw error
    }
  }

  return {
    close,
    read: async () => {
      try {
        return await readFile(path)
      } catch (error) {
        if (isAbsent(error)) return null
        throw error
      }
    },
    append: (bytes) =>
      orClose(async () => {
        const file = await opened()
        await file.appendFile(bytes)
        await file.datasync()
      }),
    truncate: (length) =>
      orClose(async () => {
        await close()
        const file = await open(path, 'r+')
        try {
          await file.truncate(length)
          await file.sync()
        } finally {
          await file.close()
        }
      }),
    replace: (bytes) =>
      orClose(() =>
        // Windows does not rename over a file that is open.
        writeAtomicLater(path, bytes, { beforeRename: close }),
      ),
    keepCopy: async (bytes) => {
      await writeAtomicLater(`${path}.torn-${Date.now()}`, bytes)
      const copies = (await readdir(dirname(path)))
        .filter((name) => name.startsWith(`${basename(path)}.torn-`))
        .sort()
      for (const name of copies.slice(0, Math.max(0, copies.length - maxCopies)))
        await rm(join(dirname(path), name), { force: true })
    },
  }
}

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
