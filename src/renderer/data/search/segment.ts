/** At most this many documents: a place in a segment fits in 16 bits. */
export const segmentSize = 4096

/** One document: a row of the queue and its words, doubles allowed. */
export interface Document {
  readonly row: number
  readonly words: Iterable<string>
}

/**
 * The words of some documents in alphabetical order, each with its documents. What starts with the same letters lies
 * side by side, so that finding a beginning is two binary searches and one scan.
 */
export interface Segment {
  readonly rows: Uint32Array
  readonly words: readonly string[]
  /** Where the places of each word start in `places`; one more than there are words. */
  readonly starts: Uint32Array
  /** Indexes into `rows`. */
  readonly places: Uint16Array
}

/** Builds a segment of up to `segmentSize` documents. */
export function buildSegment(documents: readonly Document[]): Segment {
  const found = new Map<string, number[]>()
  let total = 0
  for (const [place, { words }] of documents.entries())
    for (const word of words) {
      const places = found.get(word)
      if (!places) found.set(word, [place])
      else if (places.at(-1) !== place) places.push(place)
      else continue
      total++
    }
  // Joined and split again, so that no word keeps the text alive that it was cut from.
  const words = found.size === 0 ? [] : [...found.keys()].sort().join('\n').split('\n')
  const starts = new Uint32Array(words.length + 1)
  const places = new Uint16Array(total)
  let at = 0
  for (const [index, word] of words.entries()) {
    starts[index] = at
    const list = found.get(word) ?? []
    places.set(list, at)
    at += list.length
  }
  starts[words.length] = at
  return { rows: Uint32Array.from(documents, ({ row }) => row), words, starts, places }
}

/** Sets `hits[row]` to `mark` for each document with a word that starts with `prefix`, where it was `mark - 1`. */
export function markPrefix(segment: Segment, prefix: string, hits: Uint8Array, mark: number): void {
  const { rows, words, starts, places } = segment
  const from = starts[firstNotBefore(words, prefix)] ?? 0
  // U+FFFF comes after anything that a word may go on with.
  const to = starts[firstNotBefore(words, prefix + '\uffff')] ?? 0
  for (let i = from; i < to; i++) {
    const row = rows[places[i] ?? 0] ?? 0
    if (hits[row] === mark - 1) hits[row] = mark
  }
}

function firstNotBefore(words: readonly string[], wanted: string): number {
  let low = 0
  let high = words.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((words[middle] ?? '') < wanted) low = middle + 1
    else high = middle
  }
  return low
}
