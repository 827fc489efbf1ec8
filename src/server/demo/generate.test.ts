import { describe, expect, it } from 'vitest'
import { agreement20230224, calendarOf } from '../../shared/sla/agreement'
import { ticketClocks } from '../../shared/sla/ticket-clocks'
import { decodeEvent } from '../../shared/tickets/decode-event'
import { ticketEvent } from '../../shared/tickets/events'
import { evolveAll } from '../../shared/tickets/evolve'
import { agent, customer, office } from '../../shared/tickets/people'
import type { DemoTicket } from './desk'
import { generateDemo } from './generate'
import { signedInAgent } from './people'

const calendar = calendarOf(agreement20230224)
const tuesdayMorning = Date.parse('2026-11-24T09:12:00Z')
const moments = {
  'on a Tuesday morning': tuesdayMorning,
  'on a Friday just before closing': Date.parse('2026-11-27T15:58:00Z'),
  'in the night from Saturday to Sunday': Date.parse('2026-11-29T01:30:00Z'),
  'on Easter Monday': Date.parse('2027-03-29T10:00:00Z'),
  'on New Year’s Day': Date.parse('2027-01-01T08:00:00Z'),
}

const demoAt = (now: number, tickets = 240): readonly DemoTicket[] => [
  ...generateDemo({ tickets, now, seed: 1 }).tickets,
]

describe.each(Object.entries(moments))('the demo workspace made %s', (_, now) => {
  const demo = demoAt(now)

  it('has 240 numbered tickets whose events fit the contract and fold to the stored ticket', () => {
    expect(demo).toHaveLength(240)
    expect(new Set(demo.map(({ ticket }) => ticket.number)).size).toBe(240)
    for (const { ticket, events } of demo) {
      for (const event of events) {
        expect(ticketEvent.parse(event)).toEqual(event)
        expect(decodeEvent(event)).toBe(event)
      }
      expect(evolveAll(events)).toEqual(ticket)
    }
  })

  it('has nothing in the future, and every log in the order of time', () => {
    for (const { events } of demo) {
      const times = events.map((event) => event.recordedAt)
      expect(times.every((at) => at <= now)).toBe(true)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
    }
  })

  it('shows every state, with more closed tickets than any other', () => {
    const count = (status: string): number => demo.filter(({ ticket }) => ticket.status === status).length
    const counts = ['new', 'open', 'waiting', 'solved', 'closed'].map(count)
    expect(Math.min(...counts)).toBeGreaterThan(15)
    expect(Math.max(...counts)).toBe(count('closed'))
    expect(demo.filter(({ ticket }) => ticket.escalation?.level === 2).length).toBeGreaterThan(0)
    expect(new Set(demo.map(({ ticket }) => ticket.openWait?.kind)).size).toBe(3)
    expect(demo.filter(({ ticket }) => ticket.attention !== null)).toHaveLength(3)
  })

  it('has responses due within the hour of office time, and some that were missed', () => {
    const left = demo
      .filter(({ ticket }) => ticket.status === 'new' && ticket.attention === null)
      .map(({ ticket }) => 240 - calendar.between(ticket.facts.receivedAt, now) / 60_000)
    expect(left.filter((minutes) => minutes > 0 && minutes < 60).length).toBeGreaterThanOrEqual(3)
    expect(left.filter((minutes) => minutes < 0).length).toBeGreaterThanOrEqual(2)
  })

  it('has the signed-in agent’s next resolution due within two hours of office time, and few targets overdue', () => {
    const clocks = demo.flatMap(({ ticket }) =>
      ticketClocks(ticket.facts, agreement20230224, calendar, now)
        .filter(({ isAmbition }) => !isAmbition)
        .map((clock) => ({ ...clock, isOwn: ticket.assigneeId === signedInAgent.id })),
    )
    const soon = clocks.filter(
      ({ name, state, remainingMs }) =>
        name === 'resolution' && state === 'running' && remainingMs <= 2 * 3_600_000,
    )
    expect(soon.filter(({ isOwn }) => isOwn).length).toBeGreaterThanOrEqual(1)
    expect(soon.length).toBeGreaterThanOrEqual(4)
    const overdue = clocks.filter(({ state }) => state === 'overdue').length
    expect(overdue).toBeGreaterThanOrEqual(5)
    expect(overdue).toBeLessThanOrEqual(30)
  })

  it('gives the signed-in agent a day’s work', () => {
    const own = demo.filter(
      ({ ticket }) =>
        ticket.assigneeId === signedInAgent.id && ['new', 'open', 'waiting'].includes(ticket.status),
    )
    expect(own.length).toBeGreaterThanOrEqual(7)
    expect(own.length).toBeLessThanOrEqual(15)
  })
})

describe('the demo generator', () => {
  it('gives the same tickets for the same seed and others for another', () => {
    const subjects = (seed: number): string =>
      [...generateDemo({ tickets: 30, now: tuesdayMorning, seed }).tickets]
        .map(({ ticket }) => ticket.subject)
        .join('\n')
    expect(subjects(5)).toBe(subjects(5))
    expect(subjects(6)).not.toBe(subjects(5))
  })

  it('has reference data that fits the contract', () => {
    const demo = generateDemo({ tickets: 0, now: tuesdayMorning, seed: 1 })
    demo.agents.forEach((person) => agent.parse(person))
    demo.customers.forEach((company) => customer.parse(company))
    expect(office.parse(demo.office).demo).toBe(true)
  })

  it('repeats hardly any subject among 240 tickets', () => {
    const subjects = demoAt(tuesdayMorning).map(({ ticket }) => ticket.subject)
    expect(new Set(subjects).size).toBeGreaterThan(230)
  })

  it('leaves no slot unfilled', () => {
    for (const demo of demoAt(tuesdayMorning)) expect(JSON.stringify(demo.events)).not.toMatch(/\{[a-z]+\}/)
  })
})
