import { cutText } from '../../../shared/cut-text'

const separators = /[^\p{L}\p{N}]+/u
const marks = /\p{M}+/gu
// Above the last ASCII character.
const notAscii = /[\u0080-\uffff]/
/** Longer runs are addresses, keys and pasted data: their beginning is enough to find them by. */
const LONGEST = 40

/** The words of a text as search compares them: lower case, without accents. May hold doubles. */
export function wordsOf(text: string): readonly string[] {
  const plain = notAscii.test(text) ? text.normalize('NFD').replace(marks, '') : text
  return plain
    .toLowerCase()
    .split(separators)
    .flatMap((word) => (word === '' ? [] : word.length > LONGEST ? cutText(word, LONGEST) : word))
}
