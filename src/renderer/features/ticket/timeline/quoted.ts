/** A message's own words, and the older mail that it quotes at its end. */
export interface SplitText {
  readonly own: string
  readonly quoted: string
}

const quoteLine = /^\s*>/
const attribution = /^(on|op) .{6,200}(wrote|schreef)( .{0,200})?:\s*$/i

/** Splits off the trailing quoted lines with the line that announces them. A message that is all quote stays whole. */
export function splitQuoted(text: string): SplitText {
  const lines = text.split('\n')
  let start = lines.length
  while (start > 0 && (quoteLine.test(lines[start - 1] ?? '') || (lines[start - 1] ?? '').trim() === ''))
    start--
  while (start < lines.length && (lines[start] ?? '').trim() === '') start++
  const before = lines.slice(0, start).findLastIndex((line) => line.trim() !== '')
  if (start < lines.length && before >= 0 && attribution.test((lines[before] ?? '').trim())) start = before
  const own = lines.slice(0, start).join('\n').trimEnd()
  return own === '' || start === lines.length
    ? { own: text.trimEnd(), quoted: '' }
    : { own, quoted: lines.slice(start).join('\n').trimEnd() }
}
