import { sql } from 'drizzle-orm'
import type { Queries } from '../db/database'
import { rows } from '../db/database'
import { isOutgoingMail } from '../change/stored-documents'
import type { Delivery, MailMark, OutgoingMail } from '../mail-port'
import { damagedMail, inDoubt, sentAgain } from './delivery'
import { deliveryOfRow, writeDelivery, writeInDoubt } from './outbox'

interface Row {
  readonly id: string
  readonly mail: OutgoingMail
  readonly delivery: Delivery
}

/**
 * A person decided to send a mail again, under the same Message-ID, to those of its recipients who do not surely have it. Null
 * when it waits to be sent, or all have it. Needs a transaction.
 */
export async function sendAgain(
  queries: Queries,
  workspaceId: string,
  id: string,
  now: number,
): Promise<MailMark | null> {
  const [row] = await rows<Row>(
    queries,
    sql`select id, doc as mail, ${deliveryOfRow} as delivery from mail_outbox m
      where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`,
  )
  const delivery = row && isOutgoingMail(row.mail) ? sentAgain(row.mail, row.delivery, now) : null
  if (delivery === null) return null
  const mark = { workspaceId, id, delivery }
  return (await writeDelivery(queries, mark, now)) ? mark : null
}

/**
 * Where it is lost what became of mails, with a journal or behind a restored backup: any mail of the workspace that was to be
 * sent may have left, and stands before a person. To be called while nothing is sent.
 */
export async function doubtDeliveries(queries: Queries, workspaceId: string, now: number): Promise<void> {
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
