/** Raised whenever `ticketTexts` or `wordsOf` gives other words: then what was kept is not taken for current. */
const FORM = 1

/** Larger than any version of a ticket, and small enough that a stamp is a whole number. */
const versions = 2 ** 20

/**
 * Tells which state of a ticket its document in the search index is of: its version, and the customer's name, which
 * changes without it. Never 0.
 */
export function stampOf(version: number, customerName: string): number {
  // FNV-1a, 32 bits.
  let hash = 0x811c9dc5 + FORM
  for (let i = 0; i < customerName.length; i++)
    hash = Math.imul(hash ^ customerName.charCodeAt(i), 0x01000193) >>> 0
  return hash * versions + version + 1
}
