import { expect, it } from 'vitest'
import { wordsQuery } from './find-tickets'

it.each([
  ['factuur', "'factuur':*"],
  ['  Factuur   CONCEPT ', "'factuur' & 'concept':*"],
  ["o'brien & co | !x", "'o' & 'brien' & 'co' & 'x'"],
  ['btw-aangifte', "'btw' & 'aangifte':*"],
  ['%\\*', ''],
  ['één', "'één':*"],
  ['ab', "'ab'"],
  ['ab cd', "'ab' & 'cd'"],
])('asks the database for the words of %s and nothing else', (text, query) => {
  expect(wordsQuery(text)).toBe(query)
})
