import { describe, expect, it } from 'vitest'
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
  sanne,
} from './example'
import type { EventBody, TicketEvent } from './events'
import { evolve } from './evolve'
import type { Mutation, MutationArgs } from './mutations'
import { ticketActs } from './acts'
import { findAct } from './acts/find'
import { heldBecause } from './since'
import type { Ticket } from './ticket'

const minute = 60_000
/** When the one was written offline, and when the other happened meanwhile. */
const [early, late, arrival] = [monday10 + 3 * hour, monday10 + 3 * hour + 5 * minute, monday10 + 4 * hour]

const call = { channel: 'telephone', note: '' } as const
const waitFor = (kind: 'key-user' | 'external', occurredAt: number | null): MutationArgs<'wait.start'> => ({
  kind,
  reason: 'Asked',
  contactAttempt: kind === 'key-user' ? call : null,
  occurredAt,
})

/** What a person does, at a time that they say. */
const acts: Readonly<Record<string, (at: number) => Mutation>> = {
  'feedback by telephone': (at) => mutationOf('feedback.give', { ...call, occurredAt: at }),
  'start of work': (at) => mutationOf('work.start', { occurredAt: at }),
  'wait for the key user': (at) => mutationOf('wait.start', waitFor('key-user', at)),
  'wait for a supplier': (at) => mutationOf('wait.start', waitFor('external', at)),
  'contact attempt': (at) => mutationOf('contact.log', { attempt: call, occurredAt: at }),
  resumption: (at) => mutationOf('wait.end', { occurredAt: at }),
  solution: (at) => mutationOf('ticket.solve', { resolution: 'Done', occurredAt: at, anyway: false }),
}
const others: typeof acts = {
  ...acts,
  'reply to the customer': () => mutationOf('reply.send', { ...replyArgs, anyway: true }),
  note: () => mutationOf('note.add', { text: 'For us' }),
  triage: () => mutationOf('ticket.edit', { changes: [{ field: 'priority', from: null, to: 'low' }] }),
  escalation: () => mutationOf('ticket.escalate', { level: 1, reason: 'Not content' }),
  withdrawal: () => mutationOf('ticket.close', { reason: 'withdrawn', note: '', anyway: true }),
  'closing for want of contact': () =>
    mutationOf('ticket.close', { reason: 'no-contact', note: '', anyway: true }),
}
const answer = 'answer of the customer'

const told = (): Ticket => apply(received(), mutationOf('reply.send', replyArgs), contextAt(monday10 + hour))
const waiting = (kind: 'key-user' | 'external') => (): Ticket =>
  apply(told(), mutationOf('wait.start', waitFor(kind, null)), contextAt(monday10 + 2 * hour))
const beginnings: Readonly<Record<string, () => Ticket>> = {
  'a new ticket': received,
  'an open ticket': told,
  'a ticket that waits for the key user': waiting('key-user'),
  'a ticket that waits for a supplier': waiting('external'),
}

interface Step {
  readonly ticket: Ticket
  readonly events: readonly TicketEvent[]
}

/** Does it then, by that person; null where it is held or refused. */
function done(before: Step, mutation: Mutation, now: number, actor: TicketEvent['actor']): Step | null {
  const since = before.events
  const decision = decide(before.ticket, mutation, contextAt(now, { actor, since, termOver: () => true }))
  if ('reason' in decision) return null
  return decision.events.reduce<Step>(
    ({ ticket, events }, { at, body }) => {
      const event = { ...eventOf(body, at, ticket.version + 1, actor), recordedAt: now }
      return { ticket: evolve(ticket, event), events: [...events, event] }
    },
    { ticket: before.ticket, events: before.events },
  )
}

/** The customer's mail, with what it ends or reopens. */
function answered({ ticket, events }: Step, at: number): Step {
  const { name, email } = ticket.reporter
  const message = {
    ...{ text: 'Here', html: null, to: [], cc: [], subject: '', messageId: null, attachments: [] },
    from: { name, email },
  }
  const ends: readonly EventBody[] = ticket.openWait?.kind === 'key-user' ? [{ type: 'wait.ended' }] : []
  const reopens: readonly EventBody[] =
    ticket.status === 'solved' ? [{ type: 'ticket.reopened', reason: 'Answered' }] : []
  return [{ type: 'message.received', message } as const, ...ends, ...reopens].reduce<Step>(
    (step, body) => {
      const event = eventOf(body, at, step.ticket.version + 1, customer)
      return { ticket: evolve(step.ticket, event), events: [...step.events, event] }
    },
    { ticket, events },
  )
}

