import { expect, test, vi } from 'vitest'
import { attempt } from './attempt'

test('a call that fails is answered with a sentence, as one that says what is wrong', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  expect(await attempt(async () => null, 'It failed.')).toBeNull()
  expect(await attempt(async () => 'Fill this in.', 'It failed.')).toBe('Fill this in.')
  expect(await attempt(() => Promise.reject(new Error('no answer')), 'It failed.')).toBe('It failed.')
  // Before it could ask at all.
  expect(
    await attempt(() => {
      throw new Error('not connected')
    }, 'It failed.'),
  ).toBe('It failed.')
})
