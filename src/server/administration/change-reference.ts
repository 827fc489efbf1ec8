import type { Agent, Office } from '../../shared/tickets/people'
import { holdRight } from '../accounts/hold-right'
import type { Identity } from '../accounts/identity'
import type { CommittedChange } from '../tickets/committed'
import type { ReferenceBody } from '../tickets/write-reference'
import { writeReference } from '../tickets/write-reference'
import type { ServerContext } from '../context'
import { acknowledge } from '../context'
import type { Tx } from '../db/database'
import { sqlState, writeTransaction } from '../db/database'
import { Refused } from '../refused'
import { lockAgents } from '../accounts/agents'
import { lockOffice } from './office'

/**
 * Works out a new customer or office in a transaction and writes it with its change-log row. What is not synced, such as a
 * password or the audit trail, `work` writes itself. An e-mail address that somebody else in the workspace has is
 * refused with `email-taken`; whoever may no longer change it as `holdRight` says.
 *
 * The office's row is the lock of all reference data of its workspace: whoever changes some of it holds that row, so that what
 * `work` checks stays true until the commit. Whoever relies on reference data shares it (`sync/push/known-people.ts`).
 * @param by who asks for it, or the id of the workspace that the server changes by itself
 */
export const changeReference = (
  context: ServerContext,
  by: Identity | string,
  work: (queries: Tx, office: Office) => Promise<ReferenceBody>,
): Promise<CommittedChange> =>
  typeof by === 'string'
    ? change(context, by, async (queries) => work(queries, await lockOffice(queries, by)))
    : change(context, by.workspaceId, async (queries) => {
        await holdRight(queries, by, context.now())
        return work(queries, await lockOffice(queries, by.workspaceId))
      })

/** The reference data of a workspace, locked until the transaction ends. */
export interface LockedAgents {
  readonly office: Office
  readonly agents: readonly Agent[]
  /** Who asks, as they are now. */
  readonly author: Identity
}

/** As `changeReference`, for a change of agents: their rows are locked before the office. */
export const changeAgents = (
  context: ServerContext,
  by: Identity,
  work: (queries: Tx, locked: LockedAgents) => Promise<ReferenceBody>,
): Promise<CommittedChange> =>
  change(context, by.workspaceId, async (queries) => {
    const agents = await lockAgents(queries, by.workspaceId)
    const author = await holdRight(queries, by, context.now())
    return work(queries, { agents, author, office: await lockOffice(queries, by.workspaceId) })
  })

async function change(
  context: ServerContext,
  workspaceId: string,
  work: (queries: Tx) => Promise<ReferenceBody>,
): Promise<CommittedChange> {
  try {
    const committed = await writeTransaction(
      context.database,
      async (queries) => writeReference(queries, workspaceId, await work(queries), context.now()),
      2,
    )
    await acknowledge(context, [committed])
    // Passwords, sign-ins and the audit trail are no part of the journal.
    await context.journal?.settle()
    return committed
  } catch (error) {
    if (sqlState(error) !== '23505') throw error
    throw new Refused('email-taken', 'This e-mail address is in use already. Choose another.')
  }
}
