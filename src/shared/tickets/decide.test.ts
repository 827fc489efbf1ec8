import { describe, expect, it } from 'vitest'
import { allowedActions } from './actions'
import { decide } from './decide'
import {
  apply,
  contextAt,
  customer,
  eventOf,
  hour,
  joris,
  monday10,
  mutationOf,
  received,
  replyArgs,
} from './example'
import { evolve } from './evolve'
import type { MutationArgs, MutationType } from './mutations'
import type { Ticket } from './ticket'

const at11 = monday10 + hour
const at12 = monday10 + 2 * hour
const telephone = { channel: 'telephone', note: 'no answer' } as const
const wait = (changed: Partial<MutationArgs<'wait.start'>> = {}): MutationArgs<'wait.start'> => ({
  kind: 'key-user',
  reason: 'Asked for the journal entry',
  contactAttempt: { channel: 'email', note: 'asked by e-mail' },
  occurredAt: null,
  ...changed,
})
const answered = (ticket: Ticket = received()): Ticket =>
  apply(ticket, mutationOf('reply.send', replyArgs), contextAt(at11))
const solved = (): Ticket =>
  apply(
    answered(),
    mutationOf('ticket.solve', { resolution: 'Posted', occurredAt: null, anyway: false }),
    contextAt(at12),
  )

function refusal<T extends MutationType>(
  ticket: Ticket | null,
  type: T,
  args: MutationArgs<T>,
  changed = {},
): string {
  const decision = decide(ticket, mutationOf(type, args), contextAt(at12, changed))
  return 'reason' in decision ? `${decision.result}: ${decision.reason.code}` : decision.result
}

describe('feedback', () => {
  it('is the first public reply, at the moment the server sends it', () => {
    expect(answered()).toMatchObject({ status: 'open', publicReplies: 1, facts: { feedbackAt: at11 } })
  })
  it('is not moved by a later reply', () => {
    const again = apply(answered(), mutationOf('reply.send', replyArgs), contextAt(at12))
    expect(again.facts.feedbackAt).toBe(at11)
  })
  it('can be given by telephone and counts from when the person says it happened', () => {
    const told = mutationOf('feedback.give', { channel: 'telephone', note: 'called', occurredAt: at11 })
    expect(apply(received(), told, contextAt(at12)).facts.feedbackAt).toBe(at11)
  })
})

describe('what rests on a reply that had not left', () => {
  const minute = 60_000
  const written = at11
  const left = at11 + 6 * minute
  const replyLeft = eventOf(
    { type: 'reply.sent', purpose: 'reply', reachesCustomer: true, message: message() },
    left,
    2,
  )
  const told = evolve(received(), replyLeft)
  const since = [replyLeft]

  it('happens when that reply left, and keeps its own time beside it', () => {
    const solve = mutationOf('ticket.solve', { resolution: 'Done', occurredAt: written, anyway: false })
    const decision = decide(told, solve, contextAt(left + minute, { since }))
    expect(decision).toMatchObject({ result: 'applied', events: [{ at: left, saidAt: written }] })
  })
  it('is the wait whose attempt was that mail, and not one whose attempt was a call', () => {
    const byMail = mutationOf('wait.start', wait({ occurredAt: written }))
    expect(decide(told, byMail, contextAt(left + minute, { since }))).toMatchObject({
      events: [{ at: left, saidAt: written }],
    })
    const byCall = mutationOf('wait.start', wait({ contactAttempt: telephone, occurredAt: written }))
    expect(decide(told, byCall, contextAt(left + minute, { since }))).toMatchObject({
      events: [{ at: written }],
    })
  })
  it('is nothing that a colleague replied', () => {
    const colleague = evolve(received(), { ...replyLeft, actor: joris })
    const args = { resolution: 'Done', occurredAt: written, anyway: true }
    expect(
      decide(
        colleague,
        mutationOf('ticket.solve', args),
        contextAt(at12, { since: [{ ...replyLeft, actor: joris }] }),
      ),
    ).toMatchObject({ result: 'rejected', reason: { code: 'before-feedback' } })
  })
})

describe('who a reply reaches', () => {
  const toSupplier = { ...replyArgs, to: ['support@odoo.example'] }
  it('is feedback only with the reporter or a key user in To or Cc', () => {
    const sent = (args: MutationArgs<'reply.send'>, keyUser = false) =>
      apply(
        received(),
        mutationOf('reply.send', args),
        contextAt(at11, { knows: { ...contextAt(at11).knows, keyUser: () => keyUser } }),
      ).facts.feedbackAt
    expect(sent(toSupplier)).toBeNull()
    expect(sent({ ...toSupplier, cc: ['PIET@vandijk.example'] })).toBe(at11)
    expect(sent(toSupplier, true)).toBe(at11)
  })
  it('is no feedback to rest a solution on', () => {
    const supplied = apply(received(), mutationOf('reply.send', toSupplier), contextAt(at11))
    expect(refusal(supplied, 'ticket.solve', { resolution: '', occurredAt: null, anyway: false })).toBe(
      'rejected: feedback-first',
    )
  })
})

