import { describe, expect, it } from 'vitest'
import { hour, monday10, received } from './example'
import type { Fact } from './fact-times'
import { factTime } from './fact-times'
import type { Ticket } from './ticket'

const minute = 60_000
const day = 24 * hour
const now = monday10 + 10 * hour

/** Received at 10:00, feedback at 11:00, solved and reopened at 13:00, waiting since 15:00. */
const ticket: Ticket = {
  ...received(),
  openWait: { kind: 'external', from: monday10 + 5 * hour, reason: '' },
  facts: {
    ...received().facts,
    feedbackAt: monday10 + hour,
    waits: [
      { kind: 'solved', from: monday10 + 2 * hour, to: monday10 + 3 * hour },
      { kind: 'external', from: monday10 + 5 * hour, to: null },
    ],
  },
}

const said = (fact: Fact, occurredAt: number | null, changed: Partial<Ticket> = {}) =>
  factTime(fact, { ticket: { ...ticket, ...changed }, occurredAt, now, role: 'agent' })
const report = (occurredAt: number, role: 'agent' | 'senior') =>
  factTime('receipt', { ticket: null, occurredAt, now, role })

describe('when a fact may lie', () => {
  const earliest: readonly (readonly [Fact, number, string])[] = [
    ['feedback', monday10, 'before-receipt'],
    ['work', monday10, 'before-receipt'],
    ['contact-attempt', monday10, 'before-receipt'],
    ['wait-start', monday10 + 3 * hour, 'before-reopening'],
    ['wait-end', monday10 + 5 * hour, 'before-wait'],
    ['solution', monday10 + 3 * hour, 'before-reopening'],
  ]
  it.each(earliest)('%s: not before what made it possible', (fact, bound, code) => {
    expect(said(fact, bound)).toEqual({ at: bound, saidAt: null })
    expect(said(fact, bound + minute)).toEqual({ at: bound + minute, saidAt: null })
    expect(said(fact, bound - minute)).toMatchObject({ code })
  })

  it('solution: not before receipt and feedback, a wait not before receipt and reopening', () => {
    const once = { ...ticket, openWait: null, facts: { ...ticket.facts, waits: [] } }
    expect(said('solution', monday10 + hour - minute, once)).toMatchObject({ code: 'before-feedback' })
    expect(said('wait-start', monday10 - minute, once)).toMatchObject({ code: 'before-receipt' })
    expect(said('wait-start', monday10 + 3 * hour - minute, { openWait: null })).toMatchObject({
      code: 'before-reopening',
    })
  })

  it('counts a time within the minute of its bound as the bound, and keeps what was said', () => {
    expect(said('work', monday10 - minute + 1)).toEqual({ at: monday10, saidAt: monday10 - minute + 1 })
  })

  it('counts up to five minutes ahead as now, and refuses more', () => {
    expect(said('work', now + 5 * minute)).toEqual({ at: now, saidAt: now + 5 * minute })
    expect(said('work', now + 5 * minute + 1)).toMatchObject({ code: 'in-the-future' })
    expect(said('work', null)).toEqual({ at: now, saidAt: null })
  })

  it('takes a receipt of up to 31 days ago, an older one from a senior only', () => {
    expect(report(now - 31 * day, 'agent')).toEqual({ at: now - 31 * day, saidAt: null })
    expect(report(now - 31 * day - 1, 'agent')).toMatchObject({ code: 'receipt-too-old' })
    expect(report(now - 400 * day, 'senior')).toEqual({ at: now - 400 * day, saidAt: null })
  })
})
