/** Letters that are written from right to left, and marks that turn the direction of what follows. */
const turning = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/
/** FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (Unicode Standard Annex #9). */
const open = '\u2068'
const close = '\u2069'
const closers = /\u2069/g

/**
 * A name, subject or address as it stands within a sentence: written from right to left, or with marks that do so, it keeps that
 * to itself and does not reorder the words around it. Other values stay as they are.
 */
export function isolated(value: string): string {
  // One that closes more than it opens would end the isolation.
  return turning.test(value) ? `${open}${value.replace(closers, '')}${close}` : value
}
