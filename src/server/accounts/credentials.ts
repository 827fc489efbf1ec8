import { sql } from 'drizzle-orm'
import type { SignInEnd } from '../../shared/sync/account-wire'
import type { Agent } from '../../shared/tickets/people'
import type { Reader, Tx } from '../db/database'
import { locked, returned, rows } from '../db/database'
import type { DeviceOwner } from './devices'
import { removeDevices } from './devices'

/** An agent as signing in knows them. */
export interface Account {
  readonly workspaceId: string
  readonly workspaceName: string
  readonly passwordHash: string | null
  readonly generation: number
  readonly agent: Agent
}

/** The form of an address by which accounts are looked up: the database's own, so that both agree on every letter. */
export async function signInNameOf(queries: Reader, email: string): Promise<string> {
  const [row] = await rows<{ name: string }>(queries, sql`select sign_in_name(${email.trim()}) as name`)
  return row?.name ?? ''
}

/** So many workspaces of one address are looked at. */
const mostWorkspaces = 20

/** The active agents, of any workspace, who sign in with an address. */
export function accountsNamed(queries: Reader, signInName: string): Promise<readonly Account[]> {
  return rows<Account>(
    queries,
    sql`select a.workspace_id as "workspaceId", w.name as "workspaceName", a.password_hash as "passwordHash",
        a.credentials_generation as generation, a.doc as agent
      from agents a join workspaces w on w.id = a.workspace_id
      where sign_in_name(a.email) = ${signInName} and a.active order by w.name, w.id limit ${mostWorkspaces}`,
  )
}

/** What an agent signs in with, locked until the transaction ends; undefined when there is no such active agent. */
export async function lockCredentials(
  queries: Tx,
  { workspaceId, agentId }: DeviceOwner,
): Promise<{ readonly passwordHash: string | null; readonly generation: number } | undefined> {
  const [row] = await locked<{ passwordHash: string | null; generation: number }>(
    queries,
    sql`select password_hash as "passwordHash", credentials_generation as generation from agents
      where workspace_id = ${workspaceId}::uuid and id = ${agentId}::uuid and active for update`,
  )
  return row
}

/**
 * Ends everything that a former password, or the right to sign in, was the reason of: sign-ins (but for one device, when it is
 * named) and links by mail (their generation is a former one). From where this agent signs in stays known: else the owner of a
 * new password would be a stranger everywhere, whom other strangers slow. The caller holds the agent's row lock. Returns how
 * many devices were signed out.
 */
export async function endSignIns(
  queries: Tx,
  owner: DeviceOwner,
  reason: SignInEnd,
  keptDeviceId: string | null = null,
): Promise<number> {
  const { workspaceId, agentId } = owner
  const choice = keptDeviceId === null ? 'all' : { allBut: keptDeviceId }
  const ended = await removeDevices(queries, owner, choice, reason)
  const [row] = await returned<{ generation: number }>(
    queries,
    sql`update agents set credentials_generation = credentials_generation + 1
      where workspace_id = ${workspaceId}::uuid and id = ${agentId}::uuid returning credentials_generation as generation`,
  )
  if (keptDeviceId !== null)
    await queries.execute(sql`update devices set credentials_generation = ${row?.generation ?? 0}::int
      where workspace_id = ${workspaceId}::uuid and id = ${keptDeviceId}::uuid`)
  return ended.length
}

/** Sets what an agent signs in with. */
export async function storePassword(
  queries: Tx,
  { workspaceId, agentId }: DeviceOwner,
  passwordHash: string,
): Promise<void> {
  await queries.execute(sql`update agents set password_hash = ${passwordHash}
    where workspace_id = ${workspaceId}::uuid and id = ${agentId}::uuid`)
}