describe('waiting', () => {
  it('opens a wait, and resuming ends it and gives the status back', () => {
    const waiting = apply(answered(), mutationOf('wait.start', wait()), contextAt(at12))
    expect(waiting).toMatchObject({ status: 'waiting', lastContactAttemptAt: at12 })
    const resumed = apply(waiting, mutationOf('wait.end', { occurredAt: null }), contextAt(at12 + hour))
    expect(resumed).toMatchObject({ status: 'open', openWait: null })
    expect(resumed.facts.waits).toEqual([{ kind: 'key-user', from: at12, to: at12 + hour }])
  })
  it('for the key user needs a contact attempt, for high priority one by telephone', () => {
    expect(refusal(answered(), 'wait.start', wait({ contactAttempt: null }))).toBe(
      'rejected: contact-attempt-required',
    )
    const urgent = received({ priority: 'high' })
    expect(refusal(urgent, 'wait.start', wait())).toBe('rejected: telephone-required')
    expect(refusal(urgent, 'wait.start', wait({ contactAttempt: telephone }))).toBe('applied')
  })
  it('for an external party needs none, and switching the party keeps both waits apart', () => {
    const external = apply(
      answered(),
      mutationOf('wait.start', wait({ kind: 'external', contactAttempt: null })),
      contextAt(at11),
    )
    const switched = apply(external, mutationOf('wait.start', wait()), contextAt(at12))
    expect(switched.facts.waits).toEqual([
      { kind: 'external', from: at11, to: at12 },
      { kind: 'key-user', from: at12, to: null },
    ])
  })
})

describe('solving, reopening and closing', () => {
  it('refuses a solution before any feedback, but not when the reply is only unsent', () => {
    const args = { resolution: 'Done', occurredAt: null, anyway: false }
    expect(refusal(received(), 'ticket.solve', args)).toBe('rejected: feedback-first')
    expect(refusal(received(), 'ticket.solve', args, { unsentReply: true })).toBe('applied')
  })
  it('keeps the time between solved and reopened as a wait', () => {
    const reopened = apply(solved(), mutationOf('ticket.reopen', { reason: 'Again' }), contextAt(at12 + hour))
    expect(reopened).toMatchObject({ status: 'open', facts: { solvedAt: null, closedAt: null } })
    expect(reopened.facts.waits).toEqual([{ kind: 'solved', from: at12, to: at12 + hour }])
  })
  it('lets only a solved ticket be confirmed, and no-contact only after the term', () => {
    expect(refusal(answered(), 'ticket.close', { reason: 'confirmed', note: '', anyway: false })).toBe(
      'rejected: not-solved',
    )
    const waiting = apply(answered(), mutationOf('wait.start', wait()), contextAt(at12))
    const noContact = { reason: 'no-contact', note: '', anyway: false } as const
    expect(refusal(waiting, 'ticket.close', noContact)).toBe('rejected: contact-term-running')
    expect(refusal(waiting, 'ticket.close', noContact, { termOver: () => true })).toBe('applied')
    const unconfirmed = { reason: 'unconfirmed', note: '', anyway: false } as const
    expect(refusal(solved(), 'ticket.close', unconfirmed)).toBe('rejected: confirmation-term-running')
    expect(refusal(solved(), 'ticket.close', unconfirmed, { termOver: () => true })).toBe('applied')
  })
  it('is not closed for want of contact when nobody is waited for, or the customer was heard since', () => {
    const noContact = { reason: 'no-contact', note: '', anyway: false } as const
    const over = { termOver: () => true }
    const waiting = apply(answered(), mutationOf('wait.start', wait()), contextAt(at12))
    const resumed = apply(waiting, mutationOf('wait.end', { occurredAt: null }), contextAt(at12 + hour))
    expect(refusal(resumed, 'ticket.close', noContact, over)).toBe('rejected: no-silence')
    const heard = evolve(
      waiting,
      eventOf({ type: 'message.received', message: message() }, at12 + 1, waiting.version + 1, customer),
    )
    expect(refusal(heard, 'ticket.close', noContact, over)).toBe('rejected: no-silence')
    const machine = evolve(
      waiting,
      eventOf(
        { type: 'message.received', message: message(), author: 'machine' },
        at12 + 1,
        waiting.version + 1,
        customer,
      ),
    )
    expect(refusal(machine, 'ticket.close', noContact, over)).toBe('applied')
  })
  it('ends an escalation with the ticket', () => {
    const escalated = apply(
      answered(),
      mutationOf('ticket.escalate', { level: 1, reason: 'Not content' }),
      contextAt(at12),
    )
    const closed = apply(
      escalated,
      mutationOf('ticket.close', { reason: 'withdrawn', note: '', anyway: false }),
      contextAt(at12),
    )
    expect(closed).toMatchObject({ status: 'closed', escalation: null })
  })
  it('offers on a closed ticket only what a closed ticket allows', () => {
    const closed = apply(
      solved(),
      mutationOf('ticket.close', { reason: 'confirmed', note: '', anyway: false }),
      contextAt(at12),
    )
    expect(allowedActions(closed, 'agent')).toEqual([
      'ticket.edit',
      'note.add',
      'ticket.reopen',
      'recording.add',
    ])
  })
})

