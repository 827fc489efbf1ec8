import { expect, test } from 'vitest'
import { createSendingCount } from './sending-count'

test('the count moves with what was decided, and grows with what is written meanwhile', () => {
  const count = createSendingCount()
  expect(count(55, true)).toEqual({ at: 1, of: 55 })
  expect(count(44, true)).toEqual({ at: 12, of: 55 })
  expect(count(46, true)).toEqual({ at: 12, of: 57 })
  expect(count(1, true)).toEqual({ at: 57, of: 57 })
  expect(count(0, true)).toBeNull()
  expect(count(2, true)).toEqual({ at: 1, of: 2 })
})

test('without a server nothing is being sent, and a single change is not counted', () => {
  const count = createSendingCount()
  expect(count(1, true)).toBeNull()
  expect(count(5, false)).toBeNull()
  expect(count(5, true)).toEqual({ at: 1, of: 5 })
  expect(count(4, false)).toBeNull()
  expect(count(4, true)).toEqual({ at: 1, of: 4 })
})
