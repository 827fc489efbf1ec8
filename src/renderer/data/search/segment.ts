/** At most this many documents: built or merged in some 50 ms, so that no keystroke waits longer for the worker. */
export const segmentSize = 1024

/** In the place of a row: the document there was added again since, and counts no longer. */
export const nowhere = 0xffffffff

/** One document: a row of the queue and its words, doubles allowed. */
export interface Document {
  readonly row: number
  /** Tells which state of the ticket the words are of. */
  readonly stamp: number
  readonly words: Iterable<string>
}

/**
 * The words of some documents in alphabetical order, each with its documents. What starts with the same letters lies
 * side by side, so that finding a beginning is two binary searches and one scan. All of it is flat: it goes to the disk
 * and comes back as it is.
 */
export interface Segment {
  /** The row of each document, or `nowhere`. */
  readonly rows: Uint32Array
  readonly stamps: Float64Array
  /** The words, one after another. */
  readonly text: string
  /** Where each word ends in `text`. */
  readonly ends: Uint32Array
  /** Where the places of each word start in `places`; one more than there are words. */
  readonly starts: Uint32Array
  /** Indexes into `rows`. */
  readonly places: Uint16Array
}

/** Builds a segment of up to `segmentSize` documents. */
export function buildSegment(documents: readonly Document[]): Segment {
  const found: Found = new Map()
  for (const [place, { words }] of documents.entries()) for (const word of words) note(found, word, place)
  const rows = Uint32Array.from(documents, ({ row }) => row)
  const stamps = Float64Array.from(documents, ({ stamp }) => stamp)
  return { rows, stamps, ...pack(found) }
}

/** Makes one segment of several, without the documents that count no longer. */
export function mergeSegments(segments: readonly Segment[]): Segment {
  const rows: number[] = []
  const stamps: number[] = []
  const found: Found = new Map()
  for (const segment of segments) {
    const { starts, places } = segment
    const moved = Array.from(segment.rows, (row, place) => {
      if (row === nowhere) return nowhere
      stamps.push(segment.stamps[place] ?? 0)
      return rows.push(row) - 1
    })
    for (let word = 0; word < segment.ends.length; word++) {
      const text = wordAt(segment, word)
      for (let i = starts[word] ?? 0; i < (starts[word + 1] ?? 0); i++) {
        const place = moved[places[i] ?? 0] ?? nowhere
        if (place !== nowhere) note(found, text, place)
      }
    }
  }
  return { rows: Uint32Array.from(rows), stamps: Float64Array.from(stamps), ...pack(found) }
}

/** How many of its documents still count. */
export const liveOf = ({ rows }: Segment): number =>
  rows.reduce((count, row) => (row === nowhere ? count : count + 1), 0)

/** Sets `hits[row]` to `mark` for each document with a word that starts with `prefix`, where it was `mark - 1`. */
export function markPrefix(segment: Segment, prefix: string, hits: Uint8Array, mark: number): void {
  const { rows, starts, places } = segment
  const from = starts[firstNotBefore(segment, prefix)] ?? 0
  // U+FFFF comes after anything that a word may go on with.
  const to = starts[firstNotBefore(segment, prefix + '\uffff')] ?? 0
  for (let i = from; i < to; i++) {
    const row = rows[places[i] ?? 0] ?? nowhere
    if (hits[row] === mark - 1) hits[row] = mark
  }
}

/** The places of each word, rising. */
type Found = Map<string, number[]>

function note(found: Found, word: string, place: number): void {
  const places = found.get(word)
  if (!places) found.set(word, [place])
  else if (places.at(-1) !== place) places.push(place)
}

function pack(found: Found): Omit<Segment, 'rows' | 'stamps'> {
  const words = [...found.keys()].sort()
  const ends = new Uint32Array(words.length)
  const starts = new Uint32Array(words.length + 1)
  let end = 0
  let start = 0
  for (const [index, word] of words.entries()) {
    ends[index] = end += word.length
    starts[index + 1] = start += found.get(word)?.length ?? 0
  }
  const places = new Uint16Array(start)
  for (const [index, word] of words.entries()) places.set(found.get(word) ?? [], starts[index])
  return { text: words.join(''), ends, starts, places }
}

const wordAt = ({ text, ends }: Segment, word: number): string => text.slice(ends[word - 1] ?? 0, ends[word])

function firstNotBefore(segment: Segment, wanted: string): number {
  let low = 0
  let high = segment.ends.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (wordAt(segment, middle) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
