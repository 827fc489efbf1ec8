import type { Database } from '../db/database'
import { writeTransaction } from '../db/database'
import { isOutgoingMail } from '../tickets/stored-documents'
import type { DispatchMail, MailMark } from '../tickets/outgoing-mail'
import type { Settled } from './delivery'
import { abandoned, damagedMail } from './delivery'
import { domainsOf } from '../tickets/recipients'
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
  readonly hands?: Hands
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

/** How many mails go out side by side, and for how long (ms) one may keep the others waiting. */
export interface Hands {
  /** Mails that have not been in hand for long. What many mail servers grant one client; Microsoft's three are among the lowest. */
  readonly quick: number
  /** A mail that has been in hand for so long is slow: it no longer keeps a quick hand busy. */
  readonly slowAfterMs: number
  /** Slow mails at once. One that becomes slow beyond them is cut before its last byte, and tried again later. */
  readonly slow: number
  /** Mails to one domain at once, quick and slow, whatever place among the recipients it has. */
  readonly toOne: number
}

/** Forty connections at most. */
const usualHands: Hands = { quick: 5, slowAfterMs: 5000, slow: 35, toOne: 2 }
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
    hands = usualHands,
  } = options
  const settle: SettleTrouble =
    options.trouble ??
    (async ({ writing }, { workspaceId, id }, { delivery }) => {
      await writeDelivery(writing, { workspaceId, id, delivery }, clock())
    })
  const stopping = new AbortController()
  /** Mails that are being sent, and the end of each. */
  const inHand = new Map<ClaimedMail, Promise<void>>()
  /** Those of them that are slow. */
  const slow = new Set<ClaimedMail>()
  let filling: Promise<void> = Promise.resolve()
  let begun = 0

  async function dispatch(database: Database, now: number): Promise<void> {
    if (stopping.signal.aborted) return
    const ids = [...inHand.keys()].map(({ id }) => id)
    const found = await writeTransaction(database, (tx) => recoverAbandoned(tx, now, ids))
    await Promise.all(found.map((mail) => putBeforePerson(database, mail).catch(fault)))
    if (smtp === null) await tellNoServer(database)
    await fill(database)
  }

  /** Fills the free hands; one call after the other, so that no two count the same hand as free. */
  function fill(database: Database): Promise<void> {
    const next = filling.then(async () => {
      while (hasFreeHand() && !stopping.signal.aborted) {
        const rules = { limit: 1, hasServer: smtp !== null, ...busy() }
        // A transaction, because each claim asks anew whether this server may still work on the tables.
        const [mail] = await writeTransaction(database, (tx) => claimDue(tx, clock(), rules))
        if (!mail) return
        begun += 1
        if (!isReadable(mail)) await giveUpDamaged(database, mail).catch(fault)
        else inHand.set(mail, handle(database, mail))
      }
    })
    filling = next.catch(() => undefined)
    return next
  }

  const hasFreeHand = (): boolean =>
    inHand.size - slow.size < hands.quick && inHand.size < hands.quick + hands.slow

  function busy(): { readonly except: readonly string[]; readonly mayCrash: boolean } {
    const mails = [...inHand.keys()]
    const counts = new Map<string, number>()
    for (const { mail } of mails)
      for (const domain of domainsOf(mail)) counts.set(domain, (counts.get(domain) ?? 0) + 1)
    return {
      except: [...counts].flatMap(([domain, count]) => (count >= hands.toOne ? [domain] : [])),
      mayCrash: mails.every(({ delivery }) => delivery.crashes === 0),
    }
  }

  async function handle(database: Database, mail: ClaimedMail): Promise<void> {
    const makesWay = new AbortController()
    const becomesSlow = setTimeout(() => {
      slow.add(mail)
      if (slow.size > hands.slow) makesWay.abort()
      void fill(database).catch(fault)
    }, hands.slowAfterMs)
    const signals = { signal: stopping.signal, makesWay: makesWay.signal }
    try {
      await sendOne(database, mail, { smtp, clock, keep, settle, fault, ...signals, graceMs })
    } catch (error) {
      // The row stays "sending": recovery decides by what it says of the last byte.
      fault(error)
    } finally {
      clearTimeout(becomesSlow)
      slow.delete(mail)
      inHand.delete(mail)
    }
    await fill(database).catch(fault)
  }

  /** A note that cannot be written, whatever the ticket has, must not keep its mail from standing before a person. */
  async function putBeforePerson(database: Database, mail: AbandonedMail): Promise<void> {
    const { workspaceId, id } = mail
    if (!isReadable(mail)) return giveUpDamaged(database, mail)
    const settled = abandoned(mail.mail, mail.delivery, clock())
    if (mail.delivery.crashes < givesUpTellingAfter) return settle(database, mail, settled)
    const mark = { workspaceId, id, delivery: settled.delivery }
    await keep(mark)
    await writeDelivery(database.writing, mark, clock())
  }

  /** Says nothing on its ticket: there is nothing to say of it, and the outbox and the metrics show it. */
  async function giveUpDamaged(database: Database, { workspaceId, id, delivery }: MailMark): Promise<void> {
    fault(new Error(`Mail ${id} is damaged`))
    const mark = { workspaceId, id, delivery: damagedMail(delivery) }
    await keep(mark)
    await writeDelivery(database.writing, mark, clock())
  }

  async function idle(): Promise<void> {
    for (;;) {
      const last = filling
      await Promise.all([...inHand.values(), last])
      // A hand that became free meanwhile may be about to take the next mail.
      if (inHand.size === 0 && filling === last) return
    }
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

const isReadable = ({ mail, delivery }: Pick<ClaimedMail, 'mail' | 'delivery'>): boolean =>
  isOutgoingMail(mail) && Array.isArray(delivery.recipients)

/** Two crashes before the last byte, one after it, and as many tries to write what became of the mail. */
const givesUpTellingAfter = 7
