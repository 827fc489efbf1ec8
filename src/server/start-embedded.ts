import { sql } from 'drizzle-orm'
import type { AddressInfo } from 'node:net'
import type { Session } from '../shared/sync/wire'
import type { Agent } from '../shared/tickets/people'
import { addDevice, removeDevices } from './accounts/devices'
import { closeEmbedded, openEmbeddedDatabase } from './journal/embedded-database'
import { rows, writeTransaction } from './db/database'
import type { ServerContext } from './context'
import { demoMailDomain, demoWorkspaceId, signedInAgent } from './demo/people'
import { seedDemo } from './demo/seed'
import type { BackendMessage, BackendOrders } from './embedded-port'
import { serverJobs } from './jobs/jobs'
import { startJobs } from './jobs/loop'
import { createMailer } from './mail/send'
import { createContext, createLog } from './open'
import { createServer } from './server'

export interface Running {
  readonly address: string
  readonly stop: () => Promise<void>
}

const usualTickets = 240
const demoSeed = 20_230_224

/**
 * Starts the embedded server on a free port of 127.0.0.1 and signs the demo's agent in with a token of this start alone;
 * tokens of earlier starts end. Tells each step.
 */
export async function startEmbedded(
  { dataDir, demo, tickets = usualTickets }: BackendOrders,
  say: (message: BackendMessage) => void,
): Promise<Running> {
  say({ state: 'starting', step: 'database' })
  const log = createLog('warn')
  const { database, journal } = await openEmbeddedDatabase(dataDir, log)
  const context = createContext({ database, journal, log, officeAddress: `support@${demoMailDomain}` })
  if (demo && !(await hasDemo(context))) {
    say({ state: 'starting', step: 'demo-data' })
    const epoch = context.random.uuid(context.now())
    await seedDemo(database, { tickets, now: context.now(), seed: demoSeed, epoch, passwordHash: null })
    await journal.settle()
  }
  say({ state: 'starting', step: 'listening' })
  const mailer = createMailer({
    smtp: null,
    clock: context.now,
    fault: (error) => context.faults.note('mail', error),
  })
  const jobs = startJobs(serverJobs(context, mailer.dispatch), context.faults)
  // Other programs and web pages of this machine reach the port too: nothing is told to who has no token.
  const app = await createServer(context, { hosts: 'own', metricsNeedToken: true })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const session = await demoSession(context)
  say({ state: 'ready', port, token: session.token, session })
  return {
    address: `http://127.0.0.1:${port}`,
    stop: async () => {
      await app.close()
      await jobs.stop()
      await mailer.stop()
      context.heads.close()
      await closeEmbedded({ database, journal })
    },
  }
}

async function hasDemo({ database }: ServerContext): Promise<boolean> {
  const found = await rows(
    database.reading,
    sql`select 1 from workspaces where id = ${demoWorkspaceId}::uuid`,
  )
  return found.length > 0
}

async function demoSession({ database, random, now }: ServerContext): Promise<Session> {
  const { reading } = database
  const [row] = await rows<{ agent: Agent; workspaceName: string }>(
    reading,
    sql`select a.doc as agent, w.name as "workspaceName" from agents a join workspaces w on w.id = a.workspace_id
      where a.workspace_id = ${demoWorkspaceId}::uuid and a.id = ${signedInAgent.id}::uuid`,
  )
  if (!row) throw new Error('The demo workspace has no agent to sign in')
  const owner = { workspaceId: demoWorkspaceId, agentId: signedInAgent.id }
  const device = { name: 'This computer', clientId: null, passwordHash: null }
  const added = await writeTransaction(database, async (inside) => {
    await removeDevices(inside, owner, 'all', 'ended-elsewhere')
    return addDevice(inside, random, owner, device, now())
  })
  if (added === null) throw new Error('The demo workspace’s agent may not sign in')
  return { token: added.token, workspaceId: demoWorkspaceId, ...row }
}
