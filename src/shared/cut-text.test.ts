import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutText } from './cut-text'

it.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'abc'],
  ['ab😀', 4, 'ab😀'],
  ['ab😀', 3, 'ab'],
  ['😀', 1, ''],
  ['abc', 0, ''],
])('cuts %j to at most %i units: %j', (text, max, cut) => {
  expect(cutText(text, max)).toBe(cut)
})

it('leaves any well-formed text well-formed, and takes no more away than it must', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, max) => {
      const cut = cutText(text, max)
      expect(cut.isWellFormed()).toBe(true)
      expect(text.startsWith(cut)).toBe(true)
      expect(cut.length).toBeGreaterThanOrEqual(Math.min(text.length, max - 1))
      expect(cut.length).toBeLessThanOrEqual(max)
    }),
  )
})
