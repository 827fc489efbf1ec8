import { expect, it } from 'vitest'
import { fileSize } from './file-size'

it.each([
  [0, 'en', '1 kB'],
  [12_345, 'en', '12 kB'],
  [1_500_000, 'en', '1.4 MB'],
  [1_500_000, 'nl', '1,4 MB'],
  [25 * 1024 * 1024, 'nl', '25 MB'],
])('%i bytes is written in %s as %s', (bytes, language, text) => {
  expect(fileSize(bytes, language)).toBe(text)
})
