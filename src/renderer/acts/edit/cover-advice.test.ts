import { describe, expect, it } from 'vitest'
import type { Customer } from '../../../shared/tickets/people'
import { coverAdvice } from './cover-advice'

const customer = (functional: boolean): Customer => ({
  id: '0190b0a0-0000-7000-8000-000000000001',
  name: 'Van Dijk BV',
  email: 'vandijk@example.nl',
  language: 'nl',
  agreement: {
    version: '20230224',
    functional,
    migration: false,
    hoursPerMonth: 10,
    startedOn: '2024-01-01',
  },
  keyUsers: [],
  active: true,
})

describe('what the agreement says of a type of work', () => {
  it.each([
    ['application', true, 'covered', 'triage'],
    ['functional', true, 'covered', 'cover-functional'],
    ['functional', false, 'actual-hours', 'cover-functional'],
    ['rfc', true, 'after-approval', 'cover-rfc'],
    ['migration', true, 'own-agreement', 'cover-migration'],
  ] as const)('%s with functional support %s is %s by %s', (type, functional, verdict, clause) => {
    expect(coverAdvice(type, customer(functional))).toEqual({ verdict, clause })
  })
})
