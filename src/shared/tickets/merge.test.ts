import { describe, expect, it } from 'vitest'
import { decide } from './decide'
import { contextAt, joris, monday10, mutationOf, received, sanne } from './example'
import type { FieldName } from './fields'
import type { Ticket } from './ticket'

const edit = (ticket: Ticket, ...changes: { field: FieldName; from: unknown; to: unknown }[]) =>
  decide(ticket, mutationOf('ticket.edit', { changes }), contextAt(monday10))

describe('merging field edits', () => {
  it('applies a field that nobody touched since', () => {
    expect(edit(received(), { field: 'assigneeId', from: null, to: sanne.id })).toMatchObject({
      result: 'applied',
      events: [{ body: { changes: [{ field: 'assigneeId', from: null, to: sanne.id }], overruled: [] } }],
    })
  })
  it("keeps a colleague's value and puts the author's in the history, field by field", () => {
    const taken = received({ assigneeId: joris.id })
    const both = edit(
      taken,
      { field: 'assigneeId', from: null, to: sanne.id },
      { field: 'type', from: null, to: 'rfc' },
    )
    expect(both).toMatchObject({
      result: 'merged',
      events: [
        {
          body: {
            changes: [{ field: 'type', from: null, to: 'rfc' }],
            overruled: [{ field: 'assigneeId', from: joris.id, to: sanne.id }],
          },
        },
      ],
    })
  })
  it('does nothing when the value already stands, whoever set it', () => {
    expect(edit(received({ type: 'rfc' }), { field: 'type', from: null, to: 'rfc' })).toEqual({
      result: 'applied',
      events: [],
    })
  })
  it('compares objects by content, whatever the order of their keys', () => {
    const cover = { verdict: 'covered', clause: 'Support Types' } as const
    const ticket = received({ cover })
    const seen = { clause: cover.clause, verdict: cover.verdict }
    expect(
      edit(ticket, { field: 'cover', from: seen, to: { verdict: 'actual-hours', clause: 'x' } }).result,
    ).toBe('applied')
  })
  it.each([
    ['priority', 'urgent', 'invalid-field'],
    ['priority', null, 'priority-required'],
    ['subject', '  ', 'subject-required'],
    ['assigneeId', 'nobody', 'invalid-field'],
  ] as const)('refuses %s = %j', (field, to, code) => {
    const ticket = received({ priority: 'low' })
    expect(edit(ticket, { field, from: ticket[field], to })).toMatchObject({
      result: 'rejected',
      reason: { code },
    })
  })
})
