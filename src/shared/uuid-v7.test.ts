import { expect, it } from 'vitest'
import { uuid } from './tickets/values'
import { uuidV7 } from './uuid-v7'

it.each([0, 0.5, 1 - 2 ** -48])('makes UUIDs of version 7 that sort by their time (random %d)', (random) => {
  const ids = [1, 1_770_000_000_000, 1_770_000_000_001].map((now) => uuidV7(now, () => random))
  for (const id of ids) expect(uuid.parse(id)).toMatch(/^.{14}7.{4}[89ab]/)
  expect([...ids].sort()).toEqual(ids)
})
