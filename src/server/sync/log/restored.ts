import type { Position } from '../../../shared/sync/wire'
import type { ServerContext } from '../../context'
import { writeTransaction } from '../../db/database'
import { renewEpoch } from './epoch'
import { readHead, writtenAt } from './head'
import type { Head } from './head'
import { provenPosition } from './position-proof'
import type { LoggedPosition } from './position-proof'

/**
 * Whether a client proves to have seen what is not there: a position past the log's end, or another row at it. Then a
 * backup was restored and nobody said so. Every position is in doubt, and a new epoch begins. Without the proof anybody could
 * have one begun for the whole workspace.
 * @param head may be older than the claim
 * @param known another row of the log, which need not be asked for
 */
export async function isRestored(
  context: ServerContext,
  workspaceId: string,
  head: Head,
  claimed: Position,
  known: LoggedPosition = head,
): Promise<boolean> {
  const seen = provenPosition(head.proofKey, claimed)
  if (seen === null || seen.epoch !== head.epoch) return false
  const { reading } = context.database
  const isPastEnd = seen.seq > head.seq
  if (!isPastEnd) {
    const row = [head, known].find(({ seq }) => seq === seen.seq)
    const at = row ? row.at : await writtenAt(reading, workspaceId, seen.seq)
    // What was compacted away, or signed without a row, says nothing.
    if (at === null || seen.at === null || at === seen.at) return false
  }
  // The head may be older than the claim: for what is past its end the head row itself decides.
  const unlessAt = isPastEnd ? seen.seq : Infinity
  const now = context.now()
  const next = context.random.uuid(now)
  await writeTransaction(context.database, (inside) =>
    renewEpoch(inside, { workspaceId, former: seen.epoch, next, now, unlessAt }),
  )
  if ((await readHead(reading, workspaceId)).epoch === seen.epoch) return false
  await context.journal?.settle()
  context.log.warn({ workspaceId, seen: seen.seq, head: head.seq }, 'the change log was put back: new epoch')
  return true
}
