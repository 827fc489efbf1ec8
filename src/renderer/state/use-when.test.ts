import { expect, test } from 'vitest'
import { agreement20230224, calendarOf } from '../../shared/sla/agreement'
import { hour, monday10 } from '../../shared/tickets/example'
import { timeIn } from './use-when'

const { zone } = calendarOf(agreement20230224)
const read = (text: string, refused: (at: number) => string | null = () => null) =>
  timeIn(text, { now: monday10, zone }, { problem: refused, unread: (kind) => kind })

test('nothing said is now, a time is that time, and what is neither is never now', () => {
  expect(read('')).toEqual({ ok: true, occurredAt: monday10 })
  expect(read('9:00')).toEqual({ ok: true, occurredAt: monday10 - hour })
  expect(read('soon')).toEqual({ ok: false, problem: 'unreadable' })
  expect(read('11:00')).toEqual({ ok: false, problem: 'future' })
})

test('a time at which it cannot have been is refused by the server’s own rule', () => {
  const before = (at: number) => (at < monday10 ? 'before it was reported' : null)
  expect(read('9:00', before)).toEqual({ ok: false, problem: 'before it was reported' })
  expect(read('10:00', before)).toEqual({ ok: true, occurredAt: monday10 })
})
