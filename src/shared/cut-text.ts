/**
 * The first `max` UTF-16 units of a text, or one fewer where the cut would halve a character: no database and no UTF-8 can
 * hold half a surrogate pair.
 */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text
  const last = text.charCodeAt(max - 1)
  const isFirstHalf = last >= 0xd800 && last < 0xdc00
  return text.slice(0, isFirstHalf ? max - 1 : max)
}
