import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Office } from '../../shared/tickets/people'
import type { Attention } from '../../shared/tickets/ticket'
import { readCustomer } from '../tickets/stored-documents'
import { writeTicket } from '../tickets/write-ticket'
import { senderAddress } from '../administration/sender-domains'
import type { ServerContext } from '../context'
import type { Tx } from '../db/database'
import { rows, writeTransaction } from '../db/database'
import { bytesParameter } from '../db/bytes-parameter'
import { countTry, forgetTries, mostTries } from '../tries'
import { lockNextNumber, useNumber } from '../tickets/ticket-row'
import type { Authorship } from './automatic'
import { authorshipOf } from './automatic'
import { eventsOf } from './intake-events'
import type { IntakeDecision } from './intake'
import { decideIntake } from './intake'
import type { MailReader } from './mail-reader'
import { createMailReader } from './mail-reader'
import type { IntakeMessage } from './message'
import { messageKey, messageKeys, rawKey, referredKey } from './message-key'
import type { ParsedMail, Trouble } from './parse'
import { headerValues } from './parse'
import { readMail } from './read-mail'
import { originOf } from './route'
import { isParty } from './party'
import { findThread, seenTicket } from './thread'

export interface IntakeOptions {
  readonly workspaceId: string
  /** `mail`: it came in when its head says so, as with an import; `now`: just now. */
  readonly receivedAt: 'mail' | 'now'
  /** Whether new reports are confirmed to their reporters. */
  readonly confirm: boolean
}

export interface IntakeReport {
  readonly kind: IntakeDecision['kind']
  /** null for the office's own mail. */
  readonly ticketId: string | null
  readonly number: number | null
  readonly subject: string
  readonly authorship: Authorship
  readonly trouble: Trouble | null
  /** Why a person must look at the new ticket; null otherwise. */
  readonly attention: Attention | null
}

interface IntakeContext
  extends
    Pick<ServerContext, 'database' | 'now' | 'random' | 'officeAddress'>,
    Partial<Pick<ServerContext, 'faults'>> {
  /** When left out, the one that all of this process share. */
  readonly reader?: MailReader
}

/** So many tickets of one sender within an hour, and no more are confirmed: an answering machine may be at the other end. */
const floodLimit = 5
const HOUR_MS = 3_600_000

/**
 * Takes one raw mail in: as a new ticket, on the ticket of its thread, or not again. One transaction; the same mail at the
 * same time elsewhere waits and is then a duplicate. Never throws for what the mail contains. Each try is counted before it is
 * made; after three in vain the mail comes in unread, as an attachment of a ticket that asks for a person.
 *
 * An embedded database's journal does not hold what a mail brings beside its events: whoever took mails in makes them durable
 * by settling it.
 */
export async function importMail(
  context: IntakeContext,
  raw: Uint8Array,
  options: IntakeOptions,
): Promise<IntakeReport> {
  const { database, random, reader = processReader } = context
  const piece = { workspaceId: options.workspaceId, job: 'mail', subject: rawKey(raw), version: 0 }
  return oneAtATime(`${piece.workspaceId} ${piece.subject}`, async () => {
    const now = context.now()
    const tries = await writeTransaction(database, (queries) => countTry(queries, piece, now))
    const { mail, content } =
      tries > mostTries ? await readMail(raw, 'nothing', () => random.uuid(now)) : await reader.read(raw, now)
    const key = mail.messageId === null ? piece.subject : messageKey(mail.messageId)
    return writeTransaction(database, async (queries) => {
      await forgetTries(queries, piece)
      return take({ context, queries, options, mail, content, key, now })
    })
  })
}

/** One for the process: its thread is started by the first mail. */
const processReader = createMailReader()

const underWay = new Map<string, Promise<unknown>>()

/** The same mail at the same time is no second try of it. */
async function oneAtATime<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = underWay.get(key) ?? Promise.resolve()
  // How the one before ended is its own caller's business.
  const mine = before.then(work, work)
  underWay.set(key, mine)
  try {
    return await mine
  } finally {
    if (underWay.get(key) === mine) underWay.delete(key)
  }
}

interface Intake {
  readonly context: IntakeContext
  readonly queries: Tx
  readonly options: IntakeOptions
  readonly mail: ParsedMail
  readonly content: IntakeMessage
  readonly key: string
  readonly now: number
}

