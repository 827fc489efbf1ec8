import { expect, test } from 'vitest'
import { addToSum, emptySum, sumToText, takeFromSum } from './checksum'

const rows = [
  ['018f2f6e-0000-7000-8000-000000000001', 3],
  ['018f2f6e-0000-7000-8000-000000000002', 1],
  ['018f2f6e-0000-7000-8000-000000000003', 12],
] as const

test('the order of the tickets does not matter', () => {
  const forward = rows.reduce((sum, [id, version]) => addToSum(sum, id, version), emptySum)
  const backward = rows.toReversed().reduce((sum, [id, version]) => addToSum(sum, id, version), emptySum)
  expect(sumToText(forward)).toBe(sumToText(backward))
  expect(forward.count).toBe(3)
})

test('another version or another id gives another checksum', () => {
  const [id] = rows[0]
  const texts = [
    sumToText(addToSum(emptySum, id, 3)),
    sumToText(addToSum(emptySum, id, 4)),
    sumToText(addToSum(emptySum, rows[1][0], 3)),
  ]
  expect(new Set(texts).size).toBe(3)
  expect(texts.every((text) => /^[0-9a-f]{16}$/.test(text))).toBe(true)
})

test('a ticket that is taken away leaves the sum as it was', () => {
  const one = addToSum(emptySum, rows[0][0], 3)
  expect(takeFromSum(addToSum(one, rows[1][0], 1), rows[1][0], 1)).toEqual(one)
})
