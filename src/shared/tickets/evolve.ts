import { assertNever } from '../assert-never'
import type { ClockFacts, Wait } from '../sla/facts'
import type { FieldChange, TicketEvent } from './events'
import { newTextOf } from './quoted'
import type { Ticket } from './ticket'
import { readableCreation } from './unknown-event'

/** `pending` folds work that the server has not decided on: shown, but no clock stops for an unsent reply, and the version stays. */
export type Standing = 'confirmed' | 'pending'

type Created = TicketEvent & { type: 'ticket.created' }

/**
 * Folds one event into a ticket: the same code on server, client and simulator. Total: an event that does not fit is
 * folded as far as it can be, for the log is the truth. One that a newer version made and this one cannot read counts in the
 * version, and marks the ticket.
 * @param ticket null only for the first event of a ticket
 */
export function evolve(ticket: Ticket | null, event: TicketEvent, standing: Standing = 'confirmed'): Ticket {
  if (event.type === 'ticket.created') return created(event, standing)
  if (!ticket && event.type === 'unknown')
    return { ...created(readableCreation(event), standing), unknownEvents: 1 }
  if (!ticket) throw new Error(`Event ${event.id} (${event.type}) has no ticket before it`)
  const changed = { ...ticket, ...changes(ticket, event, event.at, standing), updatedAt: event.recordedAt }
  return standing === 'confirmed'
    ? { ...changed, version: event.version }
    : { ...changed, ...counted(ticket) }
}

/** Folds a whole log, oldest first. Null for an empty one. */
export function evolveAll(events: readonly TicketEvent[]): Ticket | null {
  return events.reduce<Ticket | null>((ticket, event) => evolve(ticket, event), null)
}

/** What pending work leaves alone: the author has seen no more than the confirmed base. */
const counted = (base: Ticket) => ({
  version: base.version,
  customerMessages: base.customerMessages,
  publicReplies: base.publicReplies,
})

function created(event: Created, standing: Standing): Ticket {
  const { fields } = event
  return {
    ...fields,
    id: event.ticketId,
    number: event.number,
    status: 'new',
    openWait: null,
    escalation: null,
    attention: event.attention,
    facts: {
      receivedAt: event.at,
      feedbackAt: null,
      workStartedAt: null,
      solvedAt: null,
      closedAt: null,
      waits: [],
      type: fields.type,
      cover: fields.cover?.verdict ?? null,
      priorities: fields.priority ? [{ priority: fields.priority, from: event.at }] : [],
    },
    lastContactAttemptAt: null,
    overrunToldAt: null,
    customerMessages: 0,
    publicReplies: 0,
    notes: 0,
    recordings: 0,
    preview: '',
    createdAt: event.at,
    updatedAt: event.recordedAt,
    version: standing === 'confirmed' ? event.version : 0,
  }
}

function changes(ticket: Ticket, event: TicketEvent, at: number, standing: Standing): Partial<Ticket> {
  const { facts } = ticket
  const withFacts = (changed: Partial<ClockFacts>) => ({ facts: { ...facts, ...changed } })
  switch (event.type) {
    case 'ticket.created':
      return {}
    case 'message.received':
      return { customerMessages: ticket.customerMessages + 1, preview: previewOf(event.message.text) }
    case 'confirmation.sent':
      return {}
    case 'reply.sent':
      return {
        ...(event.purpose === 'notice' || standing === 'pending' ? {} : feedback(ticket, at)),
        ...(event.purpose === 'overrun' ? { overrunToldAt: at } : {}),
        publicReplies: ticket.publicReplies + 1,
        preview: previewOf(event.message.text),
      }
    case 'feedback.given':
      return feedback(ticket, at)
    case 'note.added':
      return { notes: ticket.notes + 1 }
    case 'fields.changed':
      return event.changes.reduce<Partial<Ticket>>(
        (changed, change) => ({
          ...changed,
          ...fieldChanged({ ...ticket, ...changed }, change as FieldChange, at),
        }),
        {},
      )
    case 'work.started':
      return withFacts({ workStartedAt: facts.workStartedAt ?? at })
    case 'wait.started':
      return {
        status: 'waiting',
        openWait: { kind: event.kind, from: at, reason: event.reason },
        ...(event.contactAttempt ? { lastContactAttemptAt: at } : {}),
        ...withFacts({ waits: [...endOpenWaits(facts.waits, at), { kind: event.kind, from: at, to: null }] }),
      }
    case 'contact.attempted':
      return { lastContactAttemptAt: at }
    case 'wait.ended':
      return {
        status: facts.feedbackAt === null ? 'new' : 'open',
        openWait: null,
        ...withFacts({ waits: endOpenWaits(facts.waits, at) }),
      }
    case 'ticket.solved':
      return {
        status: 'solved',
        openWait: null,
        ...withFacts({ solvedAt: at, waits: endOpenWaits(facts.waits, at) }),
      }
    case 'ticket.closed':
      return {
        status: 'closed',
        openWait: null,
        escalation: null,
        ...withFacts({ closedAt: at, waits: endOpenWaits(facts.waits, at) }),
      }
    case 'ticket.reopened':
      return { status: facts.feedbackAt === null ? 'new' : 'open', ...withFacts(reopenedFacts(facts, at)) }
    case 'ticket.escalated':
      return { escalation: { level: event.level, at, reason: event.reason } }
    case 'escalation.ended':
      return { escalation: null }
    case 'recording.added':
      return { recordings: ticket.recordings + 1 }
    case 'attention.cleared':
      return { attention: null }
    case 'unknown':
      return { unknownEvents: (ticket.unknownEvents ?? 0) + 1 }
    default:
      return assertNever(event)
  }
}

/** The first feedback stops the response clock; later replies change nothing about it. */
function feedback(ticket: Ticket, at: number): Partial<Ticket> {
  if (ticket.facts.feedbackAt !== null) return {}
  return {
    status: ticket.status === 'new' ? 'open' : ticket.status,
    facts: { ...ticket.facts, feedbackAt: at },
  }
}

function reopenedFacts(facts: ClockFacts, at: number): Partial<ClockFacts> {
  const from = facts.solvedAt ?? facts.closedAt ?? at
  return {
    solvedAt: null,
    closedAt: null,
    waits: [...facts.waits, { kind: 'solved', from, to: Math.max(from, at) }],
  }
}

const endOpenWaits = (waits: readonly Wait[], at: number): readonly Wait[] =>
  waits.map((wait) => (wait.to === null ? { ...wait, to: Math.max(wait.from, at) } : wait))

function fieldChanged(ticket: Ticket, { field, to }: FieldChange, at: number): Partial<Ticket> {
  const changed = { [field]: to } as Partial<Ticket>
  const { facts } = ticket
  if (field === 'type') return { ...changed, facts: { ...facts, type: changed.type ?? null } }
  if (field === 'cover') return { ...changed, facts: { ...facts, cover: changed.cover?.verdict ?? null } }
  if (field === 'priority' && changed.priority)
    return {
      ...changed,
      facts: { ...facts, priorities: [...facts.priorities, { priority: changed.priority, from: at }] },
    }
  return changed
}

/** The start of what is new in a message, on one line; never half a character. */
const previewOf = (text: string): string =>
  newTextOf(text.slice(0, 1000))
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 140)
    .replace(/[\ud800-\udbff]$/, '')
