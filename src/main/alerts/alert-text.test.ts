import { describe, expect, it } from 'vitest'
import type { Alert } from '../../shared/alerts/alert'
import { groupText, singleText, viewOfAlerts } from './alert-text'
import type { AlertMoment } from './alert-text'

const minute = 60_000
const nine = Date.UTC(2026, 1, 9, 8)
const alert: Alert = {
  rule: 'response',
  ticketId: '018f0000-0000-7000-8000-000000000001',
  ticketNumber: 1042,
  subject: 'Invoices stay in draft',
  customer: 'Van Dijk BV',
  clock: 'response',
  leadMinutes: 15,
  at: nine,
  due: nine + 15 * minute,
}
const moment = (now: number, language: 'nl' | 'en' = 'en'): AlertMoment => ({
  openIntervals: [[nine - 30 * minute, nine + 480 * minute]],
  now,
  language,
  timeZone: 'Europe/Amsterdam',
})

describe('what a notification says', () => {
  it('is the ticket, the clock and the time left, with subject, customer and the moment below', () => {
    expect(singleText(alert, moment(nine))).toEqual({
      title: '#1042 · Response due in 15 min',
      body: 'Invoices stay in draft\nVan Dijk BV · due 09:15',
    })
  })

  it('is Dutch for those who work in Dutch', () => {
    expect(singleText(alert, moment(nine, 'nl'))).toEqual({
      title: '#1042 · Reactie over 15 min',
      body: 'Invoices stay in draft\nVan Dijk BV · uiterlijk 09:15',
    })
  })

  it('says that a deadline is missed, and by how much', () => {
    expect(singleText(alert, moment(nine + 80 * minute)).title).toBe('#1042 · Response missed by 1 h 5 min')
    expect(singleText(alert, moment(alert.due)).title).toBe('#1042 · Response due now')
  })

  it('counts office time only: what is due tomorrow morning is near', () => {
    const tomorrow = { ...alert, due: nine + 24 * 60 * minute }
    const open: AlertMoment = {
      ...moment(nine + 470 * minute),
      openIntervals: [
        [nine - 30 * minute, nine + 480 * minute],
        [nine + (24 * 60 - 30) * minute, nine + (24 * 60 + 480) * minute],
      ],
    }
    expect(singleText(tomorrow, open)).toMatchObject({
      title: '#1042 · Response due in 40 min',
      body: 'Invoices stay in draft\nVan Dijk BV · due Tue 09:00',
    })
  })

  it('names the most urgent of several', () => {
    const other = { ...alert, ticketNumber: null }
    expect(groupText([alert, other, other, other], moment(nine))).toEqual({
      title: '4 deadlines need you',
      body: '#1042 · Response due in 15 min\nInvoices stay in draft, and 3 more',
    })
    expect(groupText([alert, other], moment(nine, 'nl')).title).toBe('2 deadlines vragen je aandacht')
  })

  it('does not invent a number for a ticket that has none yet', () => {
    expect(singleText({ ...alert, ticketNumber: null }, moment(nine, 'nl')).title).toBe(
      'Nieuw ticket · Reactie over 15 min',
    )
  })

  it('leaves out what is not known with its sign', () => {
    expect(singleText({ ...alert, customer: '' }, moment(nine)).body).toBe(
      'Invoices stay in draft\ndue 09:15',
    )
    expect(singleText({ ...alert, customer: '', subject: '' }, moment(nine)).body).toBe('due 09:15')
    expect(groupText([{ ...alert, subject: '' }, alert], moment(nine)).body).toBe(
      '#1042 · Response due in 15 min\nand 1 more',
    )
  })

  it('says that it is of high priority, under the name of the clock that runs', () => {
    const urgent = { ...alert, rule: 'urgent', leadMinutes: 0 }
    expect(singleText(urgent, moment(nine)).title).toBe('#1042 · High priority · Response due in 15 min')
    expect(singleText(urgent, moment(nine, 'nl')).title).toBe('#1042 · Hoge prioriteit · Reactie over 15 min')
  })

  it('says that the reply which would stop the clock waits on this device', () => {
    expect(singleText({ ...alert, replyWaits: true }, moment(nine)).body).toBe(
      'Invoices stay in draft\nVan Dijk BV · due 09:15\nyour reply waits on this device: connect',
    )
    expect(singleText({ ...alert, replyWaits: true }, moment(nine, 'nl')).body).toContain(
      '\nje antwoord wacht op dit apparaat: maak verbinding',
    )
  })

  it('says in whose place it rings', () => {
    expect(singleText({ ...alert, absentOwner: 'Sanne de Wit' }, moment(nine)).body).toBe(
      'Invoices stay in draft\nVan Dijk BV · due 09:15 · Sanne de Wit is away',
    )
  })

  it('says when a ticket closes by itself, and what rings without a clock by its subject alone', () => {
    const closing = { ...alert, rule: 'auto-close', clock: 'auto-close', due: nine + 24 * 60 * minute }
    expect(singleText(closing, moment(nine))).toEqual({
      title: '#1042 · closes by itself Tue 09:00',
      body: 'Invoices stay in draft\nVan Dijk BV',
    })
    const mailbox = {
      ...alert,
      rule: 'mailbox',
      clock: 'mailbox',
      ticketId: null,
      ticketNumber: null,
      customer: '',
    }
    expect(singleText(mailbox, moment(nine))).toEqual({ title: 'Invoices stay in draft', body: '' })
    expect(viewOfAlerts([mailbox])).toBeNull()
  })

  it('is in the system’s time where the office’s zone is not known here', () => {
    expect(singleText(alert, { ...moment(nine), timeZone: 'Mars/Olympus' }).body).toMatch(/due \d\d:15$/)
  })
})