describe('a fact of before a closing that its author had not seen', () => {
  const closing = eventOf({ type: 'ticket.closed', reason: 'withdrawn', note: '' }, at12, 3, joris)
  const closed = (): Ticket => evolve(answered(), closing)
  const day = 24 * hour
  const early = monday10 + 90 * 60_000
  const solution = (occurredAt: number) => ({ resolution: 'Posted', occurredAt, anyway: true })
  const waiting = (occurredAt: number) => wait({ kind: 'external', contactAttempt: null, occurredAt })
  const later = { now: at12 + day, since: [closing] }

  it('is entered, and what was reported before stands in the revisions', () => {
    expect(refusal(closed(), 'ticket.solve', solution(early), later)).toBe('applied')
    expect(refusal(closed(), 'wait.start', waiting(early), later)).toBe('applied')
    for (const mutation of [
      mutationOf('ticket.solve', solution(early)),
      mutationOf('wait.start', waiting(early)),
    ]) {
      const decision = decide(closed(), mutation, contextAt(at12, later))
      const [event] = 'events' in decision ? decision.events : []
      const written = { ...eventOf(event?.body as never, early, 4), recordedAt: later.now }
      const after = evolve(closed(), written)
      expect(after).toMatchObject({ status: 'closed', openWait: null, facts: { closedAt: at12 } })
      expect(after.facts.revisions).toMatchObject([{ at: later.now, before: { closedAt: at12, waits: [] } }])
    }
  })
  it('is refused when it happened since the closing, or when its author had seen the closing', () => {
    const note = eventOf({ type: 'note.added', text: 'For us' }, at12 + 2 * hour, 4, joris)
    const since = [closing, note]
    expect(refusal(closed(), 'ticket.solve', solution(at12 + hour), { ...later, since })).toBe(
      'rejected: ticket-closed',
    )
    expect(refusal(closed(), 'wait.start', waiting(at12), { ...later, since })).toBe(
      'rejected: ticket-closed',
    )
    expect(refusal(closed(), 'ticket.solve', solution(early), { ...later, since: [note] })).toBe(
      'rejected: ticket-closed',
    )
  })
  it('is refused from an agent after a month, and taken from a senior', () => {
    const muchLater = { ...later, now: early + 31 * day + 1 }
    expect(refusal(closed(), 'ticket.solve', solution(early), muchLater)).toBe('rejected: ticket-closed')
    expect(refusal(closed(), 'ticket.solve', solution(early), { ...muchLater, role: 'senior' })).toBe(
      'applied',
    )
    expect(refusal(closed(), 'ticket.solve', solution(early), { ...muchLater, now: early + 31 * day })).toBe(
      'applied',
    )
  })
})

describe('stale intent', () => {
  const newerMessage = eventOf({ type: 'message.received', message: message() }, at11, 2, customer)
  const colleague = eventOf({ type: 'reply.sent', purpose: 'reply', message: message() }, at11, 2, joris)
  const own = eventOf({ type: 'reply.sent', purpose: 'reply', message: message() }, at11, 2)

  it('holds a reply, a solution and a close when the customer wrote meanwhile', () => {
    const since = [newerMessage]
    expect(refusal(answered(), 'reply.send', replyArgs, { since })).toBe('held: newer-message')
    expect(
      refusal(answered(), 'ticket.solve', { resolution: '', occurredAt: null, anyway: false }, { since }),
    ).toBe('held: newer-message')
    expect(
      refusal(solved(), 'ticket.close', { reason: 'confirmed', note: '', anyway: false }, { since }),
    ).toBe('held: newer-message')
  })
  it("holds it when a colleague replied, but not for the author's own earlier reply", () => {
    expect(refusal(answered(), 'reply.send', replyArgs, { since: [colleague] })).toBe(
      'held: colleague-replied',
    )
    expect(refusal(answered(), 'reply.send', replyArgs, { since: [own] })).toBe('applied')
  })
  it("takes the notice of a closing for nobody's reply", () => {
    const notice = eventOf({ type: 'reply.sent', purpose: 'notice', message: message() }, at11, 3, joris)
    const closing = eventOf({ type: 'ticket.closed', reason: 'no-contact', note: '' }, at11, 2, joris)
    expect(refusal(answered(), 'reply.send', replyArgs, { since: [closing, notice] })).toBe(
      'held: closed-meanwhile',
    )
  })
  it('does not ask again about what a restored server may have had', () => {
    const again = { since: [newerMessage, colleague], again: true }
    expect(refusal(answered(), 'reply.send', replyArgs, again)).toBe('applied')
  })
  it('lets a person send it anyway, and never holds a note', () => {
    const since = [newerMessage, colleague]
    expect(refusal(answered(), 'reply.send', { ...replyArgs, anyway: true }, { since })).toBe('applied')
    expect(refusal(answered(), 'note.add', { text: 'For us' }, { since })).toBe('applied')
  })
})

