import { z } from 'zod'
import { waitingFor } from '../../sla/facts'
import { endedAt, holds, withWait } from '../../sla/wait-intervals'
import { attentions } from '../attentions'
import { applied, rejected } from '../decision'
import type { DecidedEvent, Decision, DecisionContext } from '../decision'
import type { EventBody } from '../events'
import { asked, latest, withFacts } from '../fold-parts'
import {
  isLeftReplyGivenUp,
  isLeftReplyUndelivered,
  reported,
  reportedBehindReply,
  undelivered,
} from '../reported'
import { fact } from '../since'
import { filledText, instant, text } from '../values'
import { contactAttempt } from './contact'
import { act, event, noWords, statuses } from './define'

export const waitStarted = event('wait.started', {
  body: {
    kind: z.enum(waitingFor),
    reason: text(10_000),
    contactAttempt: contactAttempt.nullable(),
    /** It began within another wait, and what had ended that one when this was written down does not end it. */
    outlasts: z.literal(true).optional(),
  },
  fold(ticket, started) {
    const { kind, at, outlasts } = started
    const waits = withWait(ticket.facts.waits, ticket.facts, { kind, at, outlasts })
    const isOpen = waits.some(({ from, to }) => from === at && to === null)
    return {
      ...(isOpen ? { status: 'waiting', openWait: { kind, from: at, reason: started.reason } } : {}),
      ...(started.contactAttempt ? { lastContactAttemptAt: latest(ticket.lastContactAttemptAt, at) } : {}),
      ...withFacts(ticket, started, 'wait', { waits }),
    }
  },
  words: ({ reason }) => [reason],
})

export const waitEnded = event('wait.ended', {
  body: { attention: z.enum(attentions).optional() },
  fold(ticket, ended) {
    const waits = endedAt(ticket.facts.waits, ended.at)
    const endsOpenWait = ticket.openWait !== null && waits.every(({ to }) => to !== null)
    const status = ticket.facts.feedbackAt === null ? 'new' : 'open'
    return {
      ...(endsOpenWait ? { status, openWait: null } : {}),
      ...withFacts(ticket, ended, 'wait-end', { waits }),
      // Who resumes had word, or needs none any more: nothing is closed for want of it.
      lastContactAt: latest(ticket.lastContactAt, ended.at),
      ...asked(ended),
    }
  },
  words: noWords,
})

const startArgs = z.object({
  kind: z.enum(waitingFor),
  reason: filledText(10_000),
  contactAttempt: contactAttempt.nullable(),
  occurredAt: instant.nullable(),
})

/** Waiting for the key user needs a contact attempt: by e-mail first, for urgent tickets by telephone ("telefonisch"). */
export const startWait = act(
  'wait.start',
  { 1: startArgs },
  {
    allowed: { statuses: statuses.active },
    since: { ...fact, mayBeHeld: true },
    decide(ticket, { args }, context) {
      const { kind, reason, contactAttempt: attempt } = args
      if (kind === 'key-user' && isAnsweredUnseen(args.occurredAt ?? context.now, context))
        return { result: 'held', reason: { code: 'newer-message', message: answeredUnseen } }
      if (ticket.openWait?.kind === kind && !isBefore(args.occurredAt, ticket.openWait.from))
        return rejected(
          'already-waiting',
          'The ticket already waits for this party; log a contact attempt instead.',
        )
      const isGivenUp = attempt?.channel === 'email' && isLeftReplyGivenUp(context)
      if (kind === 'key-user' && (!attempt || isGivenUp))
        return rejected(
          'contact-attempt-required',
          'Say how you tried to reach the key user: the wait counts from that attempt.',
        )
      if (kind === 'key-user' && ticket.priority === 'high' && attempt?.channel !== 'telephone')
        return rejected('telephone-required', 'High priority: try the key user by telephone before you wait.')
      if (attempt?.channel === 'email' && isLeftReplyUndelivered(ticket, context)) return undelivered
      const body: EventBody = { type: 'wait.started', kind, reason, contactAttempt: attempt }
      const report = attempt?.channel === 'email' ? reportedBehindReply : reported
      const decision = report('wait-start', ticket, args, context, body)
      return kind === 'key-user' ? endedByAnswer(decision, context) : outlastingAnswer(decision, context)
    },
    dialogs: ['wait'],
    filledIn: ({ kind, reason, contactAttempt: attempt }) => ({
      dialog: 'wait',
      fields: { kind, reason, ...(attempt && { channel: attempt.channel, note: attempt.note }) },
    }),
    authored: ({ reason }) => reason,
    restsOnReply: (args) => (args.contactAttempt?.channel === 'email' ? 'attempt' : null),
    sample: (chance) => ({
      kind: chance.pick(['key-user', 'external']),
      reason: 'Needs an answer first.',
      contactAttempt: { channel: 'telephone', note: 'Voicemail.' },
      occurredAt: null,
    }),
  },
)

const answeredUnseen = 'The customer wrote before this wait began, and you had not seen that.'

/** Whether the customer had written before a wait for them began, and its author had not seen it: they may wait for nothing any more. */
const isAnsweredUnseen = (at: number, { since, again }: DecisionContext): boolean =>
  !again &&
  since.some(
    (each) =>
      each.type === 'message.received' &&
      each.author === undefined &&
      each.mutationId === null &&
      each.at <= at,
  )

const isBefore = (occurredAt: number | null, at: number): boolean => occurredAt !== null && occurredAt < at

/** A customer's answer, which ended the wait for the key user, ends no wait for somebody else that had begun before it. */
function outlastingAnswer(decision: Decision, { since }: DecisionContext): Decision {
  if ('reason' in decision) return decision
  const events = decision.events.map((decided): DecidedEvent => {
    const { at, body } = decided
    const outlasts = since.some(
      ({ type, actor, at: ended }) => type === 'wait.ended' && actor.kind === 'customer' && ended > at,
    )
    return outlasts && body.type === 'wait.started'
      ? { ...decided, body: { ...body, outlasts: true } }
      : decided
  })
  return applied(...events)
}

/** A wait that its author wrote down before they saw that the customer had answered ends with that answer. */
function endedByAnswer(decision: Decision, { since }: DecisionContext): Decision {
  if ('reason' in decision) return decision
  const begunAt = decision.events[0]?.at ?? Infinity
  const answer = since.find(
    (each) => each.type === 'message.received' && each.author === undefined && each.at > begunAt,
  )
  return answer
    ? applied(...decision.events, { at: answer.at, by: answer.actor, body: { type: 'wait.ended' } })
    : decision
}

/** Ends the wait that stood at the time that the person says; where it has ended since, the earlier end counts. */
export const endWait = act(
  'wait.end',
  { 1: z.object({ occurredAt: instant.nullable() }) },
  {
    allowed: { statuses: ['waiting'] },
    since: fact,
    decide(ticket, { args }, context) {
      const { openWait } = ticket
      const isUnseen = context.since.some(
        (each) => each.type === 'wait.started' && each.at === openWait?.from,
      )
      const known = isUnseen ? { ...ticket, openWait: null } : ticket
      const decision = reported('wait-end', known, args, context, { type: 'wait.ended' })
      if ('reason' in decision) return decision
      const at = decision.events[0]?.at ?? context.now
      // It ended before: the earlier end is the end, and there is nothing to enter.
      return ticket.facts.waits.some((wait) => holds(wait, at)) ? decision : { result: 'merged', events: [] }
    },
    authored: () => '',
    sample: () => ({ occurredAt: null }),
  },
)
