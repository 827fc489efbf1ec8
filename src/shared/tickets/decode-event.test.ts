import { describe, expect, it } from 'vitest'
import { decodeEvent, decodeEvents } from './decode-event'
import type { TicketEvent } from './events'
import { evolve, evolveAll } from './evolve'
import { contextAt, eventOf, hour, monday10, mutationOf, received, sanne, ticketId, uuidOf } from './example'
import { decide } from './decide'

const frame = {
  id: uuidOf(7),
  ticketId,
  version: 2,
  at: monday10 + hour,
  recordedAt: monday10 + hour,
  actor: sanne,
  mutationId: null,
}
const unknownType = { ...frame, type: 'ticket.merged', into: uuidOf(101), why: { twice: true } }

const read = (json: unknown): TicketEvent => {
  const event = decodeEvent(json)
  if (!event) throw new Error('no event')
  return event
}

describe('an event as this version reads it', () => {
  it('is what came, with the fields that this version does not know', () => {
    const note = { ...frame, type: 'note.added', text: 'Seen', mood: 'calm', actor: { ...sanne, team: 'A' } }
    expect(decodeEvent(note)).toBe(note)
  })

  it.each([
    ['of a type that it does not know', unknownType],
    [
      'of a known type with a value that it does not know',
      { ...frame, type: 'ticket.closed', reason: 'moved', note: '' },
    ],
    ['of a known type that lacks what it has here', { ...frame, type: 'reply.sent', purpose: 'reply' }],
    [
      'by an actor of a kind that it does not know',
      { ...frame, type: 'work.started', actor: { kind: 'robot', id: 'r2', name: 'R2' } },
    ],
    [
      'that gives a field a value that it does not know',
      {
        ...frame,
        type: 'fields.changed',
        changes: [{ field: 'priority', from: null, to: 'critical' }],
        overruled: [],
      },
    ],
    [
      'that changes a field that it does not know',
      {
        ...frame,
        type: 'fields.changed',
        changes: [{ field: 'mood', from: null, to: 'calm' }],
        overruled: [],
      },
    ],
  ])('is kept as it came when it is one %s', (_, json) => {
    const { id, version, at, recordedAt } = frame
    expect(decodeEvent(json)).toMatchObject({
      type: 'unknown',
      id,
      ticketId,
      version,
      at,
      recordedAt,
      original: json,
    })
    expect((decodeEvent(json) as { original: unknown }).original).toBe(json)
  })

  it.each([
    ['nothing', null],
    ['no object', 'note.added'],
    ['without an id', { ...unknownType, id: undefined }],
    ['without a version', { ...unknownType, version: 0 }],
    ['without a time', { ...unknownType, at: 'yesterday' }],
    ['without a type', { ...unknownType, type: undefined }],
  ])('is damage when it is %s', (_, json) => {
    expect(decodeEvent(json)).toBeNull()
    const note = { ...frame, id: uuidOf(8), version: 4, type: 'note.added', text: 'After it' }
    expect(decodeEvents([unknownType, json, note], ticketId)).toMatchObject([
      { type: 'unknown', version: 2 },
      { type: 'unknown', version: 3, at: frame.recordedAt, isDamaged: true },
      { type: 'note.added', version: 4 },
    ])
  })
})

describe('a ticket on which a newer version did something', () => {
  it('counts it, and is otherwise what it was', () => {
    const before = received()
    const after = evolve(before, read(unknownType))
    expect(after).toEqual({ ...before, version: 2, updatedAt: monday10 + hour, unknownEvents: 1 })
  })

  it('keeps what a newer version folded into it', () => {
    const folded = { ...received(), sentiment: 'calm', facts: { ...received().facts, pausedAt: 5 } }
    const started = eventOf({ type: 'work.started' }, monday10 + hour, 2)
    expect(evolve(folded, started)).toMatchObject({
      sentiment: 'calm',
      facts: { pausedAt: 5, workStartedAt: monday10 + hour },
    })
  })

  it('can be worked on', () => {
    const ticket = evolve(received(), read(unknownType))
    const note = mutationOf('note.add', { text: 'I saw it' })
    expect(decide(ticket, note, contextAt(monday10 + hour, { since: [read(unknownType)] }))).toMatchObject({
      result: 'applied',
    })
  })

  it('exists even when its first event cannot be read, with what can be', () => {
    const fields = { subject: 'From the chat', language: 'fr', priority: 'high', mood: 'calm' }
    const json = {
      ...frame,
      version: 1,
      type: 'ticket.created',
      number: 1042,
      channel: 'chat',
      fields,
      attention: null,
    }
    expect(evolveAll([read(json)])).toMatchObject({
      id: ticketId,
      number: 1042,
      version: 1,
      subject: 'From the chat',
      language: 'nl',
      priority: 'high',
      unknownEvents: 1,
    })
    expect(evolveAll([read({ ...frame, version: 1, type: 'ticket.imported' })])).toMatchObject({
      number: null,
      version: 1,
    })
    expect(evolveAll([read(json)])).not.toHaveProperty('mood')
  })
})
