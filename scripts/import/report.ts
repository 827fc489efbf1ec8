import type { IntakeReport } from '../../src/server/mail/store'

/** What became of each mail, counted. */
export interface Tally {
  new: number
  attention: number
  message: number
  note: number
  duplicate: number
  own: number
  skipped: number
  failed: number
}

export const emptyTally = (): Tally => ({
  new: 0,
  attention: 0,
  message: 0,
  note: 0,
  duplicate: 0,
  own: 0,
  skipped: 0,
  failed: 0,
})

/** Counts a mail that was taken in, and says in one line what became of it. */
export function tell(tally: Tally, place: string, report: IntakeReport): string {
  const needsAttention = report.kind === 'new' && report.attention !== null
  const kind = needsAttention ? 'attention' : report.kind
  tally[kind]++
  const number = report.number === null ? '' : `#${report.number}`
  const why =
    report.kind === 'new' && report.attention !== null ? `(${report.trouble ?? report.attention}) ` : ''
  return line(kind, number, `${place}: ${why}${report.subject || '(no subject)'}`)
}

/** One line: what happened, the ticket, and the rest. */
export const line = (kind: string, number: string, rest: string): string =>
  `${kind.padEnd(10)}${number.padEnd(8)}${rest}`

export const summary = (tally: Tally): string =>
  `${tally.new} new, ${tally.attention} for attention, ${tally.message} on existing tickets, ${tally.note} as notes, ` +
  `${tally.duplicate} already there, ${tally.own} of our own, ${tally.skipped} skipped, ${tally.failed} failed.`
