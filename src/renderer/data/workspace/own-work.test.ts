import { expect, test } from 'vitest'
import type { OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import { createOwnWork } from './own-work'

const entry = (id: string, ticketId: string): OutboxEntry => ({ mutation: { id, ticketId } }) as OutboxEntry

test('what left the outbox stays this device’s own, for forms that were opened before', () => {
  const work = createOwnWork()
  work.note([entry('reply', 'a'), entry('other', 'b')])
  work.note([entry('solve', 'a')])
  work.note([])
  expect(work.of('a')).toEqual(['reply', 'solve'])
  expect(work.of('b')).toEqual(['other'])
  expect(work.of('c')).toEqual([])
})

test('no more are told than an envelope takes, the latest', () => {
  const work = createOwnWork()
  work.note(Array.from({ length: 600 }, (_, index) => entry(`m${index}`, 'a')))
  expect(work.of('a')).toHaveLength(500)
  expect(work.of('a').at(-1)).toBe('m599')
})
