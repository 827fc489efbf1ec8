import { encodeRecord, scanJournal } from '../../shared/sync/journal-format'
import type { JournalRecord } from '../../shared/sync/journal-format'

/** The file under the journal: small enough that a faulty one can stand in its place. Every call may fail. */
export interface JournalDisk {
  /** All bytes, or null when there is no file yet. */
  read(): Promise<Uint8Array | null>
  /** Writes at the end; when it answers, the bytes are on the medium (fsync). */
  append(bytes: Uint8Array): Promise<void>
  /** Cuts the file to this length; on the medium when it answers. */
  truncate(length: number): Promise<void>
  /** Puts another content in the file's place so that a crash leaves the old or the new one. */
  replace(bytes: Uint8Array): Promise<void>
  /** Puts a copy of these bytes beside the file, for a person to look at. */
  keepCopy(bytes: Uint8Array): Promise<void>
  close(): Promise<void>
}

export interface Journal {
  /** Answers when the record is on the medium; fails when it may not be. */
  append(record: JournalRecord): Promise<void>
  read(): Promise<{ readonly records: readonly JournalRecord[]; readonly tornTail: boolean }>
  /** Answers when the records are gone for good. */
  forget(ids: readonly string[]): Promise<void>
  /** Lets go of the file, after what was asked before. */
  close(): Promise<void>
}

interface Waiting {
  readonly record: JournalRecord
  readonly frame: Uint8Array
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * The append-only journal of what waits to be sent. Appends that arrive while one is being written share the next
 * fsync. After a failed write the file is cut back to its last good end before anything else is written.
 */
export function openJournal(disk: JournalDisk): Journal {
  /** What the file holds, by id. null until it was read. */
  let held: Map<string, JournalRecord> | null = null
  let length = 0
  let tornTail = false
  /** True when bytes may stand after `length` that belong to no answered append. */
  let dirty = false
  let waiting: Waiting[] = []
  /** One thing at a time: every operation on the file waits for the one before. */
  let tail: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = tail.then(work)
    tail = turn.catch(() => undefined)
    return turn
  }

  const load = async (): Promise<Map<string, JournalRecord>> => {
    if (held !== null) return held
    const bytes = await disk.read()
    const scan = scanJournal(bytes ?? new Uint8Array())
    if (bytes !== null && (scan.tornBytes > 0 || scan.damagedBytes > 0)) {
      // A disk too full for the copy must not keep the good records from being read.
      await disk.keepCopy(bytes).catch(() => undefined)
      tornTail = true
      dirty = scan.tornBytes > 0
    }
    length = scan.goodLength
    held = new Map(scan.records.map((record) => [record.id, record]))
    if (scan.damagedBytes > 0) await rewrite([...held.values()]).catch(() => undefined)
    return held
  }

  const rewrite = async (records: readonly JournalRecord[]): Promise<void> => {
    const bytes = concatenate(records.map(encodeRecord))
    await disk.replace(bytes)
    held = new Map(records.map((record) => [record.id, record]))
    length = bytes.length
    dirty = false
  }

  /** Whether the file begins with exactly these records: then what comes after them is cut off, for which a full disk has room. */
  const areTheFirst = (
    left: readonly JournalRecord[],
    records: ReadonlyMap<string, JournalRecord>,
  ): boolean => {
    const all = [...records.values()]
    return left.every((record, index) => record === all[index]) && sizeOf(all) === length
  }

  const cut = async (records: readonly JournalRecord[]): Promise<void> => {
    await disk.truncate(sizeOf(records))
    held = new Map(records.map((record) => [record.id, record]))
    length = sizeOf(records)
    dirty = false
  }

  const clean = async (): Promise<void> => {
    if (!dirty) return
    await disk.truncate(length)
    dirty = false
  }

  const writeWaiting = async (): Promise<void> => {
    const batch = waiting
    waiting = []
    if (batch.length === 0) return
    try {
      const records = await load()
      await clean()
      const bytes = concatenate(batch.map(({ frame }) => frame))
      dirty = true
      await disk.append(bytes)
      dirty = false
      length += bytes.length
      for (const { record } of batch) records.set(record.id, record)
      for (const { resolve } of batch) resolve()
    } catch (error) {
      await clean().catch(() => undefined)
      for (const { reject } of batch) reject(error)
    }
  }

  return {
    append: (record) =>
      new Promise((resolve, reject) => {
        waiting.push({ record, frame: encodeRecord(record), resolve, reject })
        void inTurn(writeWaiting)
      }),
    read: () => inTurn(async () => ({ records: [...(await load()).values()], tornTail })),
    forget: (ids) =>
      inTurn(async () => {
        const records = await load()
        const gone = new Set(ids)
        const left = [...records.values()].filter((record) => !gone.has(record.id))
        if (left.length === records.size) return
        if (areTheFirst(left, records)) await cut(left)
        else await rewrite(left)
      }),
    close: () => inTurn(() => disk.close()),
  }
}

const sizeOf = (records: readonly JournalRecord[]): number =>
  records.reduce((sum, record) => sum + encodeRecord(record).length, 0)

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
