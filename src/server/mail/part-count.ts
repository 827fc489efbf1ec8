/**
 * Counts the parts of a mail without taking it apart: the lines that begin with a boundary it declares. Stops counting above
 * `enough`. A mail of a few MB can declare millions of parts, each of which would cost a parser memory.
 */
export function countParts(raw: Uint8Array, enough: number): number {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1')
  const boundaries = new Set<string>()
  for (const match of text.matchAll(/boundary=(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/gi)) {
    boundaries.add(`--${match[1] ?? match[2] ?? ''}`)
    if (boundaries.size > enough) return boundaries.size
  }
  if (boundaries.size === 0) return 0
  let count = 0
  for (const match of text.matchAll(/^--[^\r\n]{1,202}/gm)) {
    const line = match[0].trimEnd()
    if (boundaries.has(line) && ++count > enough) return count
  }
  return count
}

/** Counts lines, stopping above `enough`. */
export function countLines(raw: Uint8Array, enough: number): number {
  let count = 0
  for (let at = raw.indexOf(0x0a); at >= 0 && count <= enough; at = raw.indexOf(0x0a, at + 1)) count++
  return count
}
