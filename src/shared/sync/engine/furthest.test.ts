import { expect, test } from 'vitest'
import { furthestProven } from './furthest'

test('the furthest position counts that the server signed in this epoch', () => {
  const acknowledged = { epoch: 'one', seq: 12, proof: 'of 12' }
  const positions = [
    null,
    { epoch: 'one', seq: 10, proof: 'of 10' },
    acknowledged,
    { epoch: 'one', seq: 14 },
    { epoch: 'two', seq: 99, proof: 'of 99' },
  ]
  expect(furthestProven('one', positions)).toBe(acknowledged)
})

test('a server that signs nothing is shown nothing', () => {
  expect(furthestProven('one', [{ epoch: 'one', seq: 3 }, null])).toBe(null)
})
