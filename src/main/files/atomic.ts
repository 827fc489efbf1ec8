import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'

/**
 * Writes a small file so that a crash leaves the old or the new one, never half: beside it, fsynced, then renamed.
 * Throws what the file system throws (full, read-only).
 */
export function writeAtomic(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}.new`
  const file = openSync(beside, 'w', 0o600)
  try {
    writeSync(file, content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(beside, path)
  syncFolder(dirname(path))
}

/** Makes the names in a folder survive a power cut. Windows cannot open folders, and orders renames by itself. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
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
    onBad(error instanceof Error ? error.message : String(error))
    try {
      renameSync(path, `${path}.bad`)
    } catch {
      // A read-only disk: the file stays where it is, and is not used.
    }
    return undefined
  }
}
