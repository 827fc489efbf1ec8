import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { originMark } from './origin-mark'

/** Puts the mark of this system on a file that a customer sent. Rejects where its file system takes none. */
export async function markAsForeign(path: string): Promise<void> {
  const mark = originMark(path, { platform: process.platform, now: Date.now(), id: randomUUID() })
  if (mark?.kind === 'stream') await writeFile(mark.path, mark.content)
  else if (mark) await promisify(execFile)('/usr/bin/xattr', ['-w', mark.name, mark.value, path])
}
