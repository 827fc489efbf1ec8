import type { DraftText } from './protocol'

/** What separates texts of a draft that were written apart. */
const gap = '\n\n'

const joined = (...texts: readonly string[]): string => texts.filter((text) => text !== '').join(gap)

/**
 * What a draft becomes when a window writes `is` over `was`, and `stored` is what it finds: another window may have written
 * meanwhile. Every text of both stays; of an address that both changed, the last one counts.
 */
export function writtenOver(stored: DraftText, was: DraftText, is: DraftText): DraftText {
  const address = (field: 'to' | 'cc'): string | null =>
    is[field] === was[field] ? stored[field] : is[field]
  return { text: textOver(stored.text, was.text, is.text), to: address('to'), cc: address('cc') }
}

/** Where `was` still stands between what others wrote it is written over; otherwise `is` comes below. */
function textOver(stored: string, was: string, is: string): string {
  if (is === was || is === stored) return stored
  const at = was === '' ? -1 : (gap + stored + gap).indexOf(gap + was + gap)
  if (at < 0) return joined(stored, is)
  const above = stored.slice(0, Math.max(0, at - gap.length))
  return joined(above, is, stored.slice(at + was.length + gap.length))
}

/** A draft with an earlier text put back above what is being written; the addresses of both count. Once more is the same as once. */
export function putAbove(earlier: DraftText, now: DraftText): DraftText {
  const isThere = now.text === earlier.text || now.text.startsWith(earlier.text + gap)
  const both = (field: 'to' | 'cc'): string | null =>
    [...new Set([...addressesIn(earlier[field]), ...addressesIn(now[field])])].join(', ') || null
  return { text: isThere ? now.text : joined(earlier.text, now.text), to: both('to'), cc: both('cc') }
}

/** What stands between commas, line ends or semicolons: a name may stand beside its address. */
const addressesIn = (typed: string | null): readonly string[] =>
  (typed ?? '').split(/[,;\n]/).flatMap((each) => each.trim() || [])
