import { sql } from 'drizzle-orm'
import type { Database } from '../db/database'
import { rows } from '../db/database'
import { readPieces } from '../files/read-pieces'
import type { Delivery, MailMark } from '../tickets/outgoing-mail'
import type { OutgoingFile } from './compose'
import { composeMail, sizeOf } from './compose'
import type { HandOver, Rejection, Settled } from './delivery'
import { handedOver, released, sent, tried } from './delivery'
import type { ClaimedMail } from './outbox'
import { leaseMs, renewLease, writeDelivery } from './outbox'
import { recipientsOf } from '../tickets/recipients'
import type { MailerOptions, SettleTrouble } from './send'
import { handOver } from './smtp'
import type { SmtpSettings } from './smtp-settings'

interface SendRules extends Required<Omit<MailerOptions, 'trouble' | 'hands'>> {
  readonly settle: SettleTrouble
  readonly signal: AbortSignal
  readonly makesWay: AbortSignal
}

/** Sends one claimed mail to those who wait for it, and writes what became of it. Rejects when that cannot be written. */
export async function sendOne(database: Database, claimed: ClaimedMail, rules: SendRules): Promise<void> {
  const { smtp, clock, keep, settle, fault } = rules
  const { workspaceId, id, mail } = claimed
  const { writing } = database
  const markOf = (delivery: Delivery): MailMark => ({ workspaceId, id, delivery })
  let current = claimed.delivery
  let isOvertaken = false

  async function beforeLastByte(rejected: readonly Rejection[]): Promise<boolean> {
    const next = handedOver(mail, claimed.delivery, rejected, clock())
    isOvertaken = !(await writeDelivery(writing, markOf(next), clock()))
    if (isOvertaken) return false
    current = next
    await keep(markOf(next))
    return true
  }

  /** On disk first: a busy database takes its time, and what the mail server said must not be forgotten meanwhile. */
  async function note(next: Delivery): Promise<void> {
    // What a journal cannot write now it writes with what comes next.
    await keep(markOf(next)).catch(fault)
    await writeDelivery(writing, markOf(next), clock())
  }

  async function finish(settled: Settled): Promise<void> {
    if (settled.notice === null && !claimed.isAwaited) await note(settled.delivery)
    else await settle(database, { ...claimed, delivery: current }, settled)
  }

  if (claimed.isDemo || smtp === null) {
    const delivery = sent(mail, current, clock())
    if (claimed.isAwaited) await settle(database, claimed, { delivery, notice: null })
    else await writeDelivery(writing, markOf(delivery), clock())
    return
  }
  const renewal = setInterval(
    () => void renewLease(writing, markOf(current), clock()).catch(fault),
    leaseMs / 3,
  )
  try {
    const handed = await handOverOrWhyNot(database, claimed, { ...rules, smtp, beforeLastByte })
    if (isOvertaken) return
    if (handed.result === 'stopped') await note(released(claimed.delivery, current.revision))
    else await finish(tried(mail, { claimed: claimed.delivery, current, handed, now: clock() }))
  } finally {
    clearInterval(renewal)
  }
}

interface HandOverRules extends SendRules {
  readonly smtp: SmtpSettings
  readonly beforeLastByte: (rejected: readonly Rejection[]) => Promise<boolean>
}

async function handOverOrWhyNot(
  database: Database,
  claimed: ClaimedMail,
  { smtp, beforeLastByte, signal, makesWay, graceMs, fault }: HandOverRules,
): Promise<HandOver> {
  const { mail, number, createdAt, delivery } = claimed
  const waiting = recipientsOf(mail, delivery).flatMap(({ address, state }) =>
    state === 'waiting' ? [address] : [],
  )
  const to = waiting.filter(isAddress)
  const rejected = waiting.filter((address) => !isAddress(address)).map(noAddress)
  if (to.length === 0) return { result: 'refused', error: 'This mail has no recipient.', rejected }
  try {
    const files = await filesOf(database, claimed)
    const missing = mail.attachmentIds.length - files.length
    if (missing > 0) return { result: 'refused', error: missingFiles(missing), rejected }
    const content = composeMail({ mail, number, files, at: createdAt })
    const parcel = { from: mail.from.email, to, content, size: sizeOf(mail, files) }
    const handed = await handOver(smtp, parcel, { beforeLastByte, signal, makesWay, graceMs })
    return { ...handed, rejected: [...rejected, ...handed.rejected] }
  } catch (error) {
    // Nothing left: it is tried again like any other, so that one that never works ends before a person.
    fault(error)
    return { result: 'later', error: `This server could not send it. ${reasonOf(error)}`, rejected }
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** What can be said in an SMTP command. */
const isAddress = (address: string): boolean => /^[^\s<>]+@[^\s<>]+$/.test(address)

const noAddress = (address: string): Rejection => ({
  address,
  isForNow: false,
  answer: 'Invalid recipient: this is not an e-mail address.',
})

const missingFiles = (count: number): string =>
  count === 1
    ? 'A file of this mail is no longer there, so it was not sent. Write the reply again, with the file.'
    : `${count} files of this mail are no longer there, so it was not sent. Write the reply again, with the files.`

/** The attachments of a mail, in the order in which it names them. */
async function filesOf(
  { reading }: Database,
  { workspaceId, mail }: ClaimedMail,
): Promise<readonly OutgoingFile[]> {
  if (mail.attachmentIds.length === 0) return []
  const found = await rows<Omit<OutgoingFile, 'pieces'> & { readonly id: string }>(
    reading,
    sql`select id, name, media_type as "mediaType", size from files
      where workspace_id = ${workspaceId}::uuid and id = any(${sql.param([...mail.attachmentIds])}::uuid[])`,
  )
  return mail.attachmentIds.flatMap((id) =>
    found
      .filter((file) => file.id === id)
      .map((file) => ({ ...file, pieces: () => readPieces(reading, { workspaceId, ...file }) })),
  )
}