async function take(intake: Intake): Promise<IntakeReport> {
  const { context, queries, options, mail, content, key, now } = intake
  const { workspaceId } = options
  const { customers, officeName, officeAddress } = await readOffice(intake, context.officeAddress)
  const own = new Set([...customers.map(({ email }) => email.toLowerCase()), officeAddress.toLowerCase()])
  const authorship = authorshipOf({
    header: (name) => headerValues(mail.headers, name),
    fromEmail: mail.from.email,
    returnPath: returnPathOf(mail),
    contentType: headerValues(mail.headers, 'content-type')[0] ?? '',
    subject: mail.subject,
    isOwn: (email) => own.has(email.toLowerCase()),
  })
  const seenOn = await seenTicket(
    queries,
    workspaceId,
    mail.messageId === null ? [key] : messageKeys(mail.messageId),
  )
  const thread =
    seenOn === null && authorship !== 'own' ? await findThread(queries, workspaceId, mail, customers) : null
  const at =
    options.receivedAt === 'now' ? now : Math.min(Math.max(mail.at ?? now, Date.UTC(2000, 0, 1)), now)
  const decision = decideIntake({
    mail,
    message: content.message,
    authorship,
    origin: originOf(customers, mail.recipients, mail.from),
    seenOn,
    thread,
    isParty: thread !== null && (await isParty(queries, workspaceId, thread, customers, mail.from)),
    at,
    mayConfirm: options.confirm && !(await floods(queries, workspaceId, mail.from.email, now)),
  })
  const attention = decision.kind === 'new' ? decision.attention : null
  const report = { subject: mail.subject, authorship, trouble: mail.trouble, attention, kind: decision.kind }
  if (decision.kind === 'own') return { ...report, ticketId: null, number: null }
  if (decision.kind === 'duplicate') return { ...report, ticketId: decision.ticketId, number: null }
  const number = decision.kind === 'new' ? await lockNextNumber(queries, workspaceId) : null
  const { ticket, events } = eventsOf(decision, thread, {
    newId: () => context.random.uuid(now),
    message: content.message,
    number,
    at,
    now,
    officeName,
    officeAddress: await senderAddress(
      queries,
      workspaceId,
      customers.find(({ id }) => 'fields' in decision && id === decision.fields.customerId) ?? null,
      officeAddress,
    ),
  })
  if (number !== null) await useNumber(queries, workspaceId, number)
  await storeFiles(intake, ticket.id)
  await remember(queries, workspaceId, ticket.id, { key, eventId: events[0]?.id ?? null, mail, now })
  await writeTicket(queries, { workspaceId, at: now, ticket, events, mutation: null })
  return { ...report, ticketId: ticket.id, number: ticket.number }
}

const returnPathOf = ({ headers }: ParsedMail): string | null => {
  const [value] = headerValues(headers, 'return-path')
  return value === undefined ? null : value.replace(/[<>\s]/g, '')
}

async function readOffice({ queries, context, options: { workspaceId } }: Intake, otherwise: string) {
  const customers = await rows<{ id: string; doc: unknown }>(
    queries,
    sql`select id, doc from customers where workspace_id = ${workspaceId}::uuid and active order by id`,
  )
  const [office] = await rows<{ doc: Partial<Office> | null }>(
    queries,
    sql`select doc from offices where workspace_id = ${workspaceId}::uuid`,
  )
  return {
    customers: customers.flatMap(({ id, doc }) => {
      const customer = readCustomer(doc)
      if (!customer) noteUnreadable(context, id)
      return customer ?? []
    }),
    officeName: office?.doc?.name ?? '',
    officeAddress: otherwise,
  }
}

/** Customers whose damage was said: each mail finds them again. */
const saidUnreadable = new Set<string>()

/** Mails of a customer whose row is damaged come in as a stranger's. */
function noteUnreadable({ faults }: IntakeContext, customerId: string): void {
  if (!faults || saidUnreadable.has(customerId)) return
  saidUnreadable.add(customerId)
  faults.note('mail-intake', new Error(`Customer ${customerId} cannot be read`))
}

async function floods(queries: Tx, workspaceId: string, email: string, now: number): Promise<boolean> {
  const [row] = await rows<{ count: number }>(
    queries,
    sql`select count(*)::int as count from (
        select doc from tickets where workspace_id = ${workspaceId}::uuid order by number desc limit 100
      ) latest where lower(doc->'reporter'->>'email') = ${email.toLowerCase()}
        and (doc->>'createdAt')::double precision > ${now - HOUR_MS}::double precision`,
  )
  return (row?.count ?? 0) >= floodLimit
}

async function storeFiles(
  { context, queries, options: { workspaceId }, content, now }: Intake,
  ticketId: string,
): Promise<void> {
  for (const { id, name, mediaType, bytes } of content.files)
    await queries.execute(sql`
      insert into files (workspace_id, id, ticket_id, name, media_type, size, sha256, bytes, created_by, created_at)
      values (${workspaceId}::uuid, ${id}::uuid, ${ticketId}::uuid, ${name}, ${mediaType}, ${bytes.length}::int,
        ${createHash('sha256').update(bytes).digest('hex')}, ${bytesParameter(context.database, bytes)}, null, ${now}::double precision)`)
}

interface Remembered {
  readonly key: string
  readonly eventId: string | null
  readonly mail: ParsedMail
  readonly now: number
}

/** Remembers the mail, and what it refers to: the mails of a thread may come in any order. */
async function remember(
  queries: Tx,
  workspaceId: string,
  ticketId: string,
  { key, eventId, mail, now }: Remembered,
): Promise<void> {
  await queries.execute(sql`
    insert into mail_seen (workspace_id, message_key, ticket_id, event_id, at)
    values (${workspaceId}::uuid, ${key}, ${ticketId}::uuid, ${eventId}::uuid, ${now}::double precision)`)
  const referred = [...new Set(mail.references.map(referredKey))]
  if (referred.length === 0) return
  await queries.execute(sql`
    insert into mail_seen (workspace_id, message_key, ticket_id, event_id, at)
    select ${workspaceId}::uuid, unnest(${sql.param(referred)}::text[]), ${ticketId}::uuid, null, ${now}::double precision
    on conflict do nothing`)
}
