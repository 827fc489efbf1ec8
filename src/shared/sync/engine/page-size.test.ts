import { expect, test } from 'vitest'
import { createPageSize } from './page-size'

test('pages are smaller on a slow line, and grow again on a good one', () => {
  const size = createPageSize()
  expect(size.now()).toBe(500)
  size.answered(20_000)
  size.failed()
  expect(size.now()).toBe(125)
  size.answered(3000)
  expect(size.now()).toBe(125)
  for (let times = 0; times < 9; times++) size.failed()
  expect(size.now()).toBe(25)
  for (let times = 0; times < 9; times++) size.answered(100)
  expect(size.now()).toBe(500)
})
