import { maxMailBytes } from './parse'

/** "From " lines that begin a message carry a time; a sentence that begins with "From " does not. */
const separator = /^From .*\d{1,2}:\d{2}.*\b\d{4}\b|^From .*\b\d{4}\b.*\d{1,2}:\d{2}/
/** ">From " in a body stands for "From " (mboxrd: one ">" fewer at any depth). */
const escaped = /^>+From /

const newline = 0x0a
/** A longer line is taken in pieces (bytes). */
const maxLine = 1024 * 1024
/** Enough of a mail to be seen as too large, and no more: memory stays bounded whatever the file holds. */
const maxKept = maxMailBytes + 1

/**
 * The raw mails of an mbox file, one after another, read as a stream: the file may have any size. Understands mboxo and
 * mboxrd, either line ending, and files without a final one.
 */
export async function* mailsOfMbox(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let lines: Uint8Array[] = []
  let size = 0
  let isInMail = false
  let isAfterBlank = true

  const whole = (): Uint8Array => Buffer.concat(lines).subarray(0, maxKept)

  for await (const line of linesOf(chunks)) {
    if (isAfterBlank && line[0] === 0x46 && separator.test(latin1(line))) {
      if (isInMail && size > 0) yield whole()
      lines = []
      size = 0
      isInMail = true
      isAfterBlank = false
      continue
    }
    isAfterBlank = line.length <= 2 && (line[0] === newline || (line[0] === 0x0d && line[1] === newline))
    if (!isInMail || size > maxKept) continue
    const kept = line[0] === 0x3e && escaped.test(latin1(line)) ? line.subarray(1) : line
    lines.push(kept)
    size += kept.length
  }
  if (isInMail && size > 0) yield whole()
}

const latin1 = (line: Uint8Array): string =>
  Buffer.from(line.buffer, line.byteOffset, Math.min(line.byteLength, 400)).toString('latin1')

/** Lines with their ends; the parts of a line that is too long are given one after another. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array()
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let start = 0
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      yield bytes.subarray(start, end + 1)
      start = end + 1
    }
    rest = bytes.slice(start)
    if (rest.length > maxLine) {
      yield rest
      rest = new Uint8Array()
    }
  }
  if (rest.length > 0) yield rest
}
