import { z } from 'zod'
import { cutText } from '../../cut-text'
import { applied } from '../decision'
import { feedback, latest, previewOf } from '../fold-parts'
import { message, messageWords } from '../message'
import { reachesCustomer } from '../reaches-customer'
import { heldBy, overtaken } from '../since'
import { filledText, text, uuid } from '../values'
import { act, event, statuses } from './define'

/** A public reply. The first one is the feedback ("terugmelding") that stops the response clock. */
export const replySent = event('reply.sent', {
  body: {
    message,
    /** `overrun`: tells the reporter that it takes longer; `notice`: sent by the system on closing. */
    purpose: z.enum(['reply', 'overrun', 'notice']),
    /** False: neither the reporter nor a key user is among its recipients, so it is no feedback. Left out: it reached one. */
    reachesCustomer: z.boolean().optional(),
  },
  /** To the reporter or a key user it is feedback, and an attempt to reach the customer. One that is not sent yet stops nothing. */
  fold(ticket, sent, standing) {
    const { at, purpose } = sent
    const counted = { publicReplies: ticket.publicReplies + 1, preview: previewOf(sent.message.text) }
    if (purpose === 'notice' || sent.reachesCustomer === false) return counted
    if (standing === 'pending') return counted
    return {
      ...counted,
      ...(purpose === 'overrun' ? { overrunToldAt: at } : {}),
      ...feedback(ticket, sent),
      lastContactAttemptAt: latest(ticket.lastContactAttemptAt, at),
    }
  },
  words: (sent) => messageWords(sent.message),
})

const email = text(320).regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')

export const sendReply = act(
  'reply.send',
  {
    1: z.object({
      text: filledText(200_000),
      to: z.array(email).min(1).max(50),
      cc: z.array(email).max(50),
      purpose: z.enum(['reply', 'overrun']),
      attachmentIds: z.array(uuid).max(50),
      /** Send although the world moved on: the author looked at what happened since. */
      anyway: z.boolean(),
    }),
  },
  {
    allowed: { statuses: statuses.unclosed },
    since: heldBy(...overtaken, 'closed-meanwhile', 'other-customer'),
    decide: (ticket, { args, writtenAt, clock }, { now, actor, mail, knows }) =>
      applied({
        at: now,
        // It happens when it is sent; that its author wrote it earlier, without a network, stands beside it.
        ...(clock === undefined && now - writtenAt >= writtenLaterMs ? { saidAt: writtenAt } : {}),
        body: {
          type: 'reply.sent',
          purpose: args.purpose,
          reachesCustomer: reachesCustomer(ticket, [...args.to, ...args.cc], knows),
          message: {
            text: args.text,
            html: null,
            from: { name: actor.name, email: mail.from },
            to: args.to,
            cc: args.cc,
            subject: /^re:/i.test(ticket.subject) ? ticket.subject : cutText(`Re: ${ticket.subject}`, 1000),
            messageId: mail.messageId,
            attachments: [],
          },
        },
      }),
    dialogs: ['overrun'],
    filledIn: (args) =>
      args.purpose === 'overrun' ? { dialog: 'overrun', fields: { text: args.text } } : null,
    authored: (args) => args.text,
    sample: (chance) => ({
      text: `We have found the cause. ${chance.uuid()}`,
      to: ['petra@degoudenaar.example'],
      cc: [],
      purpose: 'reply',
      attachmentIds: [],
      anyway: true,
    }),
  },
)

/** What is sent within this time of its writing was sent at once, ms. */
const writtenLaterMs = 120_000
