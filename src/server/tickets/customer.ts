import { sql } from 'drizzle-orm'
import type { Customer } from '../../shared/tickets/people'
import type { Reader } from '../db/database'
import { rows } from '../db/database'
import { readCustomer } from './stored-documents'

/** The customer of a ticket; null when there is none, or it cannot be read. */
export async function findReadableCustomer(
  queries: Reader,
  workspaceId: string,
  customerId: string | null,
): Promise<Customer | null> {
  if (customerId === null) return null
  const [row] = await rows<{ doc: unknown }>(
    queries,
    sql`select doc from customers where workspace_id = ${workspaceId}::uuid and id = ${customerId}::uuid`,
  )
  return row ? readCustomer(row.doc) : null
}
