import type { Outcome, PushRequest, PushResponse } from '../../shared/sync/wire'
import type { Identity } from '../accounts/identity'
import type { CommittedChange } from '../change/committed'
import type { ServerContext } from '../context'
import { acknowledgeKept, durableUpTo } from '../context'
import { Refused } from '../http/refused'
import { applyMutation } from './apply'
import { bodyHash } from './body-hash'
import { readHead } from './head'
import type { Head } from './head'
import { knownOutcomes, sameMutation } from './outcomes'
import { proven } from './position-proof'
import { isRestored } from './restored'

/**
 * Decides on a batch, one transaction a mutation, in its order; on none of it when its author knows of another epoch only, or
 * proves that this one has to end.
 * Sending it again gives the same outcomes and changes nothing. Throws `id-reused` (409) before anything is applied when a
 * known id comes with another content; `other-author` (403) when it is not of who is signed in.
 */
export async function push(
  context: ServerContext,
  author: Identity,
  { authorId, epoch, seen, again = [], mutations }: PushRequest,
): Promise<PushResponse> {
  const { database } = context
  if (authorId !== undefined && authorId !== author.agent.id)
    throw new Refused(403, 'other-author', 'Somebody else has signed in since this was written.')
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
  try {
    for (const [index, envelope] of mutations.entries()) {
      const isAgain = again.includes(envelope.id)
      const hash = hashes[index] ?? ''
      const { outcome, change } = await applyMutation(context, author, envelope, hash, isAgain)
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
