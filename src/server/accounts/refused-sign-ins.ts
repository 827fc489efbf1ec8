import { sql } from 'drizzle-orm'
import type { ServerContext } from '../context'
import type { Tx } from '../db/database'
import { returned, writeTransaction } from '../db/database'
import type { Actor } from './audit'
import { auditKeptMs, writeAudit } from './audit'

const hourMs = 3_600_000
/** So many networks at most have a count of their own in one hour; those beyond share one. */
export const mostNetworksAnHour = 10_000
const otherNetworks = 'others'

/** A sign-in that was refused because of a wrong password, or because nobody has the address. */
export interface RefusedSignIn {
  /** The agents whose address it was; empty when nobody has it. */
  readonly agents: readonly { readonly workspaceId: string; readonly agentId: string }[]
  readonly address: string
  readonly network: string
}

/** Notes it in the trail of each workspace whose agent it was, or else by network and hour: strangers must not fill the disk. */
export async function noteRefusedSignIn(
  context: Pick<ServerContext, 'database' | 'now' | 'random'>,
  { agents, address, network }: RefusedSignIn,
): Promise<void> {
  await writeTransaction(context.database, async (queries) => {
    if (agents.length === 0) return countStranger(queries, network, context.now())
    for (const { workspaceId, agentId } of agents) {
      const nobody: Actor = { workspaceId, agentId: null, deviceId: null, address }
      await writeAudit(queries, context, nobody, { action: 'sign-in.refused', subject: agentId })
    }
  })
}

/**
 * Counts sign-ins that were refused without looking at the password, by account and hour. The trail tells of the first of an
 * hour, and of the tenth, the hundredth and so on: whoever tries without end fills no disk.
 */
export async function noteLimitedSignIn(
  context: Pick<ServerContext, 'database' | 'now' | 'random'>,
  { agents, address }: Omit<RefusedSignIn, 'network'>,
): Promise<void> {
  const hour = Math.floor(context.now() / hourMs) * hourMs
  await writeTransaction(context.database, async (queries) => {
    for (const { workspaceId, agentId } of agents) {
      const [counted] = await returned<{ attempts: number }>(
        queries,
        sql`insert into limited_sign_ins as l (workspace_id, agent_id, hour, attempts)
          values (${workspaceId}::uuid, ${agentId}::uuid, ${hour}::double precision, 1)
          on conflict (workspace_id, agent_id, hour) do update set attempts = least(l.attempts + 1, 1000000000)
          returning attempts`,
      )
      const attempts = counted?.attempts ?? 0
      if (!isPowerOfTen(attempts)) continue
      const nobody: Actor = { workspaceId, agentId: null, deviceId: null, address }
      const after = { attempts, hour }
      await writeAudit(queries, context, nobody, { action: 'sign-in.limited', subject: agentId, after })
    }
  })
}

const isPowerOfTen = (count: number): boolean => /^10*$/.test(String(count))

async function countStranger(queries: Tx, network: string, now: number): Promise<void> {
  const hour = Math.floor(now / hourMs) * hourMs
  await queries.execute(sql`
    insert into refused_sign_ins as r (hour, network, attempts)
    select ${hour}::double precision, case when exists (
        select 1 from refused_sign_ins where hour = ${hour}::double precision and network = ${network}
      ) or (select count(*) from refused_sign_ins where hour = ${hour}::double precision) < ${mostNetworksAnHour}
      then ${network} else ${otherNetworks} end, 1
    on conflict (hour, network) do update set attempts = least(r.attempts + 1, 1000000000)`)
}

/** Drops counts as old as the oldest entries of the trail. */
export async function dropOldRefusedSignIns(queries: Tx, now: number): Promise<void> {
  await queries.execute(sql`delete from limited_sign_ins where hour < ${now - auditKeptMs}::double precision`)
  await queries.execute(sql`delete from refused_sign_ins where hour < ${now - auditKeptMs}::double precision`)
}
