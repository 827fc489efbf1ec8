import { expect, test } from 'vitest'
import { isComposing } from './composing'

test('a key is the input method’s while it composes, also the first one of a word', () => {
  expect(isComposing({ isComposing: true, keyCode: 13 })).toBe(true)
  // The key that begins a word comes before the composition is said to have begun.
  expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true)
  expect(isComposing({ isComposing: false, keyCode: 13 })).toBe(false)
  expect(isComposing({ nativeEvent: { isComposing: true, keyCode: 13 } })).toBe(true)
})
