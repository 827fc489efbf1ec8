import { sql } from 'drizzle-orm'
import { cutText } from '../../shared/cut-text'
import type { Database } from '../db/database'
import { rows } from '../db/database'
import type { DeliverMail, Delivery, MailMark } from '../mail-port'
import type { OutgoingFile } from './compose'
import { composeMail } from './compose'
import type { MailTrouble } from './delivery'
import { handedOver, later, sent, settled } from './delivery'
import type { AbandonedMail, ClaimedMail } from './outbox'
import {
  claimDue,
  leaseMs,
  recoverAbandoned,
  renewLease,
  tellNoServer,
  unknownDelivery,
  whyInDoubt,
  writeDelivery,
} from './outbox'
import type { SmtpSettings } from './smtp'
import { handOver } from './smtp'

export interface MailerOptions {
  /** null: no mail leaves; it waits in the outbox, but for the demo workspace's, which counts as sent. */
  readonly smtp: SmtpSettings | null
  /** UTC epoch milliseconds. */
  readonly clock: () => number
  /**
   * Puts on disk how a delivery stands, for a database that does not do so itself. Awaited before a mail's last byte: when it
   * throws then, the mail does not leave.
   */
  readonly keep?: (mark: MailMark) => Promise<void>
  /** Settles a mail that did not reach everybody, and may tell people on its ticket; see `tellOnTicket`. */
  readonly trouble?: SettleTrouble
}

export type SettleTrouble = (database: Database, mail: AbandonedMail, trouble: MailTrouble) => Promise<void>

const MINUTE_MS = 60_000
const mailsAtOnce = 5
/** Tried again for two days, then it stands as failed before a person. */
const giveUpAfterMs = 2 * 24 * 60 * MINUTE_MS

/** When to try again after so many attempts: 1, 2, 4 … minutes, at most an hour. */
export const backoffMs = (attempts: number): number =>
  Math.min(60, 2 ** Math.min(attempts - 1, 6)) * MINUTE_MS

/**
 * Delivers the outbox. Each mail is claimed under a lease, and just before the last byte of the SMTP dialogue its row says
 * so: a mail whose sender dies is sent again only when the server cannot have taken it. What remains is the moment between
 * that note and the server's answer; there the mail may be lost but is never doubled, and a person is told.
 */
export function createMailer({ smtp, clock, keep = () => Promise.resolve(), trouble }: MailerOptions): {
  readonly deliver: DeliverMail
} {
  const settle: SettleTrouble =
    trouble ??
    (async ({ queries }, { workspaceId, id, delivery }, found) => {
      const now = clock()
      await writeDelivery(queries, { workspaceId, id, delivery: settled(delivery, now, found) }, now)
    })
  const fail = (database: Database, mail: AbandonedMail, error: string): Promise<void> =>
    settle(database, mail, { state: 'failed', error })

  async function deliver(database: Database, now: number): Promise<number> {
    const abandoned = await recoverAbandoned(database, now)
    await Promise.allSettled(abandoned.map((mail) => fail(database, mail, whyInDoubt(mail))))
    if (smtp === null) await tellNoServer(database)
    const claimed = await claimDue(database, now, mailsAtOnce, smtp !== null)
    // Where the database fails the row stays "sending": recovery decides by what it says of the last byte.
    await Promise.allSettled(claimed.map((mail) => deliverOne(database, mail)))
    return claimed.length
  }

  async function deliverOne(database: Database, claimed: ClaimedMail): Promise<void> {
    const { workspaceId, id, delivery } = claimed
    if (claimed.isDemo || smtp === null) {
      const now = clock()
      await writeDelivery(database.queries, { workspaceId, id, delivery: sent(delivery, now) }, now)
      return
    }
    const files = await filesOf(database, claimed)
    const made = await compose(claimed, files)
    if (made.ok) await send(database, claimed, made.raw, smtp)
    else await fail(database, claimed, made.error)
  }

  async function send(
    database: Database,
    claimed: ClaimedMail,
    raw: Uint8Array,
    settings: SmtpSettings,
  ): Promise<void> {
    const { workspaceId, id, mail, createdAt } = claimed
    const { queries } = database
    const markOf = (stands: Delivery): MailMark => ({ workspaceId, id, delivery: stands })
    let { delivery } = claimed
    const envelope = { from: mail.from.email, to: [...mail.to, ...mail.cc] }
    const renewal = setInterval(
      () => void renewLease(queries, markOf(delivery), clock()).catch(() => undefined),
      leaseMs / 3,
    )

    async function beforeLastByte(): Promise<boolean> {
      const next = handedOver(delivery, clock())
      if (!(await writeDelivery(queries, markOf(next), clock()))) return false
      delivery = next
      await keep(markOf(next))
      return true
    }

    /** On disk first: a busy database takes its time, and what the mail server said must not be forgotten meanwhile. */
    async function note(next: Delivery): Promise<void> {
      // What a journal cannot write now it writes with what comes next.
      await keep(markOf(next)).catch(() => undefined)
      await writeDelivery(queries, markOf(next), clock())
    }

    try {
      const handed = await handOver(settings, envelope, raw, beforeLastByte)
      const now = clock()
      const stands = { ...claimed, delivery }
      switch (handed.result) {
        case 'taken':
          if (handed.notAccepted.length === 0) await note(sent(delivery, now))
          else await settle(database, stands, { state: 'sent', error: notAccepted(handed.notAccepted) })
          return
        case 'unknown':
          await fail(database, stands, `${unknownDelivery} (${handed.error})`)
          return
        case 'refused':
          await fail(database, stands, handed.error)
          return
        case 'later':
          if (now - createdAt > giveUpAfterMs)
            await fail(database, stands, `Not delivered in two days. ${handed.error}`)
          else await note(later(delivery, now + backoffMs(delivery.attempts), handed.error))
      }
    } finally {
      clearInterval(renewal)
    }
  }

  return { deliver }
}

type Composed =
  { readonly ok: true; readonly raw: Uint8Array } | { readonly ok: false; readonly error: string }

/** The raw mail, or a sentence about why it cannot be made: trying again would not help. */
async function compose(claimed: ClaimedMail, files: readonly OutgoingFile[]): Promise<Composed> {
  const missing = claimed.mail.attachmentIds.length - files.length
  if (missing > 0) return { ok: false, error: missingFiles(missing) }
  try {
    const raw = await composeMail(claimed.mail, claimed.number, files, claimed.createdAt)
    return { ok: true, raw }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { ok: false, error: cutText(`This mail cannot be written. ${reason}`, 1500) }
  }
}

const missingFiles = (count: number): string =>
  count === 1
    ? 'A file of this mail is no longer there, so it was not sent. Write the reply again, with the file.'
    : `${count} files of this mail are no longer there, so it was not sent. Write the reply again, with the files.`

const notAccepted = (recipients: readonly string[]): string =>
  cutText(`The mail server did not accept these recipients: ${recipients.join(', ')}.`, 1500)

/** The attachments of a mail, in the order in which it names them. */
async function filesOf(
  { queries }: Database,
  { workspaceId, mail }: ClaimedMail,
): Promise<readonly OutgoingFile[]> {
  if (mail.attachmentIds.length === 0) return []
  const found = await rows<OutgoingFile & { readonly id: string }>(
    queries,
    sql`select id, name, media_type as "mediaType", bytes from files
      where workspace_id = ${workspaceId}::uuid and id = any(${sql.param([...mail.attachmentIds])}::uuid[])`,
  )
  return mail.attachmentIds.flatMap((id) => found.filter((file) => file.id === id))
}
