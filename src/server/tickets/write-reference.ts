import type { SQL } from 'drizzle-orm'
import { sql } from 'drizzle-orm'
import { assertNever } from '../../shared/assert-never'
import type { Tx } from '../db/database'
import { returned } from '../db/database'
import type { ChangeBody, CommittedChange } from './committed'

export type ReferenceBody = Exclude<ChangeBody, { kind: 'ticket' }>

/**
 * Writes a customer, an agent or the office with its change-log row. Must be the last statement of its transaction, as
 * `writeTicket`. Passwords are no part of it: they are never synced.
 */
export async function writeReference(
  queries: Tx,
  workspaceId: string,
  body: ReferenceBody,
  at: number,
): Promise<CommittedChange> {
  const statement = sql`
    with head as (
      update change_heads set seq = seq + 1 where workspace_id = ${workspaceId}::uuid returning epoch, seq
    ), logged as (
      insert into change_log (workspace_id, seq, at, doc)
      select ${workspaceId}::uuid, seq, ${at}::double precision, ${JSON.stringify(body)}::json from head
    ), stored as (${stored(workspaceId, body)}
    ) select epoch, seq from head`
  const [head] = await returned<{ epoch: string; seq: number }>(queries, statement)
  if (!head) throw new Error(`Workspace ${workspaceId} has no change head`)
  return { workspaceId, epoch: head.epoch, seq: head.seq, at, body, mutation: null, mails: [] }
}

function stored(workspaceId: string, body: ReferenceBody): SQL {
  switch (body.kind) {
    case 'customer': {
      const { id, email, active } = body.customer
      return sql`insert into customers (workspace_id, id, email, active, doc)
        values (${workspaceId}::uuid, ${id}::uuid, ${email}, ${active}, ${JSON.stringify(body.customer)}::json)
        on conflict (workspace_id, id) do update
        set email = excluded.email, active = excluded.active, doc = excluded.doc`
    }
    case 'agent': {
      const { id, email, active } = body.agent
      return sql`insert into agents (workspace_id, id, email, active, doc)
        values (${workspaceId}::uuid, ${id}::uuid, ${email}, ${active}, ${JSON.stringify(body.agent)}::json)
        on conflict (workspace_id, id) do update
        set email = excluded.email, active = excluded.active, doc = excluded.doc`
    }
    case 'office':
      return sql`insert into offices (workspace_id, doc)
        values (${workspaceId}::uuid, ${JSON.stringify(body.office)}::json)
        on conflict (workspace_id) do update set doc = excluded.doc`
    default:
      return assertNever(body)
  }
}
