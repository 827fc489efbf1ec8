import type { Outcome, PushRequest, PushResponse } from '../../../shared/sync/wire'
import type { MutationEnvelope } from '../../../shared/tickets/mutations'
import type { Identity } from '../../accounts/identity'
import type { CommittedChange } from '../../tickets/committed'
import type { ServerContext } from '../../context'
import { acknowledgeKept, durableUpTo } from '../../context'
import { Refused } from '../../refused'
import type { Applied } from './apply'
import { applyMutation } from './apply'
import { bodyHash } from './body-hash'
import { concernsAll, noteFailedChange } from './failed-change'
import { readHead } from '../log/head'
import type { Head } from '../log/head'
import { knownOutcomes, sameMutation } from './outcomes'
import { proven } from '../log/position-proof'
import { isRestored } from '../log/restored'

/**
 * Decides on a batch, one transaction a mutation, in its order; on none of it when its author knows of another epoch only, or
 * proves that this one has to end. One that fails by itself gets no outcome, and neither does what comes behind it on its
 * ticket: both are sent again, and after three tries the author is told (`failed-change.ts`).
 * Sending it again gives the same outcomes and changes nothing. Throws `id-reused` before anything is applied when a
 * known id comes with another content; `other-author` when it is not of who is signed in.
 */
export async function push(
  context: ServerContext,
  author: Identity,
  { authorId, epoch, seen, again = [], mutations }: PushRequest,
): Promise<PushResponse> {
  const { database } = context
  if (authorId !== undefined && authorId !== author.agent.id)
    throw new Refused('other-author', 'Somebody else has signed in since this was written.')
  if (epoch !== undefined) {
    const { workspaceId } = author
    const head = await readHead(database.writing, workspaceId)
    if (head.epoch !== epoch) return answerOf(context, author, [], head)
    if (seen && (await isRestored(context, workspaceId, head, { epoch, ...seen })))
      return answerOf(context, author, [], await readHead(database.writing, workspaceId))
  }
  const hashes = mutations.map(bodyHash)
  // One alone is compared where it is applied.
  const ids = mutations.length > 1 ? mutations.map(({ id }) => id) : []
  const known = await knownOutcomes(database.writing, author.workspaceId, ids)
  mutations.forEach((envelope, index) => {
    const before = known.get(envelope.id)
    if (before) sameMutation(before, envelope, hashes[index] ?? '')
  })
  const outcomes: Outcome[] = []
  const changes: CommittedChange[] = []
  const open = { ids: new Set<string>(), tickets: new Set<string>() }
  try {
    for (const [index, envelope] of mutations.entries()) {
      const isAgain = again.includes(envelope.id)
      const hash = hashes[index] ?? ''
      const isBehindOpen =
        open.tickets.has(envelope.ticketId) || envelope.after.some((id) => open.ids.has(id))
      const applied = isBehindOpen ? null : await applyOrNote(context, author, { envelope, hash, isAgain })
      if (!applied) {
        open.ids.add(envelope.id)
        open.tickets.add(envelope.ticketId)
        continue
      }
      const { outcome, change } = applied
      outcomes.push(outcome)
      context.decided.set(outcome.result, (context.decided.get(outcome.result) ?? 0) + 1)
      if (!change) continue
      context.journal?.append(change)
      changes.push(change)
    }
  } finally {
    await acknowledgeKept(context, changes)
  }
  return answerOf(context, author, outcomes, await readHead(database.writing, author.workspaceId))
}

interface Sent {
  readonly envelope: MutationEnvelope
  readonly hash: string
  readonly isAgain: boolean
}

/** Null when it failed and is to be sent again. Throws what concerns all others, too. */
async function applyOrNote(
  context: ServerContext,
  author: Identity,
  { envelope, hash, isAgain }: Sent,
): Promise<Applied | null> {
  try {
    return await applyMutation(context, author, envelope, hash, isAgain)
  } catch (error) {
    if (concernsAll(error)) throw error
    const outcome = await noteFailedChange(context, author.workspaceId, envelope, error)
    return outcome && { outcome, change: null }
  }
}

const answerOf = (
  context: ServerContext,
  { workspaceId }: Identity,
  outcomes: readonly Outcome[],
  head: Head,
): PushResponse => ({
  outcomes: [...outcomes],
  head: proven(head.proofKey, head),
  serverTime: context.now(),
  durableSeq: durableUpTo(context, workspaceId, head.seq),
})
