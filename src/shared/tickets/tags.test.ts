import { expect, test } from 'vitest'
import { hasTag, tagsWithout } from './tags'

test('tags are compared without their case, and keep it', () => {
  expect(hasTag(['Printer'], 'PRINTER')).toBe(true)
  expect(tagsWithout(['VAT', 'vat', 'Till'], ['TILL'])).toEqual(['VAT'])
})
