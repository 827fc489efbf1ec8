import { readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { change } from './wire'
import { protocol, protocolOf } from './protocol-version'
import { ticketActs } from '../tickets/acts'

/** Of the changes and mutations that travel, in the protocol version beside it: old data of both are read for ever. */
const travels = { version: 2, digest: '68f9b6f6408a2211' }

test('the number is raised when what travels changes', () => {
  const args = ticketActs.flatMap(({ type, versions }) =>
    Object.entries<z.ZodType>(versions).map(
      ([v, schema]) => [v === '1' ? type : `${type} ${v}`, schema] as const,
    ),
  )
  const shapes = [['change', change] as const, ...args].map(([name, schema]) => [
    name,
    z.toJSONSchema(schema, { io: 'input' }),
  ])
  const digest = createHash('sha256').update(JSON.stringify(shapes)).digest('hex').slice(0, 16)
  expect(
    { version: protocol.version, digest },
    'What travels has changed. Raise protocol.version, unless that version was never released; add to its line in the history; and note the digest here.',
  ).toEqual(travels)
})

test('each version has a line in the history', () => {
  const source = readFileSync(new URL('./protocol-version.ts', import.meta.url), 'utf8')
  const lines = [...source.matchAll(/^ \* (\d+) {2}\S/gm)].map(([, number]) => Number(number))
  expect(lines).toEqual(Array.from({ length: protocol.version }, (_, index) => index + 1))
})

test('a floor is never above what is spoken', () => {
  expect(protocol.oldestClient).toBeLessThanOrEqual(protocol.version)
  expect(protocol.oldestServer).toBeLessThanOrEqual(protocol.version)
})

test('only a whole number counts as one', () => {
  expect(['2', '17', '', null, undefined, '0', '-1', '2.5', '2 ', 'two', '99999999'].map(protocolOf)).toEqual(
    [2, 17, ...Array.from({ length: 9 }, () => null)],
  )
})
