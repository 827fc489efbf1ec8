import { sql } from 'drizzle-orm'
import type { Customer } from '../../shared/tickets/people'
import type { Queries } from '../db/database'
import { rows } from '../db/database'

/** A customer, locked until the transaction ends; null when there is none with this id. */
export async function lockCustomer(
  queries: Queries,
  workspaceId: string,
  id: string,
): Promise<Customer | null> {
  const [row] = await rows<{ doc: Customer }>(
    queries,
    sql`select doc from customers where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`,
  )
  return row?.doc ?? null
}
