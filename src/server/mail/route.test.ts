import { describe, expect, it } from 'vitest'
import { received } from '../../shared/tickets/example'
import { belongsTo } from './route'

describe('who may write on a ticket by naming its number', () => {
  const noCustomers: Parameters<typeof belongsTo>[1] = []
  const reportedBy = (email: string) =>
    received({ customerId: null, reporter: { name: 'Jan', email, keyUserId: null } })

  it('is its reporter, however the address is written', () => {
    const sender = { name: '', email: 'Jan@Bakker.example' }
    expect(belongsTo(reportedBy('jan@bakker.example'), noCustomers, sender)).toBe(true)
  })

  it('is nobody without an address, also where the reporter has none', () => {
    expect(belongsTo(reportedBy(''), noCustomers, { name: '', email: '' })).toBe(false)
  })
})
