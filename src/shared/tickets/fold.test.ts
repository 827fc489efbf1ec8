import { describe, expect, it } from 'vitest'
import { contextAt, hour, monday10, mutationOf, received, replyArgs, sanne } from './example'
import { foldPending } from './fold'
import type { Mutation } from './mutations'

const waiting = (...mutations: readonly Mutation[]) => mutations.map((mutation) => ({ mutation }))

const client = { actor: sanne, role: 'agent', knows: contextAt(0).knows } as const

describe('work that waits to be sent', () => {
  it('shows, but an unsent reply stops no clock and counts as nothing seen', () => {
    const base = received()
    const { ticket, events } = foldPending(
      base,
      waiting(mutationOf('reply.send', replyArgs, monday10 + hour)),
      client,
    )
    expect(events.map((event) => event.type)).toEqual(['reply.sent'])
    expect(ticket).toMatchObject({ version: 1, publicReplies: 0, facts: { feedbackAt: null } })
  })
  it('stops no clock for what rests on a reply that has not left: a solution, or a wait whose attempt it is', () => {
    const written = monday10 + hour
    const solve = { resolution: 'Done', occurredAt: written, anyway: false }
    const wait = { kind: 'key-user', reason: 'Asked', occurredAt: written } as const
    const byMail = { ...wait, contactAttempt: { channel: 'email', note: '' } } as const
    const byCall = { ...wait, contactAttempt: { channel: 'telephone', note: '' } } as const
    const behind = (mutation: Mutation) =>
      foldPending(received(), waiting(mutationOf('reply.send', replyArgs), mutation), client)
    for (const resting of [
      mutationOf('ticket.solve', solve, written),
      mutationOf('wait.start', byMail, written),
    ]) {
      const { ticket, events } = behind(resting)
      expect(events).toHaveLength(2)
      expect(ticket).toMatchObject({ status: 'new', openWait: null, facts: { solvedAt: null, waits: [] } })
    }
    expect(behind(mutationOf('wait.start', byCall, written)).ticket?.status).toBe('waiting')
  })
  it('stops no clock for what rests on a reply that waits for its author to decide, and shows that reply as nothing done', () => {
    const written = monday10 + hour
    const contactAttempt = { channel: 'email', note: '' } as const
    const wait = { kind: 'key-user', reason: 'Asked', occurredAt: written, contactAttempt } as const
    const work = [
      { mutation: mutationOf('reply.send', replyArgs), isHeld: true },
      { mutation: mutationOf('wait.start', wait, written) },
    ]
    const { ticket, events } = foldPending(received(), work, client)
    expect(events.map(({ type }) => type)).toEqual(['wait.started'])
    expect(ticket).toMatchObject({ status: 'new', openWait: null, lastContactAttemptAt: null })
  })
  it('stops no clock for a wait whose mail was refused, and goes on with the rest', () => {
    const contactAttempt = { channel: 'email', note: '' } as const
    const wait = { kind: 'key-user', reason: 'Asked', occurredAt: monday10, contactAttempt } as const
    const work = [
      { mutation: mutationOf('reply.send', replyArgs), isRefused: true },
      { mutation: mutationOf('wait.start', wait) },
      { mutation: mutationOf('note.add', { text: 'Called' }) },
    ]
    const { ticket } = foldPending(received(), work, client)
    expect(ticket).toMatchObject({ status: 'new', openWait: null, notes: 1 })
  })
  it('counts nothing of what waits behind it, but a note', () => {
    const work = [
      { mutation: mutationOf('reply.send', replyArgs), isHeld: true },
      { mutation: mutationOf('ticket.close', { reason: 'withdrawn', note: '', anyway: false }) },
      { mutation: mutationOf('note.add', { text: 'Called' }) },
    ]
    const { ticket, events } = foldPending(received(), work, client)
    expect(events.map(({ type }) => type)).toEqual(['ticket.closed', 'note.added'])
    expect(ticket).toMatchObject({ status: 'new', notes: 1, facts: { closedAt: null } })
  })
  it('does not say that the reporter was told that it takes longer before that has left', () => {
    const told = mutationOf('reply.send', { ...replyArgs, purpose: 'overrun' })
    expect(foldPending(received(), waiting(told), client).ticket?.overrunToldAt).toBeNull()
  })
  it('shows what is built on a solution that rests on an unsent reply, and still counts none of it', () => {
    const solve = mutationOf('ticket.solve', { resolution: 'Done', occurredAt: null, anyway: false })
    const close = mutationOf('ticket.close', { reason: 'confirmed', note: '', anyway: false })
    const note = mutationOf('note.add', { text: 'Called' })
    const work = waiting(mutationOf('reply.send', replyArgs), solve, close, note)
    const { ticket, events } = foldPending(received(), work, client)
    expect(events.map(({ type }) => type)).toEqual([
      'reply.sent',
      'ticket.solved',
      'ticket.closed',
      'note.added',
    ])
    expect(ticket).toMatchObject({ status: 'new', notes: 1, facts: { solvedAt: null, closedAt: null } })
  })
  it('shows what was written while the time was not known, and counts it on no clock', () => {
    const call = { channel: 'telephone', note: '' } as const
    const yesterday = monday10 - 24 * hour
    const uncertain = (mutation: Mutation): Mutation => ({
      ...mutation,
      clock: 'uncertain',
      writtenAt: yesterday,
    })
    const work = waiting(
      uncertain(mutationOf('feedback.give', { ...call, occurredAt: yesterday })),
      uncertain(mutationOf('work.start', { occurredAt: yesterday })),
    )
    const { ticket, events } = foldPending(received(), work, client)
    expect(events.map(({ type }) => type)).toEqual(['feedback.given', 'work.started'])
    expect(ticket?.facts).toMatchObject({ feedbackAt: null, workStartedAt: null })
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
    const { ticket, events } = foldPending(null, waiting(create), client)
    expect(ticket).toMatchObject({ number: null, status: 'new', version: 0, preview: 'It fails' })
    expect(events).toHaveLength(2)
  })
  it('leaves out of the picture what would be refused now, without losing the rest', () => {
    const resume = mutationOf('wait.end', { occurredAt: null })
    const note = mutationOf('note.add', { text: 'Called' })
    expect(foldPending(received(), waiting(resume, note), client).ticket?.notes).toBe(1)
  })
})
