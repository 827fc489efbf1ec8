import { cutText } from '../../../shared/cut-text'
import type { ApiError, Outcome } from '../../../shared/sync/wire'
import type { DecidedEvent } from '../../../shared/tickets/decision'
import { decide } from '../../../shared/tickets/decide'
import { deliveryBody } from '../../../shared/tickets/delivery'
import type { Actor, EventBody, TicketEvent } from '../../../shared/tickets/events'
import type { Mutation, MutationEnvelope } from '../../../shared/tickets/mutations'
import { parseMutation } from '../../../shared/tickets/mutations'
import { stampEvents } from '../../../shared/tickets/stamp'
import type { Ticket } from '../../../shared/tickets/ticket'
import { transactionOf } from '../../accounts/hold-right'
import type { Identity } from '../../accounts/identity'
import type { CommittedChange, DecidedMutation } from '../../tickets/committed'
import { writeTicket } from '../../tickets/write-ticket'
import type { ServerContext } from '../../context'
import type { Reader, Tx } from '../../db/database'
import { attachFiles, withAttachments } from './attachments'
import { decisionContext } from './decision-context'
import { epochRenewedAt } from '../log/epoch'
import { eventIdOf } from './event-id'
import { failedDependency } from './dependencies'
import type { OwnEvent } from './follow-ups'
import { followUps, withoutMail } from './follow-ups'
import { knownOutcomes, rememberOutcome, sameMutation } from './outcomes'
import { countSending } from '../../mail/send-limits'
import { eventsSince, lockTicket, useNumber } from '../../tickets/ticket-row'

export interface Applied {
  readonly outcome: Outcome
  /** null when nothing was changed, or it was changed by an earlier sending of the same mutation. */
  readonly change: CommittedChange | null
}

/**
 * Decides on one mutation and writes all that follows from it, in one transaction; or returns what was decided when it was
 * sent before. `again`: a log that a restored backup has ended may have had it. Throws `id-reused`, and `sign-in-expired` when the
 * author's sign-in has ended meanwhile.
 */
export function applyMutation(
  context: ServerContext,
  by: Identity,
  envelope: MutationEnvelope,
  hash: string,
  again = false,
): Promise<Applied> {
  return transactionOf(context, by, async (queries, author) => {
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
    if (!parsed.ok) return refusedUnread(envelope, parsed, write)
    return decideAndWrite({ context, queries, author, now, again, write }, ticket, parsed.mutation)
  })
}

/** What a newer app wrote is not remembered as refused: once the server knows it, the same mutation can be done. */
async function refusedUnread(
  { id }: MutationEnvelope,
  { code, message }: ApiError,
  write: ReturnType<typeof recorder>,
): Promise<Applied> {
  if (code !== 'unknown-mutation') return write.refusal('rejected', { code, message })
  const outcome: Outcome = { mutationId: id, result: 'rejected', seq: null, reason: { code, message } }
  return { outcome, change: null }
}

interface Work {
  readonly context: ServerContext
  readonly queries: Tx
  readonly author: Identity
  readonly now: number
  readonly again: boolean
  readonly write: ReturnType<typeof recorder>
}

