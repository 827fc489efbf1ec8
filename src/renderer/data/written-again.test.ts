import { describe, expect, it } from 'vitest'
import { mutationOf, uuidOf } from '../../shared/tickets/example'
import type { MutationArgs } from '../../shared/tickets/mutations'
import { formOf, unknownCustomer, writtenIn } from './written-again'

const never = (): string => ''
const closing = (note: string): MutationArgs<'ticket.close'> => ({ reason: 'confirmed', note, anyway: false })
const created = (customerId: string | null): MutationArgs<'ticket.create'> => ({
  channel: 'telephone',
  fields: {
    subject: 'Till',
    customerId,
    reporter: { name: 'Jan', email: '', keyUserId: null },
    language: 'nl',
    teamId: null,
    assigneeId: null,
    type: null,
    priority: null,
    cover: null,
  },
  text: 'Does not start',
  occurredAt: null,
})

describe('work that its author writes on', () => {
  it('is none where only a reason was chosen from a list', () => {
    expect(writtenIn(mutationOf('ticket.close', closing(' ')))).toBeNull()
    expect(formOf(mutationOf('ticket.close', closing('')), never)).toBeNull()
    expect(writtenIn(mutationOf('ticket.close', closing('She called')))).toEqual({ dialog: 'close' })
  })

  it('of a new ticket has the customer as it was chosen: one, or on purpose none', () => {
    const customerOf = (id: string | null) =>
      formOf(mutationOf('ticket.create', created(id)), never)?.values.customerId
    expect([customerOf(uuidOf(50)), customerOf(null)]).toEqual([uuidOf(50), unknownCustomer])
  })

  it('of a subject has what it was typed over, so that a colleague’s correction is not written over', () => {
    const changes = [{ field: 'subject', from: 'Printer', to: 'Printer is silent' } as const]
    expect(formOf(mutationOf('ticket.edit', { changes }), never)).toMatchObject({
      dialog: 'subject',
      values: { text: 'Printer is silent', over: 'Printer' },
    })
  })
})
