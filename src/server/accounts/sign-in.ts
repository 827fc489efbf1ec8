import { sql } from 'drizzle-orm'
import type { Session, SignInRequest } from '../../shared/sync/wire'
import type { Agent } from '../../shared/tickets/people'
import type { ServerContext } from '../context'
import { rows } from '../db/database'
import { Refused } from '../http/refused'
import { addDevice } from './devices'
import { passwordMatches } from './passwords'
import { countAttempt, forgetAttempts } from './throttle'

interface Account {
  readonly workspaceId: string
  readonly workspaceName: string
  readonly passwordHash: string | null
  readonly agent: Agent
}

/**
 * Signs in with e-mail address and password. Throws 401 `sign-in-refused` without saying which of the two was wrong, 429
 * `too-many-attempts` after too many failures.
 * @param address the network address that it came from
 */
export async function signIn(
  { database, now, random }: ServerContext,
  { email, password, device }: SignInRequest,
  address: string,
): Promise<Session> {
  const { queries } = database
  const attempt = { email: email.trim(), address }
  await countAttempt(queries, attempt, now())
  const account = await findAccount(queries, attempt.email)
  if (!(await passwordMatches(account?.passwordHash ?? null, password)) || !account)
    throw new Refused(401, 'sign-in-refused', 'The e-mail address or the password is wrong.')
  await forgetAttempts(queries, attempt)
  const { workspaceId, workspaceName, agent } = account
  const token = await addDevice(queries, random, { workspaceId, agentId: agent.id }, device, now())
  return { token, workspaceId, workspaceName, agent }
}

async function findAccount(
  queries: ServerContext['database']['queries'],
  email: string,
): Promise<Account | undefined> {
  const [account] = await rows<Account>(
    queries,
    sql`select a.workspace_id as "workspaceId", w.name as "workspaceName", a.password_hash as "passwordHash",
        a.doc as agent
      from agents a join workspaces w on w.id = a.workspace_id
      where lower(a.email) = lower(${email}) and a.active`,
  )
  return account
}
