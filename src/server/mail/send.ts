import type { Database } from '../db/database'
import type { DispatchMail, MailMark } from '../mail-port'
import type { Settled } from './delivery'
import { abandoned } from './delivery'
import type { AbandonedMail, ClaimedMail } from './outbox'
import { claimDue, recoverAbandoned, tellNoServer, writeDelivery } from './outbox'
import { sendOne } from './send-one'
import type { SmtpSettings } from './smtp-settings'

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
  /** Writes how a mail stands that people must hear of, and tells them on its ticket; see `tellOnTicket`. */
  readonly trouble?: SettleTrouble
  /** Hears of what nobody foresaw: to be logged and counted. */
  readonly fault?: (error: unknown) => void
  /** How long a mail server may still take to answer a mail that it has when this server stops, ms. */
  readonly graceMs?: number
}

export type SettleTrouble = (database: Database, mail: AbandonedMail, settled: Settled) => Promise<void>

export interface Mailer {
  /** Takes in hand what is due, and goes on with what becomes due as hands become free. Does not wait until it is sent. */
  readonly dispatch: DispatchMail
  /** As `dispatch`, and waits until nothing is due or in hand. Returns how many mails it tried. */
  readonly deliver: (database: Database, now: number) => Promise<number>
  /**
   * Begins no mail any more, and returns when none is in hand: what was not handed over waits again at once, what was gets a
   * short grace for the mail server's answer.
   */
  readonly stop: () => Promise<void>
}

/** What many mail servers grant one client at once; Microsoft's three are among the lowest. */
const mailsAtOnce = 5
/** Of these to one destination: a domain that answers slowly leaves hands for others. */
const mailsAtOnceToOne = 2
const usualGraceMs = 10_000

/**
 * Delivers the outbox. Each mail is claimed under a lease, and just before the last byte of the SMTP dialogue its row says
 * so: a mail whose sender dies is sent again only when the server cannot have taken it. What remains is the moment between
 * that note and the server's answer; there the mail may be lost but is never doubled, and a person is told.
 */
export function createMailer(options: MailerOptions): Mailer {
  const {
    smtp,
    clock,
    keep = () => Promise.resolve(),
    fault = () => undefined,
    graceMs = usualGraceMs,
  } = options
  const settle: SettleTrouble =
    options.trouble ??
    (async ({ queries }, { workspaceId, id }, { delivery }) => {
      await writeDelivery(queries, { workspaceId, id, delivery }, clock())
    })
  const stopping = new AbortController()
  /** Mails that are being sent, and the end of each. */
  const inHand = new Map<ClaimedMail, Promise<void>>()
  let filling: Promise<void> = Promise.resolve()
  let begun = 0

  async function dispatch(database: Database, now: number): Promise<void> {
    if (stopping.signal.aborted) return
    const ids = [...inHand.keys()].map(({ id }) => id)
    const found = await recoverAbandoned(database, now, ids)
    await Promise.all(found.map((mail) => putBeforePerson(database, mail).catch(fault)))
    if (smtp === null) await tellNoServer(database)
    await fill(database)
  }

  /** Fills the free hands; one call after the other, so that no two count the same hand as free. */
  function fill(database: Database): Promise<void> {
    const next = filling.then(async () => {
      while (inHand.size < mailsAtOnce && !stopping.signal.aborted) {
        const [mail] = await claimDue(database, clock(), { limit: 1, hasServer: smtp !== null, ...busy() })
        if (!mail) return
        begun += 1
        inHand.set(mail, handle(database, mail))
      }
    })
    filling = next.catch(() => undefined)
    return next
  }

  function busy(): { readonly except: readonly string[]; readonly mayCrash: boolean } {
    const mails = [...inHand.keys()]
    const counts = new Map<string, number>()
    for (const { destination } of mails) counts.set(destination, (counts.get(destination) ?? 0) + 1)
    return {
      except: [...counts].flatMap(([destination, count]) => (count >= mailsAtOnceToOne ? [destination] : [])),
      mayCrash: mails.every(({ delivery }) => delivery.crashes === 0),
    }
  }

  async function handle(database: Database, mail: ClaimedMail): Promise<void> {
    try {
      await sendOne(database, mail, { smtp, clock, keep, settle, fault, signal: stopping.signal, graceMs })
    } catch (error) {
      // The row stays "sending": recovery decides by what it says of the last byte.
      fault(error)
    } finally {
      inHand.delete(mail)
    }
    await fill(database).catch(fault)
  }

  /** A note that cannot be written, whatever the ticket has, must not keep its mail from standing before a person. */
  async function putBeforePerson(database: Database, mail: AbandonedMail): Promise<void> {
    const { workspaceId, id } = mail
    const settled = abandoned(mail.mail, mail.delivery, clock())
    if (mail.delivery.crashes < givesUpTellingAfter) return settle(database, mail, settled)
    const mark = { workspaceId, id, delivery: settled.delivery }
    await keep(mark)
    await writeDelivery(database.queries, mark, clock())
  }

  async function idle(): Promise<void> {
    while (inHand.size > 0) await Promise.all(inHand.values())
  }

  return {
    dispatch,
    deliver: async (database, now) => {
      const before = begun
      await dispatch(database, now)
      await idle()
      return begun - before
    },
    stop: async () => {
      stopping.abort()
      await filling
      await idle()
    },
  }
}

/** Two crashes before the last byte, one after it, and as many tries to write the note. */
const givesUpTellingAfter = 7
