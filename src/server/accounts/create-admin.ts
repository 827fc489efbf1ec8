import type { ServerContext } from '../context'
import { sqlState, transaction } from '../db/database'
import { Refused } from '../http/refused'
import { hashPassword, shortestPassword } from './passwords'
import { addFirstAgent, createWorkspace } from './workspace'

export interface FirstAdmin {
  readonly workspace: string
  readonly name: string
  readonly email: string
  readonly password: string
}

/** Makes a workspace with its first administrator. Returns its id. Refuses a short password and an address in use. */
export async function createAdmin(context: ServerContext, admin: FirstAdmin): Promise<string> {
  const { database, random } = context
  if (admin.password.length < shortestPassword)
    throw new Refused(400, 'password-too-short', `A password has at least ${shortestPassword} characters.`)
  const now = context.now()
  const id = random.uuid(now)
  const hash = await hashPassword(admin.password)
  try {
    await transaction(
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
      },
      1,
    )
  } catch (error) {
    if (sqlState(error) !== '23505') throw error
    throw new Refused(409, 'email-taken', `Somebody already signs in with ${admin.email}.`)
  }
  return id
}
