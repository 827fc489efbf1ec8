import type { ApiError } from '../sync/wire'
import { DAY_MS } from '../sla/day-number'
import { refusalOfAct } from './actions'
import { findAct } from './acts/find'
import type { AnyAct } from './acts/find'
import { rejected } from './decision'
import type { Decision, DecisionContext } from './decision'
import { oldestReceiptDays } from './fact-times'
import type { Mutation } from './mutations'
import { heldBecause } from './since'
import type { Ticket } from './ticket'

/**
 * Decides what a mutation does to a ticket, without doing it: the same code on server, client and simulator.
 * Rejections carry a code and a sentence that a person can act on. A known mutation id is the caller's business.
 */
export function decide(ticket: Ticket | null, mutation: Mutation, context: DecisionContext): Decision {
  const act = findAct(mutation.type)
  if (act.makesTicket)
    return ticket
      ? rejected('ticket-exists', 'This ticket was already created.')
      : act.decide(null, mutation, context)
  if (!ticket) return rejected('no-ticket', 'The ticket does not exist, or you may not see it.')
  const overtaken = stale(act, mutation, context)
  if (overtaken) return { result: 'held', reason: overtaken }
  const refusal = refusalOfAct(act, ticket, context.role)
  if (refusal && act.isMoot?.(ticket, context)) return { result: 'merged', events: [] }
  if (refusal && !isLateFact(act, ticket, mutation, context)) return { result: 'rejected', reason: refusal }
  return act.decide(ticket, mutation, context)
}

/** Who would do it, and what counts beside the ticket. */
export type Here = Pick<DecisionContext, 'actor' | 'role' | 'now' | 'unsentReply'> & {
  /** What this device knows to have happened since its author looked. Left out: they have seen all of it, and are not asked again. */
  readonly since?: DecisionContext['since']
}

/**
 * What would become of it now, as far as this device knows. What only the server knows is taken to be in order: people, terms, numbers.
 * @param ticket null for one that it makes
 */
export const decideHere = (ticket: Ticket | null, mutation: Mutation, { since, ...who }: Here): Decision =>
  decide(ticket, mutation, {
    ...who,
    since: since ?? [],
    again: since === undefined,
    nextNumber: null,
    mail: { from: '', messageId: null },
    knows: { agent: () => true, customer: () => true, team: () => true, keyUser: () => true },
    termOver: () => true,
  })

/** Why an act must be looked at again by its author; null when nothing that counts came between. */
function stale(
  act: AnyAct,
  { args, seen }: Mutation,
  { since, again, actor }: DecisionContext,
): ApiError | null {
  if (again || ('anyway' in args && args.anyway)) return null
  return heldBecause(act.since, { since, actor, own: seen.own })
}

/**
 * Whether a fact happened before something that its author had not seen, and that would keep them from writing it down today: it
 * is entered in the order in which things happened. On a closed ticket only the closing counts as that: what happened before it, in
 * the time in which a report may still be written down, unless a senior says so. Such a fact stands in the ticket's revisions.
 */
function isLateFact(
  { since: rule }: AnyAct,
  { facts }: Ticket,
  { args }: Mutation,
  { since, now, role }: DecisionContext,
): boolean {
  const isFact = rule.kind === 'fact' || (rule.kind === 'intent' && rule.isFact === true)
  const at = isFact && 'occurredAt' in args ? args.occurredAt : null
  if (at === null) return false
  if (facts.closedAt === null) return since.some((event) => event.at > at)
  const isRecent = role !== 'agent' || now - at <= oldestReceiptDays * DAY_MS
  return isRecent && at < facts.closedAt && since.some(({ type: each }) => each === 'ticket.closed')
}
