import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { SentMail } from '../../shared/sync/wire'
import { apiError, sentMail } from '../../shared/sync/wire'
import { uuid } from '../../shared/tickets/values'
import { transactionOf } from '../accounts/hold-right'
import type { Identity } from '../accounts/identity'
import { actorOf, writeAudit } from '../audit/audit'
import { isOutgoingMail } from '../change/stored-documents'
import type { ServerContext } from '../context'
import { keepMark } from '../context'
import type { Queries } from '../db/database'
import { rows } from '../db/database'
import { jsonList } from '../db/json-list'
import { identityOf } from '../http/authenticate'
import { Refused } from '../http/refused'
import type { App } from '../http/route'
import { sendAgain } from '../mail/outbox-decisions'
import { recipientsOf } from '../mail/recipients'
import type { MailMark, RecipientDelivery } from '../mail-port'
import type { WrittenOn } from '../sync/known-addresses'
import { unique } from '../sync/known-addresses'
import { countMails } from '../sync/send-limits'

const query = z.object({
  ticketId: uuid.optional(),
  /** Only those in this state. */
  state: sentMail.shape.state.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
const params = z.object({ id: uuid })
const answer = z.object({ mails: z.array(sentMail) })

type Row = Omit<SentMail, 'to' | 'subject' | 'text' | 'recipients'> & {
  readonly mail: unknown
  readonly recipients: readonly RecipientDelivery[]
}

/** Stands for a mail that is damaged: its `error` says so. */
const nothingReadable = { to: [], cc: [], subject: '', text: '' } as const

/**
 * GET /v1/outbox: the mails that left or wait to leave, newest first; not those that only their recipient may read. POST
 * …/send-again: a person decides to send one that failed again, or that did not reach everybody, under the same Message-ID, to
 * those who do not have it.
 */
export function outboxRoutes(app: App, context: ServerContext): void {
  const { database } = context
  app.get(
    '/v1/outbox',
    { schema: { tags: ['mail'], querystring: query, response: { 200: answer } } },
    async (request) => {
      const { workspaceId } = identityOf(request)
      const { ticketId = null, state = null, limit } = request.query
      const found = await rows<Row>(
        database.queries,
        sql`select id, ticket_id as "ticketId", doc as mail, case state when 'sending' then 'waiting' else state end as state,
            attempts, created_at as "createdAt", sent_at as "sentAt", error, ${jsonList(sql`recipients`)} as recipients
          from mail_outbox where workspace_id = ${workspaceId}::uuid and not confidential
            and (${ticketId}::uuid is null or ticket_id = ${ticketId}::uuid)
            and (${state}::text is null or case state when 'sending' then 'waiting' else state end = ${state}::text)
          order by created_at desc, id desc limit ${limit}::int`,
      )
      return {
        mails: found.map(({ mail: stored, ...row }) => {
          const mail = isOutgoingMail(stored) ? stored : nothingReadable
          return {
            ...row,
            to: [...mail.to, ...mail.cc],
            subject: mail.subject,
            text: mail.text,
            recipients: recipientsOf(mail, row).map(({ address, state, answer }) => ({
              address,
              state,
              answer,
            })),
          }
        }),
      }
    },
  )

  app.post(
    '/v1/outbox/:id/send-again',
    { schema: { tags: ['mail'], params, response: { 200: z.object({ id: uuid }), '4xx': apiError } } },
    async (request) => {
      const author = identityOf(request)
      const { id } = request.params
      const again = await transactionOf(context, author, (queries) =>
        sendAgainAs(context, queries, author, { id, address: request.ip }),
      )
      if (!again)
        throw new Refused(
          404,
          'no-failed-mail',
          'There is no mail with this id that failed: it was sent to all, or waits to be.',
        )
      await keepMark(context, again)
      // The audit trail is no part of the journal.
      await context.journal?.settle()
      return { id }
    },
  )
}

/**
 * Sends a mail of a ticket again, counted and told as what its author sends; throws 429 beyond the limits of sending. Null when there
 * is none that may be sent again.
 */
async function sendAgainAs(
  context: ServerContext,
  queries: Queries,
  author: Identity,
  { id, address }: { readonly id: string; readonly address: string },
): Promise<MailMark | null> {
  const { workspaceId } = author
  const now = context.now()
  const [on] = await rows<WrittenOn>(
    queries,
    sql`select t.id as "ticketId", t.customer_id as "customerId" from mail_outbox m
      join tickets t on t.workspace_id = m.workspace_id and t.id = m.ticket_id
      where m.workspace_id = ${workspaceId}::uuid and m.id = ${id}::uuid and not m.confidential`,
  )
  const mark = on ? await sendAgain(queries, workspaceId, id, now) : null
  if (!on || !mark) return null
  const to = mark.delivery.recipients.flatMap((one) => (one.state === 'waiting' ? [one.address] : []))
  const refusal = await countMails(queries, author, [unique(to)], { on, now })
  if (refusal) throw new Refused(429, refusal.code, refusal.message)
  const entry = { action: 'mail.sent-again', subject: id, after: { ticketId: on.ticketId, to } } as const
  await writeAudit(queries, context, actorOf(author, address), entry)
  return mark
}