async function decideAndWrite(work: Work, ticket: Ticket | null, mutation: Mutation): Promise<Applied> {
  const { context, queries, author, now, again, write } = work
  const { workspaceId } = author
  const around = await decisionContext(work, ticket, mutation)
  const decision = decide(ticket, mutation, around)
  if ('reason' in decision) return write.refusal(decision.result, decision.reason)
  const attached = await withAttachments(queries, workspaceId, mutation, decision.events)
  if (!attached.ok) return write.refusal('rejected', attached)
  if (attached.events.length === 0) return write.nothing(decision.result)
  const stamp = { mutation, now, author: around.actor, officeName: author.workspaceName }
  const { ticket: after, events: decided } = stamped(attached.events, ticket, stamp)
  const on = { ticketId: after.id, customerId: after.customerId }
  const wasCounted = again && (await isBeforeRestore(queries, workspaceId, mutation))
  const count = (mails: readonly DecidedEvent[]) =>
    countSending(queries, author, mails, { on, now, wasCounted })
  const tooMuch = await count(attached.events)
  if (tooMuch) return write.refusal('rejected', tooMuch)
  const more = await followUps(attached.events, {
    queries,
    workspaceId,
    officeName: author.workspaceName,
    otherwise: context.officeAddress,
    before: ticket,
    after,
    now,
    eventId: eventIdOf(mutation.id, decided.length),
  })
  const all = (await count(more))
    ? withoutMail(attached.events, { ticket, after, now })
    : [...attached.events, ...more]
  const told = again ? [...all, ...(await doubtsOf(work, stamped(all, ticket, stamp).events))] : all
  const written = stamped(told, ticket, stamp)
  if (!ticket && around.nextNumber !== null) await useNumber(queries, workspaceId, around.nextNumber)
  await attachFiles(queries, workspaceId, mutation)
  return write.change(decision.result, written.ticket, written.events, again)
}

/**
 * A reply that may have left before a backup was restored counts for nothing until somebody says that it arrived, or it was sent
 * again: its mail stands before its author.
 */
async function doubtsOf(
  { queries, author: { workspaceId }, now }: Work,
  events: readonly TicketEvent[],
): Promise<readonly OwnEvent[]> {
  const replies = events.filter(({ type, actor }) => type === 'reply.sent' && actor.kind === 'agent')
  const [reply] = replies
  if (!reply) return []
  const log = [...(await eventsSince(queries, workspaceId, reply.ticketId, 0)), ...events]
  return replies.flatMap(({ id: replyId }): OwnEvent[] => {
    const body = deliveryBody(log, { replyId, state: 'in-doubt', reachesCustomer: false, at: now })
    return body ? [{ at: now, byOffice: true, body }] : []
  })
}

/** Whether a mutation was written before a backup was restored: what it sent was counted by the server of then. */
async function isBeforeRestore(
  queries: Reader,
  workspaceId: string,
  { writtenAt }: Mutation,
): Promise<boolean> {
  const renewedAt = await epochRenewedAt(queries, workspaceId)
  return renewedAt !== null && writtenAt < renewedAt
}

interface Stamp {
  readonly mutation: Mutation
  readonly author: Actor
  readonly officeName: string
  readonly now: number
}

/** What was decided, as it stands in the log. */
const stamped = (
  decided: readonly OwnEvent[],
  ticket: Ticket | null,
  { mutation: { id, ticketId }, author, officeName, now }: Stamp,
): ReturnType<typeof stampEvents> =>
  stampEvents(
    { ticketId, ticket, mutationId: id, recordedAt: now },
    decided.map(({ at, saidAt, by, body, byOffice }, index) => ({
      id: eventIdOf(id, index),
      at,
      saidAt,
      actor: byOffice ? officeOf(officeName) : (by ?? actorOf(body, author, officeName)),
      body,
    })),
  )

/** A report that an agent wrote down for a customer is the customer's message; a confirmation is sent by the office. */
function actorOf(body: EventBody, author: Actor, officeName: string): Actor {
  if (body.type === 'message.received') return { kind: 'customer', id: null, name: body.message.from.name }
  return body.type === 'confirmation.sent' ? officeOf(officeName) : author
}

const officeOf = (name: string): Actor => ({ kind: 'system', id: null, name })

function recorder(queries: Tx, author: Identity, envelope: MutationEnvelope, hash: string, now: number) {
  const { workspaceId, agent } = author
  const mutation = (result: Outcome['result'], reason: ApiError | null): DecidedMutation => ({
    id: envelope.id,
    agentId: agent.id,
    ticketId: envelope.ticketId,
    bodyHash: hash,
    result,
    reason: reason && {
      code: reason.code,
      message: cutText(reason.message, 2000),
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
