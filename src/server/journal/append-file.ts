import type { FileHandle } from 'node:fs/promises'
import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A file that only grows, its end on disk when `flush` returns. */
export interface AppendFile {
  readonly append: (text: string) => void
  /** One write and one fsync for everything appended before, whoever asks. Throws when the disk refuses; then all is kept. */
  readonly flush: () => Promise<void>
  readonly size: () => number
  readonly close: () => Promise<void>
}

/** Opens `path` for appending. */
export async function openAppendFile(path: string): Promise<AppendFile> {
  const file = await open(path, 'a')
  let size = (await file.stat()).size
  let waiting: string[] = []
  let running: Promise<void> | null = null

  async function writeWaiting(): Promise<void> {
    const text = waiting.join('')
    const count = waiting.length
    const bytes = Buffer.from(text)
    try {
      await writeWhole(file, bytes)
      await file.datasync()
    } catch (error) {
      // Half a line may stand there: it must not run together with the next try.
      await file.truncate(size).catch(() => undefined)
      throw error
    }
    size += bytes.length
    waiting = waiting.slice(count)
  }

  async function flush(): Promise<void> {
    // What was appended after a running flush began is not in it.
    while (running) await running.catch(() => undefined)
    if (waiting.length === 0) return
    running = writeWaiting().finally(() => (running = null))
    return running
  }

  return {
    append: (text) => void waiting.push(text),
    flush,
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
  const file = await open(fresh, 'w')
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
