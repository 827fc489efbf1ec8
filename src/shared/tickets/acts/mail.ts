import { z } from 'zod'
import { attentions } from '../attentions'
import { deliveryStates } from '../delivery'
import { asked, changeOf, latest, previewOf } from '../fold-parts'
import { message, messageWords } from '../message'
import { revisedByLateFact } from '../../sla/revisions'
import type { Ticket } from '../ticket'
import { instant, uuid } from '../values'
import { event, noWords } from './define'

/** What happens to a ticket by mail alone: no act of a person makes these. */

export const messageReceived = event('message.received', {
  body: {
    message,
    /** Left out for the customer's own people. `party`: somebody else who was asked for help, such as a supplier. */
    author: z.enum(['machine', 'party']).optional(),
    /** Why a person must look at the ticket because of it; left out when nobody need. */
    attention: z.enum(attentions).optional(),
  },
  fold: (ticket, received) => ({
    customerMessages: ticket.customerMessages + 1,
    preview: previewOf(received.message.text),
    ...asked(received),
    ...(received.author === undefined ? { lastContactAt: latest(ticket.lastContactAt, received.at) } : {}),
  }),
  words: (received) => messageWords(received.message),
})

export const confirmationSent = event('confirmation.sent', {
  body: { message },
  fold: () => ({ confirmation: undefined }),
  words: (sent) => messageWords(sent.message),
})

/** The mail of an agent's reply did not reach everybody, or did after all: a reply that did not leave counts for nothing. */
export const deliveryChanged = event('delivery.changed', {
  body: {
    /** The event of the reply. */
    replyId: uuid,
    /** Who wrote it. */
    authorId: uuid.nullable(),
    state: z.enum(deliveryStates),
    /** Whether the reporter or a key user surely has it. */
    reachesCustomer: z.boolean(),
    /** What counts on the whole ticket since: see `contactsOf`. */
    contacts: z.object({ feedbackAt: instant.nullable(), lastContactAttemptAt: instant.nullable() }),
  },
  /**
   * What counts is what the event says. Without any feedback left, what rested on it has not happened either: the ticket is new again, and
   * its solution has to be given again once the reporter was reached.
   */
  fold(ticket, changed): Partial<Ticket> {
    const { replyId, authorId, state, reachesCustomer, contacts } = changed
    const { facts, status } = ticket
    const others = (ticket.undelivered ?? []).filter((each) => each.replyId !== replyId)
    const isOpen = state === 'failed' || state === 'in-doubt' || state === 'waiting'
    const undelivered = isOpen ? [...others, { replyId, authorId, state, reachesCustomer }] : others
    const { feedbackAt, lastContactAttemptAt } = contacts
    const isWithoutFeedback = feedbackAt === null && facts.feedbackAt !== null
    const known = { undelivered: undelivered.length > 0 ? undelivered : undefined, lastContactAttemptAt }
    if (feedbackAt === facts.feedbackAt) return known
    const saysOf = Math.min(facts.feedbackAt ?? Infinity, feedbackAt ?? Infinity)
    const after = { ...facts, feedbackAt, ...(isWithoutFeedback ? { solvedAt: null } : {}) }
    return {
      ...known,
      ...(isWithoutFeedback && (status === 'open' || status === 'solved') ? { status: 'new' } : {}),
      ...(feedbackAt !== null && status === 'new' ? { status: 'open' } : {}),
      facts: revisedByLateFact(facts, after, { ...changeOf(changed, 'feedback'), at: saysOf }),
    }
  },
  words: noWords,
})
