import { cutText } from '../cut-text'
import { assertNever } from '../assert-never'
import type { ClockFacts, RevisionCause, Wait } from '../sla/facts'
import { revisedByLateFact, revisedByTriage } from '../sla/revisions'
import { endedAt, withWait } from '../sla/wait-intervals'
import type { FieldChange, TicketEvent } from './events'
import { newTextOf } from './quoted'
import type { Attention, Ticket } from './ticket'
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
  const changed = { ...ticket, ...changes(ticket, event, standing), updatedAt: event.recordedAt }
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
    lastContactAt: null,
    ...(event.confirmation ? { confirmation: event.confirmation } : {}),
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

function changes(ticket: Ticket, event: TicketEvent, standing: Standing): Partial<Ticket> {
  const { facts } = ticket
  const { at } = event
  /** Facts of the past: what they replace is kept where they were written down later. */
  const withFacts = (because: RevisionCause, changed: Partial<ClockFacts>) => ({
    facts: revisedByLateFact(facts, { ...facts, ...changed }, changeOf(event, because)),
  })
  switch (event.type) {
    case 'ticket.created':
      return {}
    case 'message.received':
      return {
        customerMessages: ticket.customerMessages + 1,
        preview: previewOf(event.message.text),
        ...asked(event),
        ...(event.author === undefined ? { lastContactAt: latest(ticket.lastContactAt, at) } : {}),
      }
    case 'confirmation.sent':
      return { confirmation: undefined }
    case 'reply.sent':
      return { ...replied(ticket, event, standing), preview: previewOf(event.message.text) }
    case 'delivery.changed':
      return deliveryChanged(ticket, event)
    case 'feedback.given':
      return {
        ...feedback(ticket, event),
        lastContactAt: latest(ticket.lastContactAt, at),
        ...asked(event),
      }
    case 'note.added':
      return { notes: ticket.notes + 1 }
    case 'fields.changed':
      return event.changes.reduce<Partial<Ticket>>(
        (changed, change) => ({
          ...changed,
          ...fieldChanged({ ...ticket, ...changed }, change as FieldChange, event),
        }),
        {},
      )
    case 'work.started':
      return withFacts('work', { workStartedAt: earliest(facts.workStartedAt, at) })
    case 'wait.started': {
      const { kind, outlasts } = event
      const waits = withWait(facts.waits, facts, { kind, at, outlasts })
      const isOpen = waits.some(({ from, to }) => from === at && to === null)
      return {
        ...(isOpen ? { status: 'waiting', openWait: { kind, from: at, reason: event.reason } } : {}),
        ...(event.contactAttempt ? { lastContactAttemptAt: latest(ticket.lastContactAttemptAt, at) } : {}),
        ...withFacts('wait', { waits }),
      }
    }
    case 'contact.attempted':
      return { lastContactAttemptAt: latest(ticket.lastContactAttemptAt, at), ...asked(event) }
    case 'wait.ended': {
      const waits = endedAt(facts.waits, at)
      const endsOpenWait = ticket.openWait !== null && waits.every(({ to }) => to !== null)
      return {
        ...(endsOpenWait
          ? { status: facts.feedbackAt === null ? ('new' as const) : ('open' as const), openWait: null }
          : {}),
        ...withFacts('wait-end', { waits }),
        // Who resumes had word, or needs none any more: nothing is closed for want of it.
        lastContactAt: latest(ticket.lastContactAt, at),
        ...asked(event),
      }
    }
    case 'ticket.solved':
      return {
        solvedWrittenAt: event.recordedAt,
        status: ticket.status === 'closed' ? 'closed' : 'solved',
        openWait: null,
        ...withFacts('solution', {
          solvedAt: earliest(facts.solvedAt, at),
          waits: endOpenWaits(endedAt(facts.waits, at), at),
        }),
      }
    case 'ticket.closed':
      return {
        status: 'closed',
        openWait: null,
        escalation: null,
        facts: { ...facts, closedAt: at, waits: endOpenWaits(facts.waits, at) },
      }
    case 'ticket.reopened':
      return {
        status: facts.feedbackAt === null ? 'new' : 'open',
        ...withFacts('reopening', reopenedFacts(facts, at)),
      }
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

const asked = ({ attention }: { readonly attention?: Attention | undefined }): Partial<Ticket> =>
  attention ? { attention } : {}

const changeOf = ({ at, recordedAt, actor }: TicketEvent, because: RevisionCause) => {
  return { at, recordedAt, by: actor.name, because }
}

/**
 * A reply to the reporter or a key user is feedback, and an attempt to reach the customer. One that is not sent yet stops
 * nothing.
 */
function replied(
  ticket: Ticket,
  event: TicketEvent & { type: 'reply.sent' },
  standing: Standing,
): Partial<Ticket> {
  const { at, purpose } = event
  const publicReplies = ticket.publicReplies + 1
  if (purpose === 'notice' || event.reachesCustomer === false) return { publicReplies }
  const told = purpose === 'overrun' ? { overrunToldAt: at } : {}
  if (standing === 'pending') return { publicReplies, ...told }
  return {
    publicReplies,
    ...told,
    ...feedback(ticket, event),
    lastContactAttemptAt: latest(ticket.lastContactAttemptAt, at),
  }
}

/** The first feedback, by when it happened, stops the response clock; later replies change nothing about it. */
function feedback(ticket: Ticket, event: TicketEvent): Partial<Ticket> {
  const { facts } = ticket
  const feedbackAt = earliest(facts.feedbackAt, event.at)
  if (feedbackAt === facts.feedbackAt) return {}
  return {
    status: ticket.status === 'new' ? 'open' : ticket.status,
    facts: revisedByLateFact(facts, { ...facts, feedbackAt }, changeOf(event, 'feedback')),
  }
}

/**
 * What counts is what the event says. Without any feedback left, what rested on it has not happened either: the ticket is new again, and
 * its solution has to be given again once the reporter was reached.
 */
function deliveryChanged(ticket: Ticket, event: TicketEvent & { type: 'delivery.changed' }): Partial<Ticket> {
  const { replyId, authorId, state, reachesCustomer, contacts } = event
  const { facts, status } = ticket
  const others = (ticket.undelivered ?? []).filter((each) => each.replyId !== replyId)
  const isOpen = state === 'failed' || state === 'in-doubt' || state === 'waiting'
  const undelivered = isOpen ? [...others, { replyId, authorId, state, reachesCustomer }] : others
  const { feedbackAt, lastContactAttemptAt } = contacts
  const isWithoutFeedback = feedbackAt === null && facts.feedbackAt !== null
  const changed = {
    undelivered: undelivered.length > 0 ? undelivered : undefined,
    lastContactAttemptAt,
  }
  if (feedbackAt === facts.feedbackAt) return changed
  const saysOf = Math.min(facts.feedbackAt ?? Infinity, feedbackAt ?? Infinity)
  const after = { ...facts, feedbackAt, ...(isWithoutFeedback ? { solvedAt: null } : {}) }
  return {
    ...changed,
    ...(isWithoutFeedback && (status === 'open' || status === 'solved') ? { status: 'new' as const } : {}),
    ...(feedbackAt !== null && status === 'new' ? { status: 'open' as const } : {}),
    facts: revisedByLateFact(facts, after, { ...changeOf(event, 'feedback'), at: saysOf }),
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

const earliest = (known: number | null, at: number): number => Math.min(known ?? at, at)
const latest = (known: number | null | undefined, at: number): number => Math.max(known ?? at, at)

function fieldChanged(ticket: Ticket, { field, to }: FieldChange, event: TicketEvent): Partial<Ticket> {
  const changed = { [field]: to } as Partial<Ticket>
  const { facts } = ticket
  const withTriage = (because: 'type' | 'cover', triage: Partial<ClockFacts>) => ({
    ...changed,
    facts: revisedByTriage(facts, { ...facts, ...triage }, changeOf(event, because)),
  })
  if (field === 'type') return withTriage('type', { type: changed.type ?? null })
  if (field === 'cover') return withTriage('cover', { cover: changed.cover?.verdict ?? null })
  if (field === 'priority' && changed.priority)
    return {
      ...changed,
      facts: {
        ...facts,
        priorities: [...facts.priorities, { priority: changed.priority, from: event.at }],
      },
    }
  return changed
}

/** The start of what is new in a message, on one line. */
const previewOf = (text: string): string =>
  cutText(newTextOf(cutText(text, 1000)).replace(/\s+/g, ' ').trim(), 140)
