import { sql } from 'drizzle-orm'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { SentMail } from '../../shared/sync/wire'
import { apiError, sentMail } from '../../shared/sync/wire'
import { uuid } from '../../shared/tickets/values'
import { transactionOf } from '../accounts/hold-right'
import type { Identity } from '../accounts/identity'
import { actorOf, writeAudit } from '../accounts/audit'
import type { CommittedChange } from '../tickets/committed'
import { deliveryChange } from '../tickets/delivery-change'
import { isOutgoingMail } from '../tickets/stored-documents'
import { writeOwnEvents } from '../tickets/own-events'
import type { ServerContext } from '../context'
import { acknowledgeKept, keepMark } from '../context'
import type { Tx } from '../db/database'
import { rows } from '../db/database'
import { jsonList } from '../db/json-list'
import { identityOf } from '../accounts/authenticate'
import { Refused } from '../refused'
import type { App } from '../http/route'
import { decideOnMail } from './outbox-decisions'
import type { MailDecision } from './outbox-decisions'
import { recipientsOf } from '../tickets/recipients'
import type { MailMark, RecipientDelivery } from '../tickets/outgoing-mail'
import type { WrittenOn } from './known-addresses'
import { unique } from './known-addresses'
import { countMails } from './send-limits'
import { lockTicket } from '../tickets/ticket-row'

const query = z.object({
  ticketId: uuid.optional(),
  /** Only those in this state. */
  state: sentMail.shape.state.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
const params = z.object({ id: uuid })
const decision = z.object({ as: z.enum(['arrived', 'given-up']) })
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
 * those who do not have it. POST …/decide: they say that it had arrived, or leave it.
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
        database.reading,
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

  const decide = async (
    request: FastifyRequest,
    id: string,
    decided: MailDecision,
  ): Promise<{ id: string }> => {
    const author = identityOf(request)
    const done = await transactionOf(context, author, (queries, held) =>
      decideAs(context, queries, held, { id, decided, address: request.ip }),
    )
    if (!done)
      throw new Refused(
        'no-failed-mail',
        'There is no mail with this id that failed: it was sent to all, or waits to be.',
      )
    if (done.change) {
      context.journal?.append(done.change, done.mark)
      await acknowledgeKept(context, [done.change])
    } else await keepMark(context, done.mark)
    // The audit trail is no part of the journal.
    await context.journal?.settle()
    return { id }
  }
  const answers = { response: { 200: z.object({ id: uuid }), '4xx': apiError } }

  app.post('/v1/outbox/:id/send-again', { schema: { tags: ['mail'], params, ...answers } }, (request) =>
    decide(request, request.params.id, 'waiting'),
  )
  app.post(
    '/v1/outbox/:id/decide',
    { schema: { tags: ['mail'], params, body: decision, ...answers } },
    (request) => decide(request, request.params.id, request.body.as),
  )
}

interface Decided {
  readonly mark: MailMark
  /** What its ticket hears of it; null for a mail of the server's own. */
  readonly change: CommittedChange | null
}

/**
 * Writes what a person decided on a mail of a ticket, there too. What is sent again is counted and told as what its author sends; throws
 * 429 beyond the limits of sending. Null when there is no mail to decide on.
 */
async function decideAs(
  context: ServerContext,
  queries: Tx,
  author: Identity,
  { id, decided, address }: { readonly id: string; readonly decided: MailDecision; readonly address: string },
): Promise<Decided | null> {
  const { workspaceId, agent } = author
  const now = context.now()
  const [on] = await rows<WrittenOn>(
    queries,
    sql`select t.id as "ticketId", t.customer_id as "customerId" from mail_outbox m
      join tickets t on t.workspace_id = m.workspace_id and t.id = m.ticket_id
      where m.workspace_id = ${workspaceId}::uuid and m.id = ${id}::uuid and not m.confidential`,
  )
  // The ticket's row before the mail's, as everybody takes them.
  const ticket = on ? await lockTicket(queries, workspaceId, on.ticketId) : null
  const done = ticket ? await decideOnMail(queries, { workspaceId, id, decided }, now) : null
  if (!on || !ticket || !done) return null
  const { mail, mark } = done
  const to = mark.delivery.recipients.flatMap((one) => (one.state === 'waiting' ? [one.address] : []))
  const refusal = decided === 'waiting' ? await countMails(queries, author, [unique(to)], { on, now }) : null
  if (refusal) throw new Refused(refusal.code, refusal.message)
  const after = { ticketId: on.ticketId, ...(decided === 'waiting' ? { to } : {}) }
  await writeAudit(queries, context, actorOf(author, address), {
    action: audited[decided],
    subject: id,
    after,
  })
  const about = { workspaceId, ticket, id, mail, delivery: mark.delivery, now, decided }
  const body = await deliveryChange(queries, about)
  const actor = { kind: 'agent', id: agent.id, name: agent.name } as const
  const change =
    body && (await writeOwnEvents(context, queries, { workspaceId, ticket, bodies: [body], actor }))
  return { mark, change }
}

const audited = {
  waiting: 'mail.sent-again',
  arrived: 'mail.said-arrived',
  'given-up': 'mail.given-up',
} as const satisfies Record<MailDecision, string>
