import { describe, expect, it } from 'vitest'
import { contextAt, hour, monday10, mutationOf, received, replyArgs, sanne } from './example'
import { foldPending } from './fold'

const client = { actor: sanne, role: 'agent', knows: contextAt(0).knows } as const

describe('work that waits to be sent', () => {
  it('shows, but an unsent reply stops no clock and counts as nothing seen', () => {
    const base = received()
    const { ticket, events } = foldPending(
      base,
      [mutationOf('reply.send', replyArgs, monday10 + hour)],
      client,
    )
    expect(events.map((event) => event.type)).toEqual(['reply.sent'])
    expect(ticket).toMatchObject({ version: 1, publicReplies: 0, facts: { feedbackAt: null } })
  })
  it('lets the ticket be solved after a reply that is still unsent', () => {
    const solve = mutationOf(
      'ticket.solve',
      { resolution: 'Done', occurredAt: monday10 + hour, anyway: false },
      monday10 + hour,
    )
    expect(foldPending(received(), [mutationOf('reply.send', replyArgs), solve], client).ticket?.status).toBe(
      'solved',
    )
  })
  it('shows a ticket that was made offline, still without a number', () => {
    const { type, priority, cover, subject, customerId, reporter, language, teamId, assigneeId } = received()
    const fields = { type, priority, cover, subject, customerId, reporter, language, teamId, assigneeId }
    const create = mutationOf('ticket.create', {
      channel: 'telephone',
      fields,
      text: 'It fails',
      occurredAt: null,
    })
    const { ticket, events } = foldPending(null, [create], client)
    expect(ticket).toMatchObject({ number: null, status: 'new', version: 0, preview: 'It fails' })
    expect(events).toHaveLength(2)
  })
  it('leaves out of the picture what would be refused now, without losing the rest', () => {
    const resume = mutationOf('wait.end', { occurredAt: null })
    const note = mutationOf('note.add', { text: 'Called' })
    expect(foldPending(received(), [resume, note], client).ticket?.notes).toBe(1)
  })
})
