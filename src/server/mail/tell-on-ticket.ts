import { sql } from 'drizzle-orm'
import type { CommittedChange } from '../tickets/committed'
import { deliveryChange } from '../tickets/delivery-change'
import { writeOwnEvents } from '../tickets/own-events'
import type { ServerContext } from '../context'
import { acknowledge, acknowledgeKept, keepMark } from '../context'
import type { Tx } from '../db/database'
import { rows, writeTransaction } from '../db/database'
import { ServerTooOld } from '../db/schema-floor'
import type { Piece } from '../tries'
import { countTry, forgetTries, mostTries } from '../tries'
import type { Delivery, MailMark, OutgoingMail } from '../tickets/outgoing-mail'
import type { EventBody } from '../../shared/tickets/events'
import type { Ticket } from '../../shared/tickets/ticket'
import { lockTicket } from '../tickets/ticket-row'
import type { MailNotice } from './delivery'
import { standingNotice } from './delivery'
import type { AbandonedMail } from './outbox'
import { deliveryOfRow, writeDelivery } from './outbox'
import type { SettleTrouble } from './send'

/** Under this name `job_failures` counts the tries to write a note that is owed; its subject is the mail, its version the row's. */
const noteJob = 'mail-note'
const notesAtOnce = 20

/**
 * Writes how a mail stands that not everybody got, or not yet, and says so in a note on its ticket, in one transaction: nobody
 * has to look in the outbox. Where the note cannot be written the delivery is written without it, because a mail whose
 * recipients are forgotten is sent to them twice; the note is owed then (`tellOwedNotes`).
 */
export const tellOnTicket =
  (context: ServerContext): SettleTrouble =>
  async (database, { workspaceId, id, ticketId, mail }, { delivery, notice }) => {
    const now = context.now()
    const mark = { workspaceId, id, delivery }
    const written = await writeTransaction(database, async (queries) => {
      // The ticket's row before the mail's, as everybody takes them.
      const ticket = ticketId === null ? null : await lockTicket(queries, workspaceId, ticketId)
      if (!(await writeDelivery(queries, mark, now))) return 'overtaken'
      const change = { workspaceId, ticket, id, mail, delivery, notice }
      return (await writeOnTicket(context, queries, change)) ?? 'without note'
    }).catch(async (error: unknown) => {
      if (error instanceof ServerTooOld) throw error
      context.faults.note(noteJob, error)
      await oweNote(context, mark)
      return 'overtaken' as const
    })
    if (written === 'without note') await keepMark(context, mark)
    else if (written !== 'overtaken') {
      context.journal?.append(written, mark)
      await acknowledgeKept(context, [written])
    }
  }

async function oweNote(context: ServerContext, mark: MailMark): Promise<void> {
  const { workspaceId, id, delivery } = mark
  const piece = { workspaceId, job: noteJob, subject: id, version: delivery.revision }
  // On disk first; what a journal cannot write now it writes with what comes next.
  await keepMark(context, mark).catch((error: unknown) => context.faults.note(noteJob, error))
  await writeTransaction(context.database, async (queries) => {
    if (await writeDelivery(queries, mark, context.now())) await countTry(queries, piece, context.now())
  })
}

type OwedNote = Pick<AbandonedMail, 'workspaceId' | 'ticketId' | 'mail' | 'delivery'> &
  Pick<Piece, 'subject' | 'version'>

/**
 * Writes the notes that could not be written with the deliveries that they tell of. After three tries one is given up: the
 * outbox shows how the mail stands, and `/metrics` counts it. A mail that moved on since is told of by whoever moved it.
 */
export async function tellOwedNotes(context: ServerContext): Promise<void> {
  const owed = await rows<OwedNote>(
    context.database.writing,
    sql`select f.workspace_id as "workspaceId", f.subject, f.version, m.ticket_id as "ticketId", m.doc as mail,
        ${deliveryOfRow} as delivery
      from job_failures f join mail_outbox m on m.workspace_id = f.workspace_id and m.id = f.subject::uuid
      where f.job = ${noteJob} and f.told_at is null and f.tries < ${mostTries}::int
      order by f.last_try_at limit ${notesAtOnce}::int`,
  )
  for (const each of owed)
    try {
      const change = await payNote(context, each)
      if (change) await acknowledge(context, [change])
    } catch (error) {
      if (error instanceof ServerTooOld) throw error
      context.faults.note(noteJob, error)
    }
}

async function payNote(context: ServerContext, owed: OwedNote): Promise<CommittedChange | null> {
  const { workspaceId, subject, version, ticketId, mail, delivery } = owed
  const piece: Piece = { workspaceId, job: noteJob, subject, version }
  await writeTransaction(context.database, (queries) => countTry(queries, piece, context.now()))
  return writeTransaction(context.database, async (queries) => {
    await forgetTries(queries, piece)
    const notice = delivery.revision === version ? standingNotice(mail, delivery) : null
    if (ticketId === null || !notice) return null
    const ticket = await lockTicket(queries, workspaceId, ticketId)
    return writeOnTicket(context, queries, { workspaceId, ticket, id: subject, mail, delivery, notice })
  })
}

interface MailNews {
  readonly workspaceId: string
  /** As it is in this transaction, locked; null when it is not there. */
  readonly ticket: Ticket | null
  /** The mail's id. */
  readonly id: string
  readonly mail: OutgoingMail
  readonly delivery: Delivery
  readonly notice: MailNotice | null
}

/**
 * Writes the note, and that a reply did not reach everybody, or did after all. Null when the ticket has nothing to hear. Must be the last statement of its transaction, as `writeOwnEvents` is.
 */
async function writeOnTicket(
  context: ServerContext,
  queries: Tx,
  { workspaceId, ticket, id, mail, delivery, notice }: MailNews,
): Promise<CommittedChange | null> {
  if (!ticket) return null
  const change = await deliveryChange(queries, {
    workspaceId,
    ticket,
    id,
    mail,
    delivery,
    now: context.now(),
  })
  const note: EventBody | null = notice && { type: 'note.added', text: noteOf(mail, notice) }
  const bodies = [note, change].filter((body) => body !== null)
  return bodies.length === 0 ? null : writeOwnEvents(context, queries, { workspaceId, ticket, bodies })
}

function noteOf({ subject }: OutgoingMail, { kind, recipients, error }: MailNotice): string {
  const more = recipients.length > 10 ? ` (+${recipients.length - 10})` : ''
  const names = `${recipients.slice(0, 10).join(', ')}${more}`
  const headings = {
    delayed: `E-mail na vier uur nog niet bezorgd: "${subject}" aan ${names}. Het wordt nog dagen geprobeerd.
E-mail not yet delivered after four hours: "${subject}" to ${names}. It will be tried for days.`,
    'in-doubt': `Onzeker of deze e-mail is bezorgd: "${subject}" aan ${names}.
In doubt whether this e-mail was delivered: "${subject}" to ${names}.`,
    'not-delivered': `E-mail niet bezorgd: "${subject}" aan ${names}.
E-mail not delivered: "${subject}" to ${names}.`,
    partly: `E-mail niet bij iedereen bezorgd: "${subject}".
E-mail not delivered to everybody: "${subject}".`,
  } as const satisfies Record<MailNotice['kind'], string>
  return `${headings[kind]}\n\n${error}`
}
