import { expect, it } from 'vitest'
import { wordsQuery } from './search'

it.each([
  ['factuur', "'factuur':*"],
  ['  Factuur   CONCEPT ', "'factuur' & 'concept':*"],
  ["o'brien & co | !x", "'o' & 'brien' & 'co' & 'x':*"],
  ['btw-aangifte', "'btw' & 'aangifte':*"],
  ['%\\*', ''],
  ['één', "'één':*"],
])('asks the database for the words of %s and nothing else', (text, query) => {
  expect(wordsQuery(text)).toBe(query)
})
