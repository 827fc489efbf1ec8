import { sql } from 'drizzle-orm'
import type { Database } from '../db/database'
import { rows } from '../db/database'
import type { DeliverMail } from '../mail-port'
import type { OutgoingFile } from './compose'
import { composeMail } from './compose'
import type { AbandonedMail, ClaimedMail, MailTrouble } from './outbox'
import {
  claimDue,
  claimWriter,
  leaseMs,
  recoverAbandoned,
  tellNoServer,
  unknownDelivery,
  whyInDoubt,
} from './outbox'
import type { SmtpSettings } from './smtp'
import { handOver } from './smtp'

export interface MailerOptions {
  /** null: no mail leaves; it waits in the outbox, but for the demo workspace's, which counts as sent. */
  readonly smtp: SmtpSettings | null
  /** UTC epoch milliseconds. */
  readonly clock: () => number
  /** Puts on disk what the database wrote, for one that does not do so itself: awaited before a mail's last byte. */
  readonly makeDurable?: (() => Promise<void>) | undefined
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
export function createMailer({ smtp, clock, makeDurable, trouble }: MailerOptions): {
  readonly deliver: DeliverMail
} {
  const settle: SettleTrouble =
    trouble ??
    (async ({ queries }, mail, found) => {
      await claimWriter(queries, mail).settled(clock(), found)
    })
  const fail = (database: Database, mail: AbandonedMail, error: string): Promise<void> =>
    settle(database, mail, { state: 'failed', error })

  async function deliver(database: Database, now: number): Promise<number> {
    const abandoned = await recoverAbandoned(database, now)
    await Promise.allSettled(abandoned.map((mail) => fail(database, mail, whyInDoubt(mail))))
    if (smtp === null) await tellNoServer(database)
    const claimed = await claimDue(database, now, mailsAtOnce, smtp !== null)
    await Promise.allSettled(claimed.map((mail) => deliverOne(database, mail)))
    return claimed.length
  }

  async function deliverOne(database: Database, claimed: ClaimedMail): Promise<void> {
    const write = claimWriter(database.queries, claimed)
    if (claimed.isDemo || smtp === null) {
      await write.sent(clock())
      return
    }
    const raw = await compose(database, claimed)
    if (typeof raw === 'string') {
      await write.later(clock() + backoffMs(claimed.attempts), raw)
      return
    }
    const renewal = setInterval(() => void write.renew(clock()).catch(() => undefined), leaseMs / 3)
    try {
      await send(database, claimed, raw, smtp)
    } finally {
      // When the database fails here the row stays "sending": recovery decides by what it says of the last byte.
      clearInterval(renewal)
    }
  }

  async function send(
    database: Database,
    claimed: ClaimedMail,
    raw: Uint8Array,
    settings: SmtpSettings,
  ): Promise<void> {
    const { mail, createdAt, attempts } = claimed
    const write = claimWriter(database.queries, claimed)
    const envelope = { from: mail.from.email, to: [...mail.to, ...mail.cc] }
    const handed = await handOver(settings, envelope, raw, async () => {
      const isOurs = await write.handedOver(clock())
      if (isOurs) await makeDurable?.()
      return isOurs
    })
    const now = clock()
    switch (handed.result) {
      case 'taken':
        if (handed.notAccepted.length === 0) await write.sent(now)
        else await settle(database, claimed, { state: 'sent', error: notAccepted(handed.notAccepted) })
        return
      case 'unknown':
        await fail(database, claimed, `${unknownDelivery} (${handed.error})`)
        return
      case 'refused':
        await fail(database, claimed, handed.error)
        return
      case 'later':
        if (now - createdAt > giveUpAfterMs)
          await fail(database, claimed, `Not delivered in two days. ${handed.error}`)
        else await write.later(now + backoffMs(attempts), handed.error)
    }
  }

  return { deliver }
}

/** The raw mail, or a sentence about why it cannot be made. */
async function compose(database: Database, claimed: ClaimedMail): Promise<Uint8Array | string> {
  try {
    const files = await filesOf(database, claimed)
    return await composeMail(claimed.mail, claimed.number, files, claimed.createdAt)
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).slice(0, 1500)
  }
}

const notAccepted = (recipients: readonly string[]): string =>
  `The mail server did not accept these recipients: ${recipients.join(', ')}.`.slice(0, 1500)

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
