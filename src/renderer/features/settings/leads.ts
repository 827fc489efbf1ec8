/** Reads lead times: whole minutes from 0 to 2400, at most five, separated by commas. Null when the text is something else. */
export function readLeads(text: string): readonly number[] | null {
  const parts = text.split(/[\s,;]+/).filter(Boolean)
  if (parts.length > 5 || parts.some((part) => !/^\d{1,4}$/.test(part))) return null
  const minutes = [...new Set(parts.map(Number))].toSorted((a, b) => b - a)
  return minutes.every((value) => value <= 2400) ? minutes : null
}
