import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { answerLine, answerRequest } from './calculator'

const examples = readFileSync(new URL('../../../test/fixtures/sla-examples.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as { request: { op: string }; answer: unknown })

describe('the calculator', () => {
  it.each(examples.map((example, index) => [index + 1, example.request.op, example] as const))(
    'answers published example %i (%s)',
    (_number, _op, { request, answer }) => {
      expect(answerRequest(request)).toEqual(answer)
    },
  )

  it('has all the published examples', () => {
    expect(examples).toHaveLength(63)
  })

  it('skips blank lines and a byte order mark', () => {
    expect(answerLine('')).toBeNull()
    expect(answerLine('  \r')).toBeNull()
    expect(answerLine('\uFEFF{"op":"autoClose","lastContact":"2026-03-22T02:00:00Z"}')).toEqual({
      at: '2026-03-29T01:00:00Z',
    })
  })

  it('keeps seconds and fractions', () => {
    const add = (start: string, minutes: number) => answerRequest({ op: 'add', start, minutes })
    expect(add('2026-02-02T08:00:00.250Z', 1)).toEqual({ at: '2026-02-02T08:01:00.250Z' })
    expect(add('2026-02-02T08:00:00Z', 0.0125)).toEqual({ at: '2026-02-02T08:00:00.750Z' })
    expect(add('2026-02-02T08:00:00.000125Z', 0)).toEqual({ at: '2026-02-02T08:00:00.000125Z' })
    expect(add('2026-02-02T08:00:00Z', 90.1)).toEqual({ at: '2026-02-02T09:30:06Z' })
  })

  it('takes an instant with any offset', () => {
    const effectiveStart = (at: string) => answerRequest({ op: 'effectiveStart', at })
    expect(effectiveStart('2026-02-02T17:00:00+01:00')).toEqual({ at: '2026-02-03T07:30:00Z' })
    expect(effectiveStart('2026-02-02T16:59:59+0100')).toEqual({ at: '2026-02-02T15:59:59Z' })
    expect(effectiveStart('2026-02-02T05:00-05:30')).toEqual({ at: '2026-02-02T10:30:00Z' })
  })
})

describe('a calendar given with the request', () => {
  const shop = {
    timeZone: 'America/New_York',
    weekly: {
      mon: [
        ['13:00', '17:00'],
        ['09:00', '12:00'],
      ],
      sat: [['20:00', '24:00']],
      sun: [['00:00', '02:00']],
    },
    holidays: ['2026-02-09'],
  }

  it('opens several times a day and over midnight', () => {
    expect(answerRequest({ op: 'openIntervals', date: '2026-02-02', calendar: shop })).toEqual({
      intervals: [
        { open: '2026-02-02T14:00:00Z', close: '2026-02-02T17:00:00Z' },
        { open: '2026-02-02T18:00:00Z', close: '2026-02-02T22:00:00Z' },
      ],
    })
    expect(answerRequest({ op: 'add', start: '2026-02-08T03:00:00Z', minutes: 180, calendar: shop })).toEqual(
      {
        at: '2026-02-08T06:00:00Z',
      },
    )
  })

  it('counts its own holidays and staff days, and none of the agreement', () => {
    const request = { op: 'effectiveStart', at: '2026-02-08T20:00:00Z', calendar: shop }
    expect(answerRequest(request)).toEqual({ at: '2026-02-15T01:00:00Z' })
    expect(answerRequest({ ...request, closedDays: ['2026-02-14', '2026-02-15'] })).toEqual({
      at: '2026-02-16T14:00:00Z',
    })
    expect(answerRequest({ op: 'openIntervals', date: '2028-12-25', calendar: shop })).toMatchObject({
      intervals: [{}, {}],
    })
  })

  it('ends a working day at the last closing time of that day', () => {
    const end = (plusWorkingDays: number) =>
      answerRequest({ op: 'endOfWorkingDay', start: '2026-02-02T15:00:00Z', plusWorkingDays, calendar: shop })
    expect(end(0)).toEqual({ at: '2026-02-02T22:00:00Z' })
    expect(end(1)).toEqual({ at: '2026-02-08T05:00:00Z' })
    expect(end(2)).toEqual({ at: '2026-02-08T07:00:00Z' })
    expect(end(3)).toEqual({ at: '2026-02-15T05:00:00Z' })
  })

  it('closes a ticket by its own wall clock', () => {
    expect(answerRequest({ op: 'autoClose', lastContact: '2026-03-02T05:30:00Z', calendar: shop })).toEqual({
      at: '2026-03-09T04:30:00Z',
    })
  })
})

describe('a request that cannot be answered', () => {
  const calendar = { timeZone: 'Europe/Amsterdam', weekly: { mon: [['08:30', '17:00']] }, holidays: [] }
  const start = '2026-02-02T08:00:00Z'

  it.each([
    [[], 'the request must be an object'],
    ['add', 'the request must be an object'],
    [null, 'the request must be an object'],
    [{}, 'op is missing'],
    [{ op: 'subtract' }, /^op must be holidays, /],
    [{ op: 'holidays' }, 'year is missing'],
    [{ op: 'holidays', year: '2026' }, 'year must be a whole number'],
    [{ op: 'holidays', year: 2026.5 }, 'year must be a whole number'],
    [{ op: 'openIntervals', date: '2026-02-30' }, 'date is "2026-02-30", which is no date (YYYY-MM-DD)'],
    [{ op: 'openIntervals', date: '2026-2-3' }, /^date is /],
    [{ op: 'effectiveStart', at: '2026-02-02T08:00:00' }, /^at is .* no ISO 8601 instant with an offset/],
    [{ op: 'effectiveStart', at: '2026-02-02' }, /^at is /],
    [{ op: 'effectiveStart', at: '2026-02-29T08:00:00Z' }, /^at is /],
    [{ op: 'effectiveStart', at: '2026-02-02T25:00:00Z' }, /^at is /],
    [{ op: 'effectiveStart', at: 1770000000000 }, 'at must be text'],
    [{ op: 'add', start }, 'minutes is missing'],
    [{ op: 'add', start, minutes: -1 }, 'minutes must not be negative'],
    [{ op: 'add', start, minutes: null }, 'minutes must be a number'],
    [{ op: 'add', start, minutes: 1e12 }, /office time before the year 10000/],
    [{ op: 'between', from: start, to: '2026-02-02T07:59:59Z' }, 'to is before from'],
    [{ op: 'endOfWorkingDay', start, plusWorkingDays: -1 }, 'plusWorkingDays must not be negative'],
    [{ op: 'endOfWorkingDay', start, plusWorkingDays: 1.5 }, 'plusWorkingDays must be a whole number'],
    [{ op: 'clock', target: 'high', start }, /^target must be response, action/],
    [{ op: 'clock', target: 'low', start, pauses: [{ from: start }] }, 'pauses[0].to is missing'],
    [{ op: 'clock', target: 'low', start, pauses: [{ from: 'x', to: null }] }, /^pauses\[0\]\.from is "x"/],
    [
      { op: 'clock', target: 'low', start, pauses: [{ from: start, to: '2026-01-01T00:00:00Z' }] },
      'pauses[0] ends before it begins',
    ],
    [{ op: 'autoClose', lastContact: '9999-12-30T00:00:00Z' }, /outside the years 1 to 9999/],
    [{ op: 'autoClose', lastContact: null }, 'lastContact must be text'],
    [{ op: 'effectiveStart', at: start, closedDays: ['tomorrow'] }, /^closedDays\[0\] is "tomorrow"/],
    [{ op: 'effectiveStart', at: start, closedDays: '2026-02-02' }, 'closedDays must be a list of dates'],
    [
      { op: 'effectiveStart', at: start, calendar: { ...calendar, timeZone: 'Europe/Atlantis' } },
      'calendar.timeZone is "Europe/Atlantis", which is no time zone',
    ],
    [
      { op: 'effectiveStart', at: start, calendar: { ...calendar, weekly: { maandag: [] } } },
      /^calendar\.weekly knows no day maandag/,
    ],
    [
      { op: 'effectiveStart', at: start, calendar: { ...calendar, weekly: { mon: [['17:00', '08:30']] } } },
      'calendar.weekly.mon[0] closes at 08:30, which is not after it opens at 17:00',
    ],
    [
      { op: 'effectiveStart', at: start, calendar: { ...calendar, weekly: { mon: [['08:30', '24:01']] } } },
      /^calendar\.weekly\.mon\[0\] closes at "24:01", which is no time of day/,
    ],
    [
      { op: 'effectiveStart', at: start, calendar: { ...calendar, weekly: {} } },
      /office time before the year 10000/,
    ],
  ])('says of %j what is wrong', (request, sentence) => {
    const { error } = answerRequest(request)
    if (typeof sentence === 'string') expect(error).toBe(sentence)
    else expect(error).toMatch(sentence)
  })

  it('says when a line is not JSON', () => {
    expect(answerLine('{"op":')).toEqual({ error: expect.stringMatching(/^the line is not JSON: /) })
  })
})
