import { createReadStream } from 'node:fs'
import { open, readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { mailsOfMbox } from '../../src/server/mail/mbox'
import { maxMailBytes } from '../../src/server/mail/parse'

/** One raw mail and where it was found; or why a file cannot be read. */
export type Found =
  | { readonly place: string; readonly raw: Uint8Array }
  | { readonly place: string; readonly error: string }
  | { readonly place: string; readonly skipped: string }

/** All mails of files and folders, in order of name: .eml, .mbox, and the files of a Maildir. Goes on after a bad one. */
export async function* mailsOf(paths: readonly string[]): AsyncGenerator<Found> {
  for (const path of paths) yield* mailsOfPath(path, true)
}

async function* mailsOfPath(path: string, isNamed: boolean): AsyncGenerator<Found> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) {
      for (const name of (await readdir(path)).toSorted()) yield* mailsOfPath(join(path, name), false)
      return
    }
    if (!found.isFile()) yield { place: path, skipped: 'not a file' }
    else yield* mailsOfFile(path, isNamed)
  } catch (error) {
    yield { place: path, error: error instanceof Error ? error.message : String(error) }
  }
}

async function* mailsOfFile(path: string, isNamed: boolean): AsyncGenerator<Found> {
  const kind = await kindOf(path, isNamed)
  if (kind === null) {
    yield { place: path, skipped: 'neither .eml nor .mbox' }
  } else if (kind === 'eml') {
    yield { place: path, raw: await readStart(path) }
  } else {
    let count = 0
    for await (const raw of mailsOfMbox(createReadStream(path, { highWaterMark: 1024 * 1024 })))
      yield { place: `${path} [${++count}]`, raw }
    if (count === 0) yield { place: path, error: 'no mail was found in this mbox file' }
  }
}

async function kindOf(path: string, isNamed: boolean): Promise<'eml' | 'mbox' | null> {
  const extension = extname(path).toLowerCase()
  if (extension === '.eml') return 'eml'
  if (extension === '.mbox' || extension === '.mbx') return 'mbox'
  if (['cur', 'new'].includes(basename(dirname(path)))) return 'eml'
  if (!isNamed) return null
  return (await readStart(path, 5)).toString() === 'From ' ? 'mbox' : 'eml'
}

/** A file's beginning: enough to see that a mail is too large. */
async function readStart(path: string, length = maxMailBytes + 1): Promise<Buffer> {
  if ((await stat(path)).size <= length) return readFile(path)
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
