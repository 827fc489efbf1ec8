import { randomUUID } from 'node:crypto'
import type { Agent, Customer, Office } from '../../../src/shared/tickets/people'
import { addDevice } from '../../../src/server/accounts/devices'
import type { Identity } from '../../../src/server/accounts/identity'
import { addFirstAgent, createWorkspace } from '../../../src/server/accounts/workspace'
import { hashPassword } from '../../../src/server/accounts/passwords'
import { changeReference } from '../../../src/server/administration/change-reference'
import type { ServerContext } from '../../../src/server/context'
import { writeTransaction } from '../../../src/server/db/database'
import type { ContextSettings } from '../../../src/server/open'
import { createContext, createLog } from '../../../src/server/open'
import { createServer } from '../../../src/server/server'
import type { DatabaseKind, TestDatabase } from './databases'
import { freshDatabase } from './databases'
import type { Client } from './client'
import { signedInClient } from './client'

export const password = 'horse staple battery'
let hash: Promise<string> | undefined

/** A workspace with one agent of each role and a customer. */
export interface Workspace {
  readonly id: string
  readonly agents: Readonly<Record<Agent['role'], Agent>>
  readonly customer: Customer
  readonly teamId: string
}

/** A running server on a database of its own, whose clock the test moves. */
export interface Desk {
  readonly context: ServerContext
  readonly testDatabase: TestDatabase
  readonly address: string
  readonly clock: { now: number }
  readonly workspace: (name: string) => Promise<Workspace>
  readonly signIn: (agent: Agent) => Promise<Client>
  readonly close: () => Promise<void>
}

/** Tuesday 3 February 2026, 10:00 in Amsterdam. */
export const tuesdayMorning = Date.parse('2026-02-03T09:00:00Z')

/** Starts a server on a fresh database of this kind. */
export async function openDesk(
  kind: DatabaseKind,
  connections?: number,
  settings: Partial<ContextSettings> = {},
): Promise<Desk> {
  const testDatabase = await freshDatabase(kind, connections)
  const clock = { now: tuesdayMorning }
  const context = createContext({
    database: testDatabase.database,
    now: () => clock.now,
    log: createLog(process.env.TIJDIG_LOG_LEVEL ?? 'silent'),
    officeAddress: 'support@office.example',
    ...settings,
  })
  const app = await createServer(context)
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    context,
    testDatabase,
    address,
    clock,
    workspace: (name) => makeWorkspace(context, name),
    signIn: (agent) => signedInClient(address, agent.email, password),
    close: async () => {
      await app.close()
      context.heads.close()
      await testDatabase.drop()
    },
  }
}

export async function makeWorkspace(context: ServerContext, name: string): Promise<Workspace> {
  const { database } = context
  const id = randomUUID()
  const teamId = randomUUID()
  const office: Office = { name, demo: false, staffDays: [], teams: [{ id: teamId, name: 'Team' }] }
  await writeTransaction(database, (tx) =>
    createWorkspace(tx, { id, name, epoch: randomUUID(), office }, context.now()),
  )
  hash ??= hashPassword(password)
  const agentOf = async (role: Agent['role']): Promise<Agent> => {
    const email = `${role}@${name.toLowerCase()}.example`
    const agent = { id: randomUUID(), name: `${name} ${role}`, email, role, teamId, active: true }
    await addFirstAgent(database.writing, id, agent, (await hash) ?? null)
    return agent
  }
  const agents = {
    agent: await agentOf('agent'),
    senior: await agentOf('senior'),
    'managing-partner': await agentOf('managing-partner'),
    administrator: await agentOf('administrator'),
  }
  const customer = aCustomer(name)
  await changeReference(context, id, () => Promise.resolve({ kind: 'customer', customer }))
  return { id, agents, customer, teamId }
}

/** Who pushes for an agent where no server listens: signed in on a device of their own. */
export async function authorOf(context: ServerContext, workspaceId: string, agent: Agent): Promise<Identity> {
  const owner = { workspaceId, agentId: agent.id }
  const device = { name: 'test', clientId: null, passwordHash: null }
  const added = await writeTransaction(context.database, (queries) =>
    addDevice(queries, context.random, owner, device, context.now()),
  )
  if (!added) throw new Error('This agent may not sign in')
  return { workspaceId, workspaceName: '', deviceId: added.id, agent }
}

export const aCustomer = (name: string): Customer => ({
  id: randomUUID(),
  name: `${name} customer`,
  email: `${name.toLowerCase()}@support.office.example`,
  language: 'nl',
  agreement: {
    version: '20230224',
    functional: true,
    migration: false,
    hoursPerMonth: 8,
    startedOn: '2025-01-01',
  },
  keyUsers: [
    { id: randomUUID(), name: 'Key User', email: `key@${name.toLowerCase()}.example`, telephone: '' },
  ],
  active: true,
})
