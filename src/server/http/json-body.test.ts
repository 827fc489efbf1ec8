import { expect, it } from 'vitest'
import { parseJsonBody } from './json-body'

it('parses JSON, and takes brackets within strings for text', () => {
  expect(parseJsonBody(`{"text":"${'['.repeat(200)}\\"{","n":1}`)).toEqual({
    text: `${'['.repeat(200)}"{`,
    n: 1,
  })
})

it.each(['', '{', '{"a":1,}', 'undefined', '\u0000', `${'['.repeat(100_000)}`, '{"a":'.repeat(100) + '1'])(
  'refuses what is not usable JSON',
  (body) => {
    expect(() => parseJsonBody(body)).toThrow(expect.objectContaining({ code: 'invalid-json' }))
  },
)

it('gives no prototype to what names one', () => {
  const parsed = parseJsonBody('{"__proto__":{"role":"administrator"}}') as { role?: unknown }
  expect(parsed.role).toBeUndefined()
})
