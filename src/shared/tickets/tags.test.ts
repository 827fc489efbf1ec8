import { expect, test } from 'vitest'
import { hasTag, tagsIn, tagsWithout } from './tags'

test('tags are compared without their case, and keep it', () => {
  expect(hasTag(['Printer'], 'PRINTER')).toBe(true)
  expect(tagsWithout(['VAT', 'vat', 'Till'], ['TILL'])).toEqual(['VAT'])
})

test('what a person writes is read between commas, each once', () => {
  expect(tagsIn(' Printer, month end ,, printer,')).toEqual(['Printer', 'month end'])
  expect(tagsIn(' , ')).toEqual([])
})
