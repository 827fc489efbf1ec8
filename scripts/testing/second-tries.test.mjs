import { expect, it } from 'vitest'
import { secondTries, secondTriesText } from './second-tries.mjs'

const spec = (/** @type {string} */ title, /** @type {string} */ status) => ({ title, tests: [{ status }] })

it('names the tests that passed at the second try, however deep their suite stands', () => {
  const report = {
    suites: [
      { specs: [spec('opens', 'expected'), spec('rings once', 'flaky')] },
      { suites: [{ specs: [spec('never', 'unexpected'), spec('hands over', 'flaky')] }] },
    ],
  }
  expect(secondTriesText(secondTries(report))).toBe(' (2 at the second try: rings once; hands over)')
})

it('says nothing when all passed at once', () => {
  expect(secondTriesText(secondTries({ suites: [{ specs: [spec('opens', 'expected')] }] }))).toBe('')
})