/** What the same facts in their true order give, and what comes of them otherwise, as far as clocks count with it. */
function factsOf({ status, openWait, facts, lastContactAt, lastContactAttemptAt }: Ticket) {
  const { feedbackAt, workStartedAt, solvedAt, closedAt } = facts
  const waits = facts.waits
    .filter(({ from, to }) => to !== from)
    .map(({ kind, from, to }) => `${kind} ${from - monday10} ${to === null ? 'open' : to - monday10}`)
  return {
    status,
    openWait: openWait && `${openWait.kind} ${openWait.from - monday10}`,
    feedbackAt,
    workStartedAt,
    solvedAt,
    closedAt,
    lastContactAt,
    lastContactAttemptAt,
    waits: joined(waits),
  }
}

/** Waits of one kind that follow on each other are one. */
const joined = (waits: readonly string[]): readonly string[] =>
  waits.reduce<string[]>((result, wait) => {
    const [kind, from, to] = wait.split(' ')
    const [lastKind, lastFrom, lastTo] = (result.at(-1) ?? '').split(' ')
    if (kind === lastKind && from === lastTo) result.splice(-1, 1, `${kind} ${lastFrom} ${to}`)
    else result.push(wait)
    return result
  }, [])

describe('what was written offline, and what happened meanwhile', () => {
  const pairs = Object.keys(beginnings).flatMap((beginning) =>
    Object.keys(acts).flatMap((act) =>
      [...Object.keys(others), answer].map((meanwhile) => [beginning, act, meanwhile] as const),
    ),
  )
  const world = (beginning: string): Step => ({ ticket: (beginnings[beginning] ?? received)(), events: [] })
  const other = (step: Step, name: string, at: number): Step | null =>
    name === answer
      ? answered(step, at)
      : done(step, (others[name] ?? acts.resumption)?.(at) as Mutation, at, joris)
  const own = (step: Step, name: string, now: number): Step | null =>
    done(step, acts[name]?.(early) as Mutation, now, sanne)

  it.each(pairs)('%s: %s, and meanwhile %s', (beginning, act, meanwhile) => {
    const begun = world(beginning)
    const first = own(begun, act, early)
    const inOrder = first && other({ ...first, events: [] }, meanwhile, late)
    const before = other(begun, meanwhile, late)
    // What nobody could have done, in the one order or the other, is no pair.
    if (!inOrder || !before) return
    const mutation = acts[act]?.(early) as Mutation
    // What its author has to look at again is theirs to decide.
    if (heldBecause(findAct(mutation.type).since, { since: before.events, actor: sanne, own: undefined }))
      return
    const after = own(before, act, arrival)
    expect(after, 'it was refused').not.toBeNull()
    if (after) expect(factsOf(after.ticket)).toEqual(factsOf(inOrder.ticket))
  })
})

