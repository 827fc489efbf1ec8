import { expect, test } from 'vitest'
import { knownTags } from './tags'

test('tags come with how many tickets have them, those of most first, in one spelling', () => {
  expect(knownTags([['Printer', 'VAT'], [], ['printer'], ['Till']])).toEqual([
    { tag: 'Printer', tickets: 2 },
    { tag: 'Till', tickets: 1 },
    { tag: 'VAT', tickets: 1 },
  ])
})
