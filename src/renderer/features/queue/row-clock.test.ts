import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { agreement20230224, calendarOf } from '../../../shared/sla/agreement'
import type { QueueRow, RowClock } from '../../data/protocol'
import { dutch } from '../../i18n/dutch'
import { english } from '../../i18n/english'
import { rowClockText } from './row-clock'
import { rowLabel } from './row-label'

const calendar = calendarOf(agreement20230224)
const at = (local: string): number => Date.parse(`${local}:00+01:00`)

const row = (clock: RowClock | null, change: Partial<QueueRow> = {}): QueueRow => ({
  id: '0190b0a0-0000-7000-8000-000000000001',
  number: 1042,
  subject: 'Invoices stay in draft',
  preview: '',
  customerName: 'Van Dijk BV',
  reporterName: 'Jan',
  assigneeId: null,
  assigneeName: null,
  type: null,
  priority: 'medium',
  status: 'open',
  waiting: null,
  escalationLevel: 0,
  attention: false,
  undelivered: [],
  pending: 0,
  needsYou: false,
  begun: false,
  endedAt: null,
  updatedAt: at('2026-02-02T09:00'),
  clock,
  ...change,
})

const running = (due: string, name: RowClock['name'] = 'response'): RowClock => ({
  name,
  target: name === 'aim' ? 'aim' : 'response',
  due: at(due),
  remainingMs: null,
  missed: false,
})

beforeAll(async () => {
  await i18next.init({ resources: { en: { translation: english }, nl: { translation: dutch } }, lng: 'en' })
})

const say = (of: QueueRow, now: string, language: 'nl' | 'en' = 'en') =>
  rowClockText(of, { t: i18next.getFixedT(language), calendar, language }, at(now))

describe('the time cells of a row', () => {
  it('show office time left, the moment and which clock', () => {
    expect(say(row(running('2026-02-02T14:05')), '2026-02-02T10:00')).toMatchObject({
      figure: '4:05',
      moment: '14:05',
      words: 'Response',
      glyph: 'on-time',
    })
  })

  it('add a word when it becomes urgent', () => {
    const soon = row(running('2026-02-02T10:42'))
    expect(say(soon, '2026-02-02T10:00')).toMatchObject({ figure: '0:42', words: 'Response · soon' })
    expect(say(soon, '2026-02-02T10:35', 'nl')).toMatchObject({ figure: '7:00', words: 'Reactie · nu' })
  })

  it('count the seconds under ten minutes, and the minutes above', () => {
    const soon = row(running('2026-02-02T10:42'))
    const context = { t: i18next.getFixedT('en'), calendar, language: 'en' as const }
    const figures = (start: string) =>
      [0, 1, 2].map((seconds) => rowClockText(soon, context, at(start) + 500 + seconds * 1000).figure)
    expect(figures('2026-02-02T10:30')).toEqual(['0:11', '0:11', '0:11'])
    expect(figures('2026-02-02T10:35')).toEqual(['6:59', '6:58', '6:57'])
    expect(figures('2026-02-02T10:43')).toEqual(['+1:00', '+1:01', '+1:02'])
  })

  it('say by how much a target was missed, and do not call the aim missed', () => {
    expect(say(row(running('2026-01-30T17:00')), '2026-02-02T09:50', 'nl')).toMatchObject({
      figure: '+1:20',
      moment: 'vr 17:00',
      words: 'Reactie · overschreden',
      short: 'te laat',
    })
    expect(say(row(running('2026-01-30T17:00', 'aim')), '2026-02-02T09:50')).toMatchObject({
      tone: 'soon',
      words: 'past aim',
    })
  })

  it('stand still outside office hours and say from when they run', () => {
    const overNight = row(running('2026-02-03T11:00'))
    expect(say(overNight, '2026-02-02T18:00')).toMatchObject({
      figure: '2:30',
      moment: 'Tue 11:00',
      words: 'Response · from Tue 08:30',
    })
    expect(say(overNight, '2026-02-02T23:59').figure).toBe('2:30')
  })

  it('say whom it waits for and how long, with what was left', () => {
    const waiting = row(
      { name: 'resolution', target: 'medium', due: null, remainingMs: 130 * 60_000, missed: false },
      { status: 'waiting', waiting: { kind: 'key-user', since: at('2026-01-30T06:00') } },
    )
    expect(say(waiting, '2026-02-02T10:00')).toMatchObject({
      figure: '2:10',
      moment: '3 d 4 h',
      words: 'waits on key user',
      glyph: 'waiting',
    })
  })

  it('say when a solved ticket was solved', () => {
    expect(say(row(null, { status: 'solved' }), '2026-02-02T10:00')).toMatchObject({
      figure: '',
      moment: '09:00',
      words: 'solved',
      glyph: 'done',
    })
  })
})

describe('a row for a screen reader', () => {
  it('reads as sentences: the ticket, its clock, whose it is', () => {
    const of = row(running('2026-02-02T12:10'), { pending: 1 })
    const label = rowLabel(of, say(of, '2026-02-02T10:00').spoken(), i18next.getFixedT('en'))
    expect(label).toBe(
      'Ticket 1042, Invoices stay in draft, Van Dijk BV. ' +
        'Response: 2 hours 10 minutes of office time left, due 12:10, on time. ' +
        'Medium priority. unassigned. 1 change waits to be sent',
    )
  })
})
