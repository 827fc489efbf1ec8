import { cutText } from '../cut-text'
import type { ClockFacts, RevisionCause, Wait } from '../sla/facts'
import { revisedByLateFact } from '../sla/revisions'
import type { EventEnvelope } from './events'
import { newTextOf } from './quoted'
import type { Attention, Ticket } from './ticket'

/** What the folds of several events share. */

export const earliest = (known: number | null, at: number): number => Math.min(known ?? at, at)
export const latest = (known: number | null | undefined, at: number): number => Math.max(known ?? at, at)

/** The change that an event makes to the facts, as the revisions of a ticket keep it. */
export const changeOf = ({ at, recordedAt, actor }: EventEnvelope, because: RevisionCause) => {
  return { at, recordedAt, by: actor.name, because }
}

/** Facts of the past: what they replace is kept where they were written down later. */
export const withFacts = (
  { facts }: Ticket,
  event: EventEnvelope,
  because: RevisionCause,
  changed: Partial<ClockFacts>,
): Pick<Ticket, 'facts'> => ({
  facts: revisedByLateFact(facts, { ...facts, ...changed }, changeOf(event, because)),
})

/** The attention that an event asks for; what was asked before stands where it asks for none. */
export const asked = ({ attention }: { readonly attention?: Attention | undefined }): Partial<Ticket> =>
  attention ? { attention } : {}

/** The first feedback, by when it happened, stops the response clock; later replies change nothing about it. */
export function feedback(ticket: Ticket, event: EventEnvelope): Partial<Ticket> {
  const feedbackAt = earliest(ticket.facts.feedbackAt, event.at)
  if (feedbackAt === ticket.facts.feedbackAt) return {}
  return {
    status: ticket.status === 'new' ? 'open' : ticket.status,
    ...withFacts(ticket, event, 'feedback', { feedbackAt }),
  }
}

/** The waits with those that are open ended at an instant, or at their own begin where that is later. */
export const endOpenWaits = (waits: readonly Wait[], at: number): readonly Wait[] =>
  waits.map((wait) => (wait.to === null ? { ...wait, to: Math.max(wait.from, at) } : wait))

/** The start of what is new in a message, on one line. */
export const previewOf = (text: string): string =>
  cutText(newTextOf(cutText(text, 1000)).replace(/\s+/g, ' ').trim(), 140)
