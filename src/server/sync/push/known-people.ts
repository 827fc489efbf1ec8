import { sql } from 'drizzle-orm'
import type { DecisionContext } from '../../../shared/tickets/decision'
import type { Mutation } from '../../../shared/tickets/mutations'
import type { Tx } from '../../db/database'
import { rows } from '../../db/database'

type Known = Omit<DecisionContext['knows'], 'keyUser'>

const nobody: Known = { agent: () => false, customer: () => false, team: () => false }

/**
 * Which of the ids that a mutation names are active agents, customers and teams of this workspace. Shares the office's row until
 * the transaction ends, because whoever changes reference data holds it (`administration/change-reference.ts`): nobody leaves, and no
 * team is dropped, between this look and the commit.
 */
export async function knownPeople(queries: Tx, workspaceId: string, mutation: Mutation): Promise<Known> {
  const ids = namedIds(mutation).filter((id) => /^[0-9a-f-]{36}$/.test(id))
  if (ids.length === 0) return nobody
  await queries.execute(sql`select 1 from offices where workspace_id = ${workspaceId}::uuid for share`)
  const found = await rows<{ kind: string; id: string }>(
    queries,
    sql`select 'agent' as kind, id::text from agents
        where workspace_id = ${workspaceId}::uuid and active and id = any(${sql.param(ids)}::uuid[])
      union all select 'customer', id::text from customers
        where workspace_id = ${workspaceId}::uuid and id = any(${sql.param(ids)}::uuid[])
      union all select 'team', team->>'id' from offices, json_array_elements(doc->'teams') team
        where workspace_id = ${workspaceId}::uuid`,
  )
  const known = new Set(found.map(({ kind, id }) => `${kind} ${id}`))
  return {
    agent: (id) => known.has(`agent ${id}`),
    customer: (id) => known.has(`customer ${id}`),
    team: (id) => known.has(`team ${id}`),
  }
}

function namedIds(mutation: Mutation): readonly string[] {
  const { type, args } = mutation
  const values: readonly unknown[] =
    type === 'ticket.create'
      ? [args.fields.customerId, args.fields.assigneeId, args.fields.teamId]
      : type === 'ticket.edit'
        ? args.changes.map(({ to }) => to)
        : []
  return values.filter((value) => typeof value === 'string').filter((value) => value.length === 36)
}
