import { expect, test } from 'vitest'
import { tagsIn } from './tags-in'

test('what a person writes is read between commas, each once', () => {
  expect(tagsIn(' Printer, month end ,, printer,')).toEqual(['Printer', 'month end'])
  expect(tagsIn(' , ')).toEqual([])
})
