/** Where the quoted history of a reply begins: what mail programs in Dutch and English put above it. */
const historyStarts = [
  /^-{2,} ?(original message|oorspronkelijk bericht|forwarded message|doorgestuurd bericht) ?-{2,}$/i,
  /^_{10,}$/,
  /^(on|op) .{4,200} (wrote|schreef)( .{1,200})?:$/i,
  /^.{4,200} (wrote|schreef)( op .{4,100})?:$/i,
  /^(from|van): .{1,300}$/i,
]

/**
 * The part of a message that is new: without quoted lines and without the history that a mail program added. The whole
 * text when nothing else would be left, as with an answer that consists of a quotation.
 */
export function newTextOf(text: string): string {
  const lines = text.split('\n')
  const start = lines.findIndex((line, index) => startsHistory(line.trim(), lines[index + 1]?.trim() ?? ''))
  const own = (start < 0 ? lines : lines.slice(0, start)).filter((line) => !/^\s*>/.test(line))
  const kept = own.join('\n').trim()
  return kept === '' ? text.trim() : kept
}

/** "From:" alone is an ordinary word; with "Sent:" under it, it is Outlook's history. */
function startsHistory(line: string, next: string): boolean {
  if (/^(from|van): /i.test(line)) return /^(sent|verzonden|date|datum|to|aan): /i.test(next)
  // A long introduction is broken over two lines.
  if (/^(on|op) .{4,200}$/i.test(line) && next.endsWith(':') && /(wrote|schreef)/i.test(`${line} ${next}`))
    return true
  return historyStarts.slice(0, 4).some((pattern) => pattern.test(line))
}
