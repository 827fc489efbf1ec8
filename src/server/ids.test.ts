import { expect, it } from 'vitest'
import { uuid } from '../shared/tickets/values'
import { systemRandom } from './ids'

it('makes ids that do not repeat', () => {
  const ids = Array.from({ length: 1000 }, () => systemRandom.uuid(1_770_000_000_000))
  expect(new Set(ids).size).toBe(1000)
  for (const id of ids) expect(uuid.parse(id)).toMatch(/^.{14}7.{4}[89ab]/)
})

it('makes tokens of 256 bits that do not repeat', () => {
  const tokens = Array.from({ length: 100 }, systemRandom.token)
  expect(new Set(tokens).size).toBe(100)
  expect(Buffer.from(tokens[0] ?? '', 'base64url')).toHaveLength(32)
})
