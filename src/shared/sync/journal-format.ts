import { crc32 } from '../crc32'

/**
 * How the journal lies on disk: frames one after the other, nothing before or between them.
 *
 * `magic (4) | length of the payload (4) | CRC-32 of length and payload (4) | payload = id (16) + bytes`
 *
 * Numbers are little-endian. A frame that does not check is either the torn end of a write that was cut off, or damage:
 * reading goes on at the next frame that does check, so that one bad block costs what it holds and nothing else.
 */
export interface JournalRecord {
  /** UUID, lower case. */
  readonly id: string
  readonly bytes: Uint8Array
}

export interface JournalScan {
  /** What can be read, oldest first. A later record of the same id is the newer one. */
  readonly records: readonly JournalRecord[]
  /** Where the last good frame ends: what follows is torn. */
  readonly goodLength: number
  /** Bytes after the last good frame: a write that was cut off. */
  readonly tornBytes: number
  /** Bytes between good frames that could not be read: damage. */
  readonly damagedBytes: number
}

const magic = [0x54, 0x4a, 0x52, 0x31] as const // "TJR1"
const headLength = 12
const idLength = 16
/** Larger than any record that may be written: a length beyond it is damage, not a record. */
export const maxRecordBytes = 768 * 1024

/** One record as a frame. Throws a RangeError when it is too large to be read again. */
export function encodeRecord(record: JournalRecord): Uint8Array {
  if (record.bytes.length > maxRecordBytes)
    throw new RangeError(`a journal record holds at most ${maxRecordBytes} bytes`)
  const length = idLength + record.bytes.length
  const frame = new Uint8Array(headLength + length)
  frame.set(magic)
  const view = new DataView(frame.buffer)
  view.setUint32(4, length, true)
  frame.set(idToBytes(record.id), headLength)
  frame.set(record.bytes, headLength + idLength)
  view.setUint32(8, checksum(frame, 0, length), true)
  return frame
}

/** Reads everything that can be read. Never throws: any bytes give an answer. */
export function scanJournal(file: Uint8Array): JournalScan {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const records: JournalRecord[] = []
  let at = 0
  let goodLength = 0
  let damagedBytes = 0
  while (at < file.length) {
    const length = frameLength(file, view, at)
    if (length === null) {
      at = nextMagic(file, at + 1)
      continue
    }
    damagedBytes += at - goodLength
    const from = at + headLength
    records.push({
      id: bytesToId(file.subarray(from, from + idLength)),
      bytes: file.slice(from + idLength, from + length),
    })
    at = from + length
    goodLength = at
  }
  return { records, goodLength, tornBytes: file.length - goodLength, damagedBytes }
}

/** The payload's length when a whole frame that checks begins here, else null. */
function frameLength(file: Uint8Array, view: DataView, at: number): number | null {
  if (at + headLength + idLength > file.length || !isMagic(file, at)) return null
  const length = view.getUint32(at + 4, true)
  if (length < idLength || length > idLength + maxRecordBytes) return null
  if (at + headLength + length > file.length) return null
  return view.getUint32(at + 8, true) === checksum(file, at, length) ? length : null
}

/** Over the length and the payload, not over the field that holds it. */
function checksum(file: Uint8Array, at: number, length: number): number {
  const payload = crc32(file.subarray(at + headLength, at + headLength + length))
  return (payload ^ crc32(file.subarray(at + 4, at + 8))) >>> 0
}

const isMagic = (file: Uint8Array, at: number): boolean =>
  magic.every((byte, offset) => file[at + offset] === byte)

function nextMagic(file: Uint8Array, from: number): number {
  let at = file.indexOf(magic[0], from)
  while (at !== -1 && !isMagic(file, at)) at = file.indexOf(magic[0], at + 1)
  return at === -1 ? file.length : at
}

const idToBytes = (id: string): Uint8Array =>
  Uint8Array.from(id.replaceAll('-', '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

function bytesToId(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
