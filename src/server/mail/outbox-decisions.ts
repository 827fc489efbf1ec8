import { sql } from 'drizzle-orm'
import type { Tx, Writer } from '../db/database'
import { locked, rows } from '../db/database'
import { isOutgoingMail } from '../tickets/stored-documents'
import type { Delivery, MailMark, OutgoingMail } from '../tickets/outgoing-mail'
import { damagedMail, inDoubt, saidToHaveArrived, sentAgain } from './delivery'
import { deliveryOfRow, writeDelivery, writeInDoubt } from './outbox'

interface Row {
  readonly id: string
  readonly mail: OutgoingMail
  readonly delivery: Delivery
}

/** What a person says of a mail that failed or is in doubt. `waiting`: it is to be sent again. */
export type MailDecision = 'waiting' | 'arrived' | 'given-up'

export interface DecidedMail {
  readonly mail: OutgoingMail
  readonly mark: MailMark
}

/**
 * Writes what a person decided on a mail. Sent again it goes under the same Message-ID to those of its recipients who do not surely
 * have it; what is given up stays as it is. Null when there is nothing to decide on: it waits to be sent, or all have it. Needs a
 * transaction.
 */
export async function decideOnMail(
  queries: Tx,
  {
    workspaceId,
    id,
    decided,
  }: { readonly workspaceId: string; readonly id: string; readonly decided: MailDecision },
  now: number,
): Promise<DecidedMail | null> {
  const [row] = await locked<Row>(
    queries,
    sql`select id, doc as mail, ${deliveryOfRow} as delivery from mail_outbox m
      where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`,
  )
  if (!row || !isOutgoingMail(row.mail)) return null
  const { mail, delivery: before } = row
  const delivery = deciding[decided](mail, before, now)
  if (delivery === null) return null
  const mark = { workspaceId, id, delivery }
  return delivery === before || (await writeDelivery(queries, mark, now)) ? { mail, mark } : null
}

const deciding = {
  waiting: sentAgain,
  arrived: saidToHaveArrived,
  'given-up': (mail, delivery, now) => (sentAgain(mail, delivery, now) === null ? null : delivery),
} satisfies Record<MailDecision, typeof sentAgain>

/**
 * Where it is lost what became of mails, with a journal or behind a restored backup: any mail of the workspace that was to be
 * sent may have left, and stands before a person. To be called while nothing is sent.
 */
export async function doubtDeliveries(queries: Writer, workspaceId: string, now: number): Promise<void> {
  const found = await rows<Row>(
    queries,
    sql`select id, doc as mail, ${deliveryOfRow} as delivery from mail_outbox m
      where workspace_id = ${workspaceId}::uuid and state in ('waiting', 'sending')`,
  )
  for (const { id, mail, delivery } of found)
    if (isOutgoingMail(mail))
      await writeInDoubt(queries, { workspaceId, id, delivery: inDoubt(mail, delivery, now) })
    else await writeDelivery(queries, { workspaceId, id, delivery: damagedMail(delivery) }, now)
}
