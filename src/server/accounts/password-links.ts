import { sql } from 'drizzle-orm'
import type { Actor } from './audit'
import { writeAudit } from './audit'
import type { ServerContext } from '../context'
import type { Reader, Tx } from '../db/database'
import { rows, writeTransaction } from '../db/database'
import { endSignIns, lockCredentials, storePassword } from './credentials'
import type { DeviceOwner } from './devices'
import { tokenHash } from './devices'
import { rememberOrigin } from './known-origins'
import { networkOf } from './network'
import type { PasswordOwner, PasswordProblem } from './passwords'
import { hashPassword, passwordProblem } from './passwords'

const hourMs = 3_600_000
export const linkLifetimeMs = hourMs
/** So many links at most are mailed to one account within an hour. */
export const linksAnHour = 3

/** Makes a link's token; null when the account had as many as an hour allows. The caller holds the agent's row lock. */
export async function makeLink(
  queries: Tx,
  { random, now }: Pick<ServerContext, 'random' | 'now'>,
  { workspaceId, agentId }: DeviceOwner,
  generation: number,
): Promise<string | null> {
  const at = now()
  const [made] = await rows<{ count: number }>(
    queries,
    sql`select count(*)::int as count from password_links where workspace_id = ${workspaceId}::uuid
      and agent_id = ${agentId}::uuid and created_at > ${at - hourMs}::double precision`,
  )
  if ((made?.count ?? 0) >= linksAnHour) return null
  const token = random.token()
  await queries.execute(sql`
    insert into password_links (workspace_id, id, agent_id, token_hash, credentials_generation, created_at, expires_at)
    values (${workspaceId}::uuid, ${random.uuid(at)}::uuid, ${agentId}::uuid, ${tokenHash(token)}, ${generation}::int,
      ${at}::double precision, ${at + linkLifetimeMs}::double precision)`)
  return token
}

export interface OpenLink extends DeviceOwner {
  readonly owner: PasswordOwner
}

/** Whom a link is for; null when it is unknown, used, expired, or of a former password. Looking spends nothing. */
export async function findLink(queries: Reader, token: string, now: number): Promise<OpenLink | null> {
  const [row] = await rows<OpenLink>(
    queries,
    sql`select l.workspace_id as "workspaceId", l.agent_id as "agentId", json_build_object('name', a.doc->>'name',
        'email', a.doc->>'email', 'workspace', w.name) as owner
      from password_links l join workspaces w on w.id = l.workspace_id
      join agents a on a.workspace_id = l.workspace_id and a.id = l.agent_id
      where l.token_hash = ${tokenHash(token)} and l.used_at is null and l.expires_at > ${now}::double precision
        and a.active and a.credentials_generation = l.credentials_generation`,
  )
  return row ?? null
}

export type SetByLink =
  | { readonly result: 'set'; readonly devicesEnded: number }
  | { readonly result: 'link-ended' }
  | { readonly result: 'refused'; readonly problem: PasswordProblem }

/** Sets a new password by a link, which is spent with it, and signs the agent out on all devices. */
export async function setPasswordByLink(
  context: ServerContext,
  token: string,
  password: string,
  address: string,
): Promise<SetByLink> {
  const { database, now, accounts } = context
  const link = await findLink(database.writing, token, now())
  if (!link) return { result: 'link-ended' }
  const problem = passwordProblem(password, link.owner)
  if (problem !== null) return { result: 'refused', problem }
  const hash = await accounts.hashing.run('first', () => hashPassword(password))
  const owner = { workspaceId: link.workspaceId, agentId: link.agentId }
  const actor: Actor = { ...owner, deviceId: null, address }
  const devicesEnded = await writeTransaction(database, async (queries) => {
    await lockCredentials(queries, owner)
    // Another one may have been quicker while the hash was made.
    if (!(await findLink(queries, token, now()))) return null
    await queries.execute(sql`update password_links set used_at = ${now()}::double precision
      where token_hash = ${tokenHash(token)}`)
    await storePassword(queries, owner, hash)
    const devices = await endSignIns(queries, owner, 'password-changed')
    // Whoever reads this agent's mail there is no stranger there: with the new password they get in at once.
    await rememberOrigin(queries, owner, { network: networkOf(address), deviceId: undefined }, now())
    await writeAudit(queries, context, actor, {
      action: 'password.reset-by-mail',
      subject: owner.agentId,
      after: { devicesEnded: devices },
    })
    return devices
  })
  if (devicesEnded === null) return { result: 'link-ended' }
  context.identities.forget()
  await context.journal?.settle()
  return { result: 'set', devicesEnded }
}

/** Drops links that nobody can use any more. Those of the last hour are kept: they are counted. */
export async function dropOldLinks(queries: Tx, now: number): Promise<void> {
  await queries.execute(sql`delete from password_links where expires_at <= ${now}::double precision`)
}
