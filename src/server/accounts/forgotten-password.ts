import { sql } from 'drizzle-orm'
import type { Actor } from './audit'
import { writeAudit } from './audit'
import type { ServerContext } from '../context'
import type { Reader, Tx } from '../db/database'
import { rows, writeTransaction } from '../db/database'
import type { OutgoingMail } from '../tickets/outgoing-mail'
import { messageIdOf } from '../tickets/message-id'
import type { Account } from './credentials'
import { accountsNamed, lockCredentials, signInNameOf } from './credentials'
import { networkOf } from './network'
import { makeLink } from './password-links'
import { countTry } from './throttle'

/**
 * Mails a one-time link to everybody who signs in with this address. Works after the request was answered, so that neither
 * the answer nor its time tells whether there is such an account.
 */
export function mailPasswordLink(context: ServerContext, email: string, address: string): void {
  const { publicUrl, background } = context.accounts
  if (publicUrl === null) {
    context.log.warn('a forgotten password cannot be replaced by mail: start the server with --public-url')
    return
  }
  const begun = background.add(async () => {
    const { database, now } = context
    // The same count as of sign-ins: whoever asks for masses of mails is a stranger with masses of guesses.
    const key = { scope: 'network', of: `links ${networkOf(address)}` } as const
    const asked = await writeTransaction(database, (queries) => countTry(queries, key, now()))
    if (asked.isTooMany) return
    for (const account of await accountsNamed(database.writing, await signInNameOf(database.writing, email)))
      await mailOneLink(context, account, publicUrl, address)
  })
  if (!begun)
    context.log.warn('a link for a forgotten password was not mailed: too many were asked for at once')
}

async function mailOneLink(
  context: ServerContext,
  { workspaceId, workspaceName, agent }: Account,
  publicUrl: string,
  address: string,
): Promise<void> {
  const owner = { workspaceId, agentId: agent.id }
  const mailed = await writeTransaction(context.database, async (queries) => {
    const credentials = await lockCredentials(queries, owner)
    if (!credentials || (await isDemo(queries, workspaceId))) return false
    const token = await makeLink(queries, context, owner, credentials.generation)
    if (token === null) return false
    const now = context.now()
    const id = context.random.uuid(now)
    const mail: OutgoingMail = {
      from: { name: workspaceName, email: context.officeAddress },
      to: [agent.email],
      cc: [],
      ...passwordMail(agent.name, workspaceName, `${publicUrl}/new-password/${token}`),
      messageId: messageIdOf(id, context.officeAddress),
      inReplyTo: null,
      references: [],
      attachmentIds: [],
      automatic: true,
    }
    await queries.execute(sql`
      insert into mail_outbox (workspace_id, id, ticket_id, doc, state, attempts, created_at, next_try_at, confidential)
      values (${workspaceId}::uuid, ${id}::uuid, null, ${JSON.stringify(mail)}::json, 'waiting', 0, ${now}::double precision,
        ${now}::double precision, true)`)
    const actor: Actor = { workspaceId, agentId: null, deviceId: null, address }
    await writeAudit(queries, context, actor, { action: 'password-link.mailed', subject: agent.id })
    return true
  })
  if (mailed) await context.journal?.settle()
}

async function isDemo(queries: Reader, workspaceId: string): Promise<boolean> {
  const found = await rows(
    queries,
    sql`select 1 from offices where workspace_id = ${workspaceId}::uuid and doc->>'demo' = 'true'`,
  )
  return found.length > 0
}

/** In both languages: the server does not know which one a person reads. */
const passwordMail = (
  name: string,
  workspace: string,
  link: string,
): Pick<OutgoingMail, 'subject' | 'text'> => ({
  subject: 'Nieuw wachtwoord voor Tijdig / New password for Tijdig',
  text: `Beste ${name},

Iemand vroeg om een nieuw wachtwoord voor jouw account bij ${workspace}. Kies het op deze pagina, binnen een uur:

${link}

Daarna ben je op al je apparaten afgemeld. Vroeg je hier niet om? Dan hoef je niets te doen: je wachtwoord blijft zoals het is.

———

Dear ${name},

Somebody asked for a new password for your account at ${workspace}. Choose it on the page above, within an hour. You are then signed out on all your devices. If it was not you, there is nothing to do: your password stays as it is.
`,
})

/** What a mail said whose link is dead is dropped, and what could not leave in time does not leave any more. */
export async function dropOldPasswordMails(queries: Tx, now: number, linkLifetimeMs: number): Promise<void> {
  await queries.execute(sql`
    update mail_outbox set state = 'failed', error = 'The link in this mail has expired.', revision = revision + 1
    where confidential and state = 'waiting' and created_at <= ${now - linkLifetimeMs}::double precision`)
}
