import { expect, it } from 'vitest'
import { uuid } from '../shared/tickets/values'
import { systemRandom, uuidVersion7 } from './ids'

it('makes UUIDs of version 7 that sort by their time', () => {
  const random = new Uint8Array(10).fill(0xff)
  const ids = [1, 1_770_000_000_000, 1_770_000_000_001].map((now) => uuidVersion7(now, random))
  for (const id of ids) expect(uuid.parse(id)).toMatch(/^.{14}7.{4}[89ab]/)
  expect([...ids].sort()).toEqual(ids)
})

it('makes tokens of 256 bits that do not repeat', () => {
  const tokens = Array.from({ length: 100 }, systemRandom.token)
  expect(new Set(tokens).size).toBe(100)
  expect(Buffer.from(tokens[0] ?? '', 'base64url')).toHaveLength(32)
})
