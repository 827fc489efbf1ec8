import { crc32 } from 'node:zlib'
import { assertNever } from '../../shared/assert-never'
import type { CommittedChange } from '../tickets/committed'
import type { MailMark } from '../tickets/outgoing-mail'

/**
 * The journal as text: a line an entry, `<CRC-32 of the rest, 8 hex digits> <JSON>`. JSON has no raw line ends, so a line
 * that was cut off or damaged shows by its sum, and those after it stay readable.
 */
export type JournalEntry =
  | {
      /** Where each workspace stood, safely in the database's own files, when this journal was begun. */
      readonly entry: 'start'
      readonly heads: readonly {
        readonly workspaceId: string
        readonly epoch: string
        readonly seq: number
      }[]
    }
  | {
      readonly entry: 'change'
      readonly change: CommittedChange
      /** How the delivery of an earlier mail ended, of which the change tells. */
      readonly mark?: MailMark | undefined
    }
  | { readonly entry: 'mail'; readonly mark: MailMark }

export interface JournalScan {
  readonly entries: readonly JournalEntry[]
  /** The last line was cut off: its write never finished, so nobody was told that it was kept. */
  readonly torn: boolean
  /** Whole lines whose sum is wrong: what they held is lost. */
  readonly damaged: number
}

/** The positions of change logs that an entry speaks of. */
export function positionsIn(
  entry: JournalEntry,
): readonly { readonly workspaceId: string; readonly seq: number }[] {
  switch (entry.entry) {
    case 'start':
      return entry.heads
    case 'change':
      return [entry.change]
    case 'mail':
      return []
    default:
      return assertNever(entry)
  }
}

const sum = (json: string): string => crc32(json).toString(16).padStart(8, '0')

export function encodeEntry(entry: JournalEntry): string {
  const json = JSON.stringify(entry)
  return `${sum(json)} ${json}\n`
}

/** Reads every line that checks. Never throws: any text gives an answer. */
export function scanJournal(text: string): JournalScan {
  const lines = text.split('\n')
  const torn = lines.pop() !== ''
  const entries = lines.flatMap((line) => decodeLine(line) ?? [])
  return { entries, torn, damaged: lines.length - entries.length }
}

function decodeLine(line: string): JournalEntry | null {
  const json = line.slice(9)
  if (line.slice(0, 9) !== `${sum(json)} `) return null
  return upToDate(JSON.parse(json) as JournalEntry)
}

/** Marks that an older version wrote know nothing of recipients and crashes. */
function upToDate(entry: JournalEntry): JournalEntry {
  if (entry.entry === 'start' || entry.mark === undefined) return entry
  const older = { recipients: [], crashes: 0, delayToldAt: null }
  const mark = { ...entry.mark, delivery: { ...older, ...entry.mark.delivery } }
  return entry.entry === 'mail' ? { ...entry, mark } : { ...entry, mark }
}
