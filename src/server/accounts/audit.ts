import { sql } from 'drizzle-orm'
import type { Identity } from './identity'
import type { ServerContext } from '../context'
import type { Reader, Tx } from '../db/database'
import { rows, writeTransaction } from '../db/database'
import type { Database } from '../db/database'

/** The trail of what was done to accounts and settings. Rows are only ever added, in the transaction of what they tell of. */

const dayMs = 24 * 3_600_000
/** As long as outcomes are kept. */
export const auditKeptMs = 400 * dayMs

/** What is told. A change of a password is told, never the password or its hash. */
export type AuditAction =
  | 'sign-in'
  | 'sign-in.refused'
  | 'sign-in.limited'
  | 'password.refused'
  | 'password.changed'
  | 'password.set'
  | 'password.reset-by-mail'
  | 'password-link.mailed'
  | 'device.ended'
  | 'agent.changed'
  | 'customer.changed'
  | 'teams.changed'
  | 'staff-day.announced'
  | 'staff-day.withdrawn'
  | 'sender-domains.changed'
  | 'mail.sent-again'
  | 'mail.said-arrived'
  | 'mail.given-up'

/** Who does something: an agent on a device, or somebody who is not signed in. */
export interface Actor {
  readonly workspaceId: string
  readonly agentId: string | null
  readonly deviceId: string | null
  /** The network address that it came from. */
  readonly address: string | null
}

/** Who makes a request, as the trail tells it. @param address the network address that it came from */
export const actorOf = (
  { workspaceId, agent, deviceId }: Identity,
  address: string,
): Actor & { readonly agentId: string; readonly deviceId: string } => ({
  workspaceId,
  agentId: agent.id,
  deviceId,
  address,
})

export interface AuditEntry {
  readonly action: AuditAction
  /** The id, or for what has none the name, of what it was done to. */
  readonly subject: string
  readonly before?: unknown
  readonly after?: unknown
}

/** Adds an entry. To be called in the transaction of what it tells of. */
export async function writeAudit(
  queries: Tx,
  { now, random }: Pick<ServerContext, 'now' | 'random'>,
  { workspaceId, agentId, deviceId, address }: Actor,
  { action, subject, before, after }: AuditEntry,
): Promise<void> {
  const at = now()
  await queries.execute(sql`
    insert into audit (workspace_id, id, at, actor_id, device_id, address, action, subject, before, after)
    values (${workspaceId}::uuid, ${random.uuid(at)}::uuid, ${at}::double precision, ${agentId}::uuid, ${deviceId}::uuid,
      ${address}, ${action}, ${subject}, ${jsonOf(before)}::json, ${jsonOf(after)}::json)`)
}

const jsonOf = (value: unknown): string | null =>
  value === undefined || value === null ? null : JSON.stringify(value)

export interface AuditRow extends Actor {
  readonly id: string
  readonly at: number
  readonly action: AuditAction
  readonly subject: string
  readonly before: unknown
  readonly after: unknown
}

/** The newest entries, or those before one of them. */
export function readAudit(
  queries: Reader,
  workspaceId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<readonly Omit<AuditRow, 'workspaceId'>[]> {
  return rows(
    queries,
    sql`select id, at, actor_id as "agentId", device_id as "deviceId", address, action, subject, before, after
      from audit where workspace_id = ${workspaceId}::uuid and (${page.before}::uuid is null or id < ${page.before}::uuid)
      order by id desc limit ${page.limit}::int`,
  )
}

/** Drops entries by age: the one thing that may delete any. */
export async function dropOldAudit(database: Database, now: number): Promise<void> {
  await writeTransaction(database, async (queries) => {
    await queries.execute(sql`select set_config('tijdig.drops_old_audit', 'yes', true)`)
    await queries.execute(sql`delete from audit where at < ${now - auditKeptMs}::double precision`)
  })
}
