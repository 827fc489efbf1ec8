import type { Office } from '../../shared/tickets/people'
import type { CommittedChange } from '../change/committed'
import type { ReferenceBody } from '../change/write-reference'
import { writeReference } from '../change/write-reference'
import type { ServerContext } from '../context'
import { acknowledge } from '../context'
import type { Queries } from '../db/database'
import { sqlState, transaction } from '../db/database'
import { Refused } from '../http/refused'
import { lockOffice } from './office'

/**
 * Works out a new customer, agent or office in a transaction and writes it with its change-log row. What is not synced, such as
 * a password or the audit trail, `work` writes itself. An e-mail address that somebody else in the workspace has is
 * refused with 409 `email-taken`.
 *
 * The office's row is the lock of all reference data of its workspace: whoever changes some of it holds that row, so that what
 * `work` checks stays true until the commit. Whoever relies on reference data shares it (`sync/known-people.ts`).
 */
export async function changeReference(
  context: ServerContext,
  workspaceId: string,
  work: (queries: Queries, office: Office) => Promise<ReferenceBody>,
): Promise<CommittedChange> {
  try {
    const change = await transaction(
      context.database,
      async (queries) => {
        const office = await lockOffice(queries, workspaceId)
        return writeReference(queries, workspaceId, await work(queries, office), context.now())
      },
      2,
    )
    await acknowledge(context, [change])
    // Passwords, sign-ins and the audit trail are no part of the journal.
    await context.journal?.settle()
    return change
  } catch (error) {
    if (sqlState(error) !== '23505') throw error
    throw new Refused(409, 'email-taken', 'This e-mail address is in use already. Choose another.')
  }
}
