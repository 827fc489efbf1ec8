import { expect, test } from 'vitest'
import { whatClosingDoes } from './closing'
import type { Closing } from './closing'

const usual: Closing = {
  isMac: false,
  isQuitting: false,
  isLast: true,
  wantsToStay: true,
  isFullScreen: false,
}

test.each<[string, Partial<Closing>, ReturnType<typeof whatClosingDoes>]>([
  ['the last window', {}, 'hide'],
  ['one of several', { isLast: false }, 'close'],
  ['while the app ends', { isQuitting: true }, 'close'],
  ['where nobody wants it to stay', { wantsToStay: false }, 'close'],
  ['in full screen', { isFullScreen: true }, 'hide'],
  ['on a Mac, where apps live on without windows', { isMac: true, wantsToStay: false }, 'hide'],
  ['on a Mac in full screen', { isMac: true, isFullScreen: true }, 'leave-full-screen-and-hide'],
  ['on a Mac while the app ends', { isMac: true, isQuitting: true, isFullScreen: true }, 'close'],
  ['one of several on a Mac', { isMac: true, isLast: false, isFullScreen: true }, 'close'],
])('closing %s', (_, change, expected) => {
  expect(whatClosingDoes({ ...usual, ...change })).toBe(expected)
})
