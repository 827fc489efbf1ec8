import { sql } from 'drizzle-orm'
import type { Customer } from '../../shared/tickets/people'
import type { Reader } from '../db/database'
import { rows } from '../db/database'

/** One customer of the workspace; null when there is none with this id. */
export async function findCustomer(
  queries: Reader,
  workspaceId: string,
  id: string,
): Promise<Customer | null> {
  const [row] = await rows<{ doc: Customer }>(
    queries,
    sql`select doc from customers where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`,
  )
  return row?.doc ?? null
}