describe('escalation', () => {
  it('starts with a partner, then the Managing Partner, and only seniors end it', () => {
    const level = (n: 1 | 2) => ({ level: n, reason: 'Not content' })
    expect(refusal(answered(), 'ticket.escalate', level(2))).toBe('rejected: level-1-first')
    const escalated = apply(answered(), mutationOf('ticket.escalate', level(1)), contextAt(at12))
    expect(escalated.escalation).toEqual({ level: 1, at: at12, reason: 'Not content' })
    expect(refusal(escalated, 'ticket.escalate', level(1))).toBe('rejected: already-escalated')
    expect(refusal(escalated, 'ticket.escalate', level(2))).toBe('applied')
    expect(refusal(escalated, 'escalation.end', { note: '' })).toBe('rejected: not-allowed')
    expect(refusal(escalated, 'escalation.end', { note: '' }, { role: 'senior' })).toBe('applied')
  })
})

describe('the last contact attempt', () => {
  it('is the latest by when it happened, whatever was written down last', () => {
    const attempt = (at: number) => mutationOf('contact.log', { attempt: telephone, occurredAt: at })
    const late = apply(answered(), attempt(at12), contextAt(at12))
    expect(apply(late, attempt(at11), contextAt(at12 + hour)).lastContactAttemptAt).toBe(at12)
  })
  it('is a reply that reaches the customer', () => {
    const waiting = apply(answered(), mutationOf('wait.start', wait()), contextAt(at12))
    const asked = apply(waiting, mutationOf('reply.send', replyArgs), contextAt(at12 + hour))
    expect(asked.lastContactAttemptAt).toBe(at12 + hour)
    const supplied = apply(
      waiting,
      mutationOf('reply.send', { ...replyArgs, to: ['support@odoo.example'] }),
      contextAt(at12 + hour),
    )
    expect(supplied.lastContactAttemptAt).toBe(at12)
  })
})

describe('folding', () => {
  it('a priority keeps its history, for what was missed under the old one stays on record', () => {
    const low = received({ priority: 'low' })
    const edit = {
      changes: [{ field: 'priority', from: 'low', to: 'high' }],
    } satisfies MutationArgs<'ticket.edit'>
    expect(apply(low, mutationOf('ticket.edit', edit), contextAt(at12)).facts.priorities).toEqual([
      { priority: 'low', from: monday10 },
      { priority: 'high', from: at12 },
    ])
  })
  it('a system notice is no feedback', () => {
    const noticed = evolve(
      received(),
      eventOf({ type: 'reply.sent', purpose: 'notice', message: message() }, at11, 2),
    )
    expect(noticed.facts.feedbackAt).toBeNull()
  })
  it('answers a ticket that is not there, or was there already, with a code', () => {
    expect(refusal(null, 'note.add', { text: 'x' })).toBe('rejected: no-ticket')
  })
})

function message() {
  const someone = { name: 'Piet', email: 'piet@vandijk.example' }
  return {
    text: 'Hello',
    html: null,
    from: someone,
    to: [],
    cc: [],
    subject: '',
    messageId: null,
    attachments: [],
  }
}

it('a reply that was written long before it left says both, and one that left at once does not', () => {
  const reply = mutationOf('reply.send', replyArgs, at11)
  expect(decide(received(), reply, contextAt(at12))).toMatchObject({ events: [{ at: at12, saidAt: at11 }] })
  const atOnce = decide(received(), reply, contextAt(at11 + 60_000))
  expect(atOnce).toMatchObject({ result: 'applied', events: [{ at: at11 + 60_000 }] })
  expect('events' in atOnce && atOnce.events[0]).not.toHaveProperty('saidAt')
  const guessed = decide(received(), { ...reply, clock: 'uncertain' }, contextAt(at12))
  expect('events' in guessed && guessed.events[0]).not.toHaveProperty('saidAt')
  // A clock that runs ahead says nothing of the past.
  expect(decide(received(), reply, contextAt(monday10))).toMatchObject({ events: [{ at: monday10 }] })
})
