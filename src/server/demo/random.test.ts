import { expect, it } from 'vitest'
import { createChance } from './random'

it('gives the same sequence for the same seed', () => {
  const [one, other] = [createChance(7), createChance(7)]
  expect([one.next(), one.uuid(), one.between(1, 6)]).toEqual([
    other.next(),
    other.uuid(),
    other.between(1, 6),
  ])
})

it('gives two streams of one seed the same chances but never the same UUID', () => {
  const [one, other] = [createChance(7, 1), createChance(7, 2)]
  const uuids = Array.from({ length: 1000 }, () => [one.uuid(), other.uuid()]).flat()
  expect(new Set(uuids).size).toBe(2000)
  expect(one.next()).toBe(other.next())
})

it('gives UUIDs of version 4', () => {
  expect(createChance(1, 99).uuid()).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  )
})
