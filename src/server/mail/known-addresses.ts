import { sql } from 'drizzle-orm'
import type { Customer } from '../../shared/tickets/people'
import { readCustomer } from '../tickets/stored-documents'
import type { Reader, Tx } from '../db/database'
import { rows } from '../db/database'

/** Addresses that the desk has to do with, so that writing to them is no sign of a stolen account. */

const dayMs = 24 * 3_600_000
/** An address that was first written to so long ago (ms) counts as new again, once. */
const writtenKeptMs = 400 * dayMs

/** The ticket on which is written. */
export interface WrittenOn {
  readonly ticketId: string
  readonly customerId: string | null
}

/** As addresses are compared. */
export const unique = (addresses: readonly string[]): readonly string[] => [
  ...new Set(addresses.map((address) => address.trim().toLowerCase())),
]

/**
 * Which of these addresses are new: no mail came from them on this ticket, no mail of it has reached them, nobody in the workspace
 * wrote to them before, and they are of no key user who has been there for a day. What stands in the outbox and was never sent
 * makes nobody known. Whom an agent names as reporter counts as new: an agent can name anybody.
 */
export async function newAmong(
  queries: Reader,
  workspaceId: string,
  { ticketId, customerId }: WrittenOn,
  addresses: readonly string[],
  now: number,
): Promise<readonly string[]> {
  const written = await rows<{ address: string }>(
    queries,
    sql`select address from written_addresses where workspace_id = ${workspaceId}::uuid
        and address = any(${sql.param([...addresses])}::text[])
      union select lower(trim(address)) from events e
      -- A mail has the id of the event that it tells of.
      left join mail_outbox m on m.workspace_id = e.workspace_id and m.id = e.id cross join lateral (
        select json_array_elements_text(m.doc->'to') where m.state = 'sent' and m.recipients is null
        union all select json_array_elements_text(m.doc->'cc') where m.state = 'sent' and m.recipients is null
        union all select one->>'address' from json_array_elements(m.recipients) one where one->>'state' = 'sent'
        -- A report that an agent wrote down has the sender that the agent named.
        union all select e.doc->'message'->'from'->>'email' where e.type = 'message.received' and e.doc->>'mutationId' is null
      ) as part(address)
      where e.workspace_id = ${workspaceId}::uuid and e.ticket_id = ${ticketId}::uuid
        and e.type in ('message.received', 'reply.sent', 'confirmation.sent')`,
  )
  const known = new Set(written.map(({ address }) => address))
  const left = addresses.filter((address) => !known.has(address))
  if (left.length === 0 || customerId === null) return left
  const standing = await standingKeyUsers(queries, workspaceId, customerId, now)
  return left.filter((address) => !standing.has(address))
}

/** From now on these count as known. */
export async function rememberWritten(
  queries: Tx,
  workspaceId: string,
  addresses: readonly string[],
  now: number,
): Promise<void> {
  if (addresses.length === 0) return
  await queries.execute(sql`insert into written_addresses (workspace_id, address, at)
    select ${workspaceId}::uuid, address, ${now}::double precision
    from unnest(${sql.param([...addresses].sort())}::text[]) as address on conflict do nothing`)
}

interface CustomerChange {
  readonly before: Customer | null
  readonly after: Customer
  readonly byAdministrator: boolean
}

/**
 * Addresses of the key users who have been there for a day, or whom an administrator entered: a senior whose account was
 * stolen could else make key users of strangers. The audit trail says who was entered since.
 */
async function standingKeyUsers(
  queries: Reader,
  workspaceId: string,
  customerId: string,
  now: number,
): Promise<ReadonlySet<string>> {
  const [customer] = await rows<{ doc: unknown }>(
    queries,
    sql`select doc from customers where workspace_id = ${workspaceId}::uuid and id = ${customerId}::uuid`,
  )
  const changes = await rows<CustomerChange>(
    queries,
    sql`select a.before, a.after, coalesce(g.doc->>'role' = 'administrator', false) as "byAdministrator"
      from audit a left join agents g on g.workspace_id = a.workspace_id and g.id = a.actor_id
      where a.workspace_id = ${workspaceId}::uuid and a.action = 'customer.changed' and a.subject = ${customerId}
        and a.at > ${now - dayMs}::double precision order by a.at, (a.after->>'version')::int`,
  )
  const current = addressesOf(readCustomer(customer?.doc))
  const [first] = changes
  if (!first) return current
  const entered = changes
    .filter(({ byAdministrator }) => byAdministrator)
    .flatMap(({ before, after }) => {
      const earlier = addressesOf(before)
      return [...addressesOf(after)].filter((address) => !earlier.has(address))
    })
  const standing = [...addressesOf(first.before), ...entered]
  return new Set(standing.filter((address) => current.has(address)))
}

const addressesOf = (customer: Customer | null): ReadonlySet<string> =>
  new Set(unique(customer?.keyUsers.map(({ email }) => email) ?? []))

/** Drops what counts as new again. */
export async function dropOldWritten(queries: Tx, now: number): Promise<void> {
  await queries.execute(
    sql`delete from written_addresses where at < ${now - writtenKeptMs}::double precision`,
  )
}
