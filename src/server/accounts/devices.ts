import type { SQL } from 'drizzle-orm'
import { sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import type { Database, Reader, Tx } from '../db/database'
import { locked, returned, rows, writeTransaction } from '../db/database'
import type { SignInEnd } from '../../shared/sync/account-wire'
import type { Random } from '../ids'
import type { Identity } from './identity'

/** How long a sign-in lasts at most. */
export const deviceLifetimeMs = 90 * 24 * 3_600_000
/** How often a use is written down, ms. */
const useNotedMs = 3_600_000

export interface DeviceOwner {
  readonly workspaceId: string
  readonly agentId: string
}

export interface NewDevice {
  readonly name: string
  /** The id that the app gives itself: its former sign-in of the same agent ends. Null for clients that name none. */
  readonly clientId: string | null
  /** The very hash that a password was checked against; null when none was. */
  readonly passwordHash: string | null
}

export interface AddedDevice {
  readonly id: string
  /** Stored nowhere: only its hash is. */
  readonly token: string
  /** Former sign-ins on the same app, which it ended. */
  readonly replaced: readonly EndedDevice[]
}

export interface EndedDevice {
  readonly id: string
  readonly name: string
  /** The id that the app gave itself. */
  readonly clientId: string | null
}

/** What an agent sees of a sign-in. */
export interface ListedDevice {
  readonly id: string
  readonly name: string
  readonly createdAt: number
  /** To within an hour. */
  readonly lastUsedAt: number
}

/** Of a token, or of any other secret of 256 bits. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url')

/**
 * Signs an agent in on a device. Returns null when the agent may not sign in any
 * more, or has another password than the one that was checked: the agent's row is locked while that is looked at, so that
 * no sign-in outlives what ended its reason meanwhile.
 */
export async function addDevice(
  queries: Tx,
  random: Random,
  { workspaceId, agentId }: DeviceOwner,
  { name, clientId, passwordHash }: NewDevice,
  now: number,
): Promise<AddedDevice | null> {
  const [agent] = await locked<{ generation: number }>(
    queries,
    sql`select credentials_generation as generation from agents
      where workspace_id = ${workspaceId}::uuid and id = ${agentId}::uuid and active
        and (${passwordHash}::text is null or password_hash = ${passwordHash}) for no key update`,
  )
  if (!agent) return null
  const replaced =
    clientId === null
      ? []
      : await removeDevices(queries, { workspaceId, agentId }, { ofClient: clientId }, 'ended-elsewhere')
  const token = random.token()
  const id = random.uuid(now)
  await queries.execute(sql`
    insert into devices (workspace_id, id, agent_id, token_hash, name, created_at, expires_at, last_used_at, client_id,
      credentials_generation)
    values (${workspaceId}::uuid, ${id}::uuid, ${agentId}::uuid, ${tokenHash(token)}, ${name},
      ${now}::double precision, ${now + deviceLifetimeMs}::double precision, ${now}::double precision, ${clientId}::uuid,
      ${agent.generation}::int)`)
  return { id, token, replaced }
}

/** Whether the sign-in `d` of the agent `a` holds. */
export const holds = (now: number): SQL =>
  sql`d.expires_at > ${now}::double precision and a.active and d.credentials_generation = a.credentials_generation`

/**
 * Whose token this is; null when it is unknown, expired, signed out, unused for `idleMs`, of a former password, or of an agent
 * who is no longer active.
 * @param queries the connections that are asked: those for who reads, or for who writes
 */
export async function identify(
  database: Database,
  queries: Reader,
  token: string,
  { now, idleMs }: { readonly now: number; readonly idleMs: number },
): Promise<Identity | null> {
  const [row] = await rows<Identity & { readonly lastUsedAt: number }>(
    queries,
    sql`select d.workspace_id as "workspaceId", w.name as "workspaceName", d.id as "deviceId",
        d.last_used_at as "lastUsedAt", a.doc as agent
      from devices d
      join workspaces w on w.id = d.workspace_id
      join agents a on a.workspace_id = d.workspace_id and a.id = d.agent_id
      where d.token_hash = ${tokenHash(token)} and ${holds(now)}
        and d.last_used_at > ${now - idleMs}::double precision`,
  )
  if (!row) return null
  const { lastUsedAt, ...identity } = row
  if (lastUsedAt <= now - useNotedMs) await noteUse(database, identity, now)
  return identity
}

/**
 * Which of these sign-ins no longer hold, by the devices' ids. Asked of connections that are open: that is a use of those that do.
 */
export async function endedAmong(
  database: Database,
  devices: readonly Pick<Identity, 'workspaceId' | 'deviceId'>[],
  now: number,
): Promise<ReadonlySet<string>> {
  const asked = sql`unnest(${sql.param(devices.map(({ workspaceId }) => workspaceId))}::uuid[],
    ${sql.param(devices.map(({ deviceId }) => deviceId))}::uuid[]) as asked(workspace_id, id)`
  const used = await rows(
    database.writing,
    sql`select 1 from devices d join ${asked} on d.workspace_id = asked.workspace_id and d.id = asked.id
      where d.last_used_at <= ${now - useNotedMs}::double precision limit 1`,
  )
  if (used.length > 0)
    await writeTransaction(database, (queries) =>
      queries.execute(sql`
        update devices d set last_used_at = ${now}::double precision from ${asked}
        where d.workspace_id = asked.workspace_id and d.id = asked.id
          and d.last_used_at <= ${now - useNotedMs}::double precision`),
    )
  const ended = await rows<{ id: string }>(
    database.writing,
    sql`select asked.id from ${asked}
      where not exists (select 1 from devices d
        join agents a on a.workspace_id = d.workspace_id and a.id = d.agent_id
        where d.workspace_id = asked.workspace_id and d.id = asked.id and ${holds(now)})`,
  )
  return new Set(ended.map(({ id }) => id))
}

async function noteUse(
  database: Database,
  { workspaceId, deviceId }: Pick<Identity, 'workspaceId' | 'deviceId'>,
  now: number,
): Promise<void> {
  await writeTransaction(database, (queries) =>
    queries.execute(sql`
      update devices set last_used_at = ${now}::double precision where workspace_id = ${workspaceId}::uuid
        and id = ${deviceId}::uuid and last_used_at <= ${now - useNotedMs}::double precision`),
  )
}

/** The sign-ins of an agent that hold, the last used first. */
export function listDevices(
  queries: Reader,
  { workspaceId, agentId }: DeviceOwner,
  { now, idleMs }: { readonly now: number; readonly idleMs: number },
): Promise<readonly ListedDevice[]> {
  return rows<ListedDevice>(
    queries,
    sql`select d.id, d.name, d.created_at as "createdAt", d.last_used_at as "lastUsedAt" from devices d
      join agents a on a.workspace_id = d.workspace_id and a.id = d.agent_id
      where d.workspace_id = ${workspaceId}::uuid and d.agent_id = ${agentId}::uuid and ${holds(now)}
        and d.last_used_at > ${now - idleMs}::double precision
      order by d.last_used_at desc, d.created_at desc`,
  )
}

/** Which of an agent's sign-ins: one, all but one, those on one app, or all. */
export type DeviceChoice =
  { readonly only: string } | { readonly allBut: string } | { readonly ofClient: string } | 'all'

/**
 * Ends sign-ins of an agent; their tokens are worth nothing from now on, and who comes with one is told the reason. Returns what
 * was ended.
 */
export function removeDevices(
  queries: Tx,
  { workspaceId, agentId }: DeviceOwner,
  choice: DeviceChoice,
  reason: SignInEnd,
): Promise<readonly EndedDevice[]> {
  return returned(
    queries,
    sql`with gone as (
        delete from devices where workspace_id = ${workspaceId}::uuid and agent_id = ${agentId}::uuid
          and ${chosen(choice)} returning id, name, client_id, token_hash, expires_at
      ), noted as (
        insert into ended_sign_ins (token_hash, reason, until)
        select token_hash, ${reason}, expires_at from gone on conflict (token_hash) do nothing
      )
      select id, name, client_id as "clientId" from gone`,
  )
}

function chosen(choice: DeviceChoice): SQL {
  if (choice === 'all') return sql`true`
  if ('ofClient' in choice) return sql`client_id = ${choice.ofClient}::uuid`
  return 'only' in choice ? sql`id = ${choice.only}::uuid` : sql`id <> ${choice.allBut}::uuid`
}

/** The id that the app of a sign-in gives itself; undefined when it names none. */
export async function clientIdOf(
  queries: Reader,
  { workspaceId, deviceId }: Pick<Identity, 'workspaceId' | 'deviceId'>,
): Promise<string | undefined> {
  const [row] = await rows<{ clientId: string | null }>(
    queries,
    sql`select client_id as "clientId" from devices where workspace_id = ${workspaceId}::uuid and id = ${deviceId}::uuid`,
  )
  return row?.clientId ?? undefined
}

/** Drops sign-ins that have ended by time. */
export async function dropEndedDevices(
  queries: Tx,
  { now, idleMs }: { readonly now: number; readonly idleMs: number },
): Promise<void> {
  await queries.execute(sql`delete from devices where expires_at <= ${now}::double precision
    or last_used_at <= ${now - idleMs}::double precision`)
}
