import { writeAudit } from './audit'
import type { ServerContext } from '../context'
import { writeTransaction } from '../db/database'
import { hashPassword, requireGoodPassword } from './passwords'
import { addFirstAgent, createWorkspace } from './workspace'

export interface FirstAdmin {
  readonly workspace: string
  readonly name: string
  readonly email: string
  readonly password: string
}

/** Makes a workspace with its first administrator. Returns its id. Refuses a password that may not be used. */
export async function createAdmin(context: ServerContext, admin: FirstAdmin): Promise<string> {
  const { database, random } = context
  requireGoodPassword(admin.password, admin)
  const now = context.now()
  const id = random.uuid(now)
  const hash = await hashPassword(admin.password)
  await writeTransaction(
    database,
    async (queries) => {
      const office = { name: admin.workspace, demo: false, staffDays: [], teams: [] }
      await createWorkspace(queries, { id, name: admin.workspace, epoch: random.uuid(now), office }, now)
      const agent = {
        id: random.uuid(now),
        name: admin.name,
        email: admin.email,
        role: 'administrator' as const,
        teamId: null,
        active: true,
      }
      await addFirstAgent(queries, id, agent, hash)
      // Made on the server's command line, by nobody who is signed in.
      const nobody = { workspaceId: id, agentId: null, deviceId: null, address: null }
      await writeAudit(queries, context, nobody, { action: 'agent.changed', subject: agent.id, after: agent })
    },
    1,
  )
  return id
}