describe('the table of what may have happened since', () => {
  const seen = { since: [], actor: sanne, own: undefined }
  const replyBy = (actor: TicketEvent['actor'], mutationId: string) => ({
    ...eventOf({ type: 'reply.sent', purpose: 'reply', message: messageOf() }, late, 2, actor),
    mutationId,
  })

  it('takes the same person on another device for another author', () => {
    const since = [replyBy(sanne, 'elsewhere')]
    expect(heldBecause(findAct('reply.send').since, { ...seen, since, own: ['here'] })?.code).toBe(
      'replied-elsewhere',
    )
    expect(
      heldBecause(findAct('reply.send').since, { ...seen, since, own: ['here', 'elsewhere'] }),
    ).toBeNull()
    // An app that does not say what waited with it is believed to be the only one.
    expect(heldBecause(findAct('reply.send').since, { ...seen, since })).toBeNull()
  })

  it('holds a reopening of what was closed meanwhile', () => {
    const since = [eventOf({ type: 'ticket.closed', reason: 'confirmed', note: '' }, late, 2, joris)]
    expect(heldBecause(findAct('ticket.reopen').since, { ...seen, since })?.code).toBe('closed-meanwhile')
  })

  it('holds a "checked" of what its author had not seen', () => {
    const body = { type: 'message.received', message: messageOf(), attention: 'late-mail' } as const
    const since = [eventOf(body, late, 2, customer)]
    expect(heldBecause(findAct('attention.clear').since, { ...seen, since })?.code).toBe('new-attention')
  })

  it('holds a reply when another was given as customer or reporter, and not when a first one was', () => {
    const changed = (
      field: 'customerId' | 'reporter' | 'priority',
      from: unknown,
      by: TicketEvent['actor'] = joris,
    ) => [
      eventOf({ type: 'fields.changed', changes: [{ field, from, to: 'x' }], overruled: [] }, late, 2, by),
    ]
    const codeOf = (since: readonly TicketEvent[], own?: readonly string[]) =>
      heldBecause(findAct('reply.send').since, { ...seen, since, own })?.code
    expect(codeOf(changed('customerId', 'other'))).toBe('other-customer')
    expect(codeOf(changed('reporter', { name: 'Jan', email: 'jan@vandijk.example' }))).toBe('other-customer')
    expect(codeOf(changed('reporter', { name: 'Jan' }))).toBeUndefined()
    expect(codeOf(changed('customerId', null))).toBeUndefined()
    expect(codeOf(changed('priority', 'high'))).toBeUndefined()
    expect(codeOf(changed('customerId', 'other', sanne))).toBeUndefined()
    expect(codeOf(changed('customerId', 'other', sanne), ['elsewhere'])).toBe('other-customer')
  })

  it('holds an escalation when one was ended since', () => {
    const since = [eventOf({ type: 'escalation.ended', note: 'Settled' }, late, 2, joris)]
    expect(heldBecause(findAct('ticket.escalate').since, { ...seen, since })?.code).toBe('escalation-ended')
  })

  it('holds a closing when the ticket was escalated since', () => {
    const since = [eventOf({ type: 'ticket.escalated', level: 1, reason: 'Angry' }, late, 2, joris)]
    expect(heldBecause(findAct('ticket.close').since, { ...seen, since })?.code).toBe('escalated-meanwhile')
  })

  it('takes a mail that its author gave up for no attempt to reach the key user', () => {
    const reply = eventOf({ type: 'reply.sent', purpose: 'reply', message: messageOf() }, late, 2, sanne)
    const contacts = { feedbackAt: null, lastContactAttemptAt: null }
    const said = (state: 'given-up' | 'arrived', reachesCustomer: boolean) =>
      eventOf(
        { type: 'delivery.changed', replyId: reply.id, authorId: sanne.id, state, reachesCustomer, contacts },
        late,
        3,
      )
    const contactAttempt = { channel: 'email', note: '' } as const
    const wait = mutationOf('wait.start', {
      kind: 'key-user',
      reason: 'Asked',
      contactAttempt,
      occurredAt: late,
    })
    const decided = (since: readonly TicketEvent[]) => decide(received(), wait, contextAt(arrival, { since }))
    expect(decided([reply])).toMatchObject({ result: 'applied' })
    expect(decided([reply, said('arrived', true)])).toMatchObject({ result: 'applied' })
    expect(decided([reply, said('given-up', false)])).toMatchObject({
      result: 'rejected',
      reason: { code: 'contact-attempt-required' },
    })
  })

  it('takes a reopening as done where the ticket was reopened since', () => {
    const reopened = eventOf({ type: 'ticket.reopened', reason: 'Again' }, late, 2, joris)
    const reopen = mutationOf('ticket.reopen', { reason: 'It came back' })
    expect(decide(received(), reopen, contextAt(arrival, { since: [reopened] }))).toEqual({
      result: 'merged',
      events: [],
    })
    expect(decide(received(), reopen, contextAt(arrival))).toMatchObject({ result: 'rejected' })
  })

  it('holds a wait for the key user that began after a word of theirs which its author had not seen', () => {
    const contactAttempt = { channel: 'telephone', note: '' } as const
    const wait = (occurredAt: number) =>
      mutationOf('wait.start', { kind: 'key-user', reason: 'Asked', contactAttempt, occurredAt })
    const since = [eventOf({ type: 'message.received', message: messageOf() }, late, 2, customer)]
    const decided = (occurredAt: number, again = false) =>
      decide(received(), wait(occurredAt), contextAt(arrival, { since, again }))
    expect(decided(late + 1000)).toMatchObject({ result: 'held', reason: { code: 'newer-message' } })
    expect(decided(late + 1000, true)).toMatchObject({ result: 'applied' })
    // The customer ended what had begun before.
    expect(decided(early)).toMatchObject({
      result: 'applied',
      events: [{ at: early }, { at: late, by: customer, body: { type: 'wait.ended' } }],
    })
  })

  it('doubts a closing for want of contact when contact of before it comes in', () => {
    const closing: Mutation = mutationOf('ticket.close', { reason: 'no-contact', note: '', anyway: true })
    const closed = done({ ticket: waiting('key-user')(), events: [] }, closing, late, joris)
    for (const act of ['contact attempt', 'feedback by telephone', 'resumption'])
      expect(closed && done(closed, acts[act]?.(early) as Mutation, arrival, sanne)?.ticket).toMatchObject({
        status: 'closed',
        attention: 'closing-in-doubt',
      })
  })
})

const messageOf = () => ({
  text: 'Hello',
  html: null,
  from: { name: 'Piet', email: 'piet@vandijk.example' },
  to: [],
  cc: [],
  subject: '',
  messageId: null,
  attachments: [],
})

it('what cannot be read since holds every act that anything holds', () => {
  const unread: TicketEvent = {
    ...eventOf({ type: 'note.added', text: '' }, monday10 + hour, 2),
    type: 'unknown',
    original: {},
  }
  for (const { type, since: rule } of ticketActs) {
    const held = heldBecause(rule, { since: [unread], actor: sanne, own: undefined })
    expect(held?.code, type).toBe(rule.kind === 'intent' ? 'unread-since' : undefined)
  }
})
