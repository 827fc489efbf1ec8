import { sql } from 'drizzle-orm'
import type { Outcome } from '../../../shared/sync/wire'
import type { MutationEnvelope } from '../../../shared/tickets/mutations'
import type { Tx } from '../../db/database'
import { isUnreachable, rows, sqlState, writeTransaction } from '../../db/database'
import { ServerTooOld } from '../../db/schema-floor'
import type { ServerContext } from '../../context'
import { Refused } from '../../refused'
import { countTry, mostTries } from '../../tries'

/** Under this name `job_failures` counts the tries to change a ticket; its subject is the ticket. */
export const changeJob = 'push'

/**
 * Classes of SQLSTATE that say something of the database or its tables, not of the rows in hand: the connection, privileges,
 * the transaction, names of tables and columns, resources, locks, an operator, the system.
 */
const ofTheDatabase = new Set(['08', '25', '28', '3D', '40', '42', '53', '55', '57', '58'])

/** Whether every other mutation would fail as this one did, or the request itself was refused: then none is decided on. */
export function concernsAll(error: unknown): boolean {
  if (error instanceof Refused || error instanceof ServerTooOld) return true
  const state = sqlState(error)
  return state === undefined ? isUnreachable(error) : ofTheDatabase.has(state.slice(0, 2))
}

/**
 * Notes that a mutation could not be decided on, as when its ticket cannot be read. Null while it is to be sent again; after
 * three tries at the ticket as it is, the outcome that puts it before its author. That outcome is not remembered: once the
 * ticket is mended, the same mutation can be done.
 */
export async function noteFailedChange(
  context: ServerContext,
  workspaceId: string,
  { id, ticketId }: MutationEnvelope,
  error: unknown,
): Promise<Outcome | null> {
  context.faults.note(changeJob, error)
  const tries = await writeTransaction(context.database, async (queries) => {
    const [row] = await rows<{ version: number }>(
      queries,
      sql`select version from tickets where workspace_id = ${workspaceId}::uuid and id = ${ticketId}::uuid`,
    )
    const piece = { workspaceId, job: changeJob, subject: ticketId, version: row?.version ?? 0 }
    return countTry(queries, piece, context.now())
  })
  return tries < mostTries ? null : { mutationId: id, result: 'rejected', seq: null, reason: changeFailed }
}

const changeFailed = {
  code: 'change-failed',
  message:
    'The server fails each time it tries to make this change, so something is wrong with the ticket there. Your change is kept on your device: tell an administrator, and try again later.',
}

/** Forgets the tries at tickets that were changed since, because those can be changed again. */
export async function dropOvercomeFailures(queries: Tx): Promise<void> {
  await queries.execute(sql`
    delete from job_failures f using tickets t where f.job = ${changeJob}
      and t.workspace_id = f.workspace_id and t.id = f.subject::uuid and t.version <> f.version`)
}
