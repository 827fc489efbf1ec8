import { expect, it } from 'vitest'
import { hour, joris, monday10, received, sanne, ticketId, uuidOf } from './example'
import { stampEvents } from './stamp'

it('puts what happened next in the log, each with the version after the one before, and folds it', () => {
  const ticket = received()
  const log = { ticketId, ticket, mutationId: uuidOf(7), recordedAt: monday10 + 2 * hour }
  const { ticket: after, events } = stampEvents(log, [
    { id: uuidOf(8), at: monday10 + hour, saidAt: monday10, actor: sanne, body: { type: 'work.started' } },
    { id: uuidOf(9), at: monday10 + 2 * hour, actor: joris, body: { type: 'note.added', text: 'Seen' } },
  ])
  expect(events).toEqual([
    expect.objectContaining({
      version: 2,
      at: monday10 + hour,
      saidAt: monday10,
      actor: sanne,
      type: 'work.started',
    }),
    expect.objectContaining({ version: 3, recordedAt: log.recordedAt, mutationId: uuidOf(7), text: 'Seen' }),
  ])
  expect(events[1]).not.toHaveProperty('saidAt')
  expect(after).toMatchObject({ version: 3, notes: 1, facts: { workStartedAt: monday10 + hour } })
})

it('makes no ticket of nothing', () => {
  expect(() => stampEvents({ ticketId, ticket: null, mutationId: null, recordedAt: monday10 }, [])).toThrow(
    ticketId,
  )
})
