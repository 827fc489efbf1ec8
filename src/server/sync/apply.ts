import type { ApiError, Outcome } from '../../shared/sync/wire'
import type { DecidedEvent } from '../../shared/tickets/decide'
import { decide } from '../../shared/tickets/decide'
import type { Actor, TicketEvent } from '../../shared/tickets/events'
import { evolve } from '../../shared/tickets/evolve'
import type { Mutation, MutationEnvelope } from '../../shared/tickets/mutations'
import { parseMutation } from '../../shared/tickets/mutations'
import type { Ticket } from '../../shared/tickets/ticket'
import type { Identity } from '../accounts/identity'
import { closingNotice, isTold } from '../change/closing-notice'
import type { CommittedChange, DecidedMutation } from '../change/committed'
import { writeTicket } from '../change/write-ticket'
import type { ServerContext } from '../context'
import type { Queries } from '../db/database'
import { transaction } from '../db/database'
import { attachFiles, withAttachments } from './attachments'
import { decisionContext, officeAddress } from './decision-context'
import { eventIdOf } from './event-id'
import { failedDependency } from './dependencies'
import { knownOutcomes, rememberOutcome, sameMutation } from './outcomes'
import { countSending } from './send-limits'
import { lockTicket, useNumber } from './ticket-row'

export interface Applied {
  readonly outcome: Outcome
  /** null when nothing was changed, or it was changed by an earlier sending of the same mutation. */
  readonly change: CommittedChange | null
}

/**
 * Decides on one mutation and writes all that follows from it, in one transaction; or returns what was decided when it was
 * sent before. `again`: a log that a restored backup has ended may have had it. Throws `id-reused` (409).
 */
export function applyMutation(
  context: ServerContext,
  author: Identity,
  envelope: MutationEnvelope,
  hash: string,
  again = false,
): Promise<Applied> {
  return transaction(context.database, async (queries) => {
    const { workspaceId } = author
    const ticket = await lockTicket(queries, workspaceId, envelope.ticketId)
    const known = await knownOutcomes(queries, workspaceId, [envelope.id, ...envelope.after])
    const before = known.get(envelope.id)
    if (before) return { outcome: sameMutation(before, envelope, hash), change: null }
    const now = context.now()
    const write = recorder(queries, author, envelope, hash, now)
    const failed = failedDependency(envelope.after, known)
    if (failed) return write.refusal('rejected', failed)
    const parsed = parseMutation(envelope)
    if (!parsed.ok) return write.refusal('rejected', parsed)
    return decideAndWrite({ context, queries, author, now, again, write }, ticket, parsed.mutation)
  })
}

interface Work {
  readonly context: ServerContext
  readonly queries: Queries
  readonly author: Identity
  readonly now: number
  readonly again: boolean
  readonly write: ReturnType<typeof recorder>
}

async function decideAndWrite(work: Work, ticket: Ticket | null, mutation: Mutation): Promise<Applied> {
  const { queries, author, now, again, write } = work
  const around = await decisionContext(work, ticket, mutation)
  // What may have left the house is not held back: the person who is asked about its mail looks at it.
  const decision = decide(ticket, mutation, again ? { ...around, since: [] } : around)
  if ('reason' in decision) return write.refusal(decision.result, decision.reason)
  const attached = await withAttachments(queries, author.workspaceId, mutation, decision.events)
  if (!attached.ok) return write.refusal('rejected', attached)
  if (attached.events.length === 0) return write.nothing(decision.result)
  // What may have left the house was counted by a server whose backup is restored.
  const tooMuch = again ? null : await countSending(queries, author, ticket, attached.events, now)
  if (tooMuch) return write.refusal('rejected', tooMuch)
  const notice = await noticeOf(work, ticket, attached.events, eventIdOf(mutation.id, 1))
  const events = [...attached.events, ...notice].map((event, index) =>
    toEvent(event, {
      id: eventIdOf(mutation.id, index),
      version: (ticket?.version ?? 0) + index + 1,
      mutation,
      actor: around.actor,
      now,
    }),
  )
  const after = events.reduce<Ticket | null>((folded, event) => evolve(folded, event), ticket)
  if (!after) throw new Error('A decision gave no ticket')
  if (!ticket && around.nextNumber !== null) await useNumber(queries, author.workspaceId, around.nextNumber)
  await attachFiles(queries, author.workspaceId, mutation)
  return write.change(decision.result, after, events, again)
}

/** Closing for want of an answer tells the reporter so, whoever closes. */
async function noticeOf(
  { context, queries, author, now }: Work,
  ticket: Ticket | null,
  events: readonly DecidedEvent[],
  eventId: string,
): Promise<readonly DecidedEvent[]> {
  const closing = events.length === 1 ? events[0]?.body : undefined
  if (!ticket || closing?.type !== 'ticket.closed' || !isTold(closing.reason)) return []
  const address = await officeAddress(queries, author.workspaceId, ticket.customerId, context.officeAddress)
  const body = closingNotice(ticket, closing.reason, eventId, { name: author.workspaceName, address })
  return body ? [{ at: now, body }] : []
}

interface EventAround {
  readonly id: string
  readonly version: number
  readonly mutation: Mutation
  readonly actor: Actor
  readonly now: number
}

/** A report that an agent wrote down for a customer is the customer's message. */
const toEvent = (
  { at, body }: DecidedEvent,
  { id, version, mutation, actor, now }: EventAround,
): TicketEvent => ({
  id,
  ticketId: mutation.ticketId,
  version,
  at,
  recordedAt: now,
  actor:
    body.type === 'message.received' ? { kind: 'customer', id: null, name: body.message.from.name } : actor,
  mutationId: mutation.id,
  ...body,
})

function recorder(queries: Queries, author: Identity, envelope: MutationEnvelope, hash: string, now: number) {
  const { workspaceId, agent } = author
  const mutation = (result: Outcome['result'], reason: ApiError | null): DecidedMutation => ({
    id: envelope.id,
    agentId: agent.id,
    ticketId: envelope.ticketId,
    bodyHash: hash,
    result,
    reason: reason && {
      code: reason.code,
      message: reason.message.slice(0, 2000),
      ...(reason.details === undefined ? {} : { details: reason.details }),
    },
  })
  const remember = async (decided: DecidedMutation): Promise<Applied> => {
    await rememberOutcome(queries, workspaceId, decided, now)
    const { result, reason } = decided
    return { outcome: { mutationId: envelope.id, result, seq: null, reason }, change: null }
  }
  return {
    refusal: (result: 'held' | 'rejected', reason: ApiError) => remember(mutation(result, reason)),
    nothing: (result: 'applied' | 'merged') => remember(mutation(result, null)),
    change: async (
      result: 'applied' | 'merged',
      ticket: Ticket,
      events: readonly TicketEvent[],
      mayHaveLeft: boolean,
    ): Promise<Applied> => {
      const decided = mutation(result, null)
      const write = { workspaceId, at: now, ticket, events, mutation: decided, mayHaveLeft }
      const change = await writeTicket(queries, write)
      return { outcome: { mutationId: envelope.id, result, seq: change.seq, reason: null }, change }
    },
  }
}
