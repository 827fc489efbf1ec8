import type { Delivery, OutgoingMail, RecipientDelivery } from '../tickets/outgoing-mail'
import { assertNever } from '../../shared/assert-never'
import { answersOf, recipientsOf, shortened } from '../tickets/recipients'
import { isLate, pauseAfter } from './retry-schedule'

/** A recipient whom a mail server refused. */
export interface Rejection {
  readonly address: string
  /** A 4xx answer: another try may do. */
  readonly isForNow: boolean
  readonly answer: string
}

/** What became of one try to hand a mail over. */
export interface HandOver {
  /**
   * Of the recipients that were not rejected. `taken`: they have it. `later` and `refused`: surely not, and to be tried again or
   * not. `unknown`: the last byte went out and no answer came. `stopped`: this server is stopping, the mail was not tried.
   */
  readonly result: 'taken' | 'later' | 'refused' | 'unknown' | 'stopped'
  /** Why it was not taken. */
  readonly error: string
  readonly rejected: readonly Rejection[]
}

/** What people must hear of a mail on its ticket. */
export interface MailNotice {
  /**
   * `delayed`: not yet. `in-doubt`: all of those whom it is about may have it. `not-delivered`: nobody has it. `partly`: these
   * recipients do not all have it, others do or may yet.
   */
  readonly kind: 'delayed' | 'in-doubt' | 'not-delivered' | 'partly'
  /** Those whom it is about. */
  readonly recipients: readonly string[]
  readonly error: string
}

/** How a delivery stands after something happened to it, and what people must hear of that. */
export interface Settled {
  readonly delivery: Delivery
  readonly notice: MailNotice | null
}

type Addressed = Pick<OutgoingMail, 'to' | 'cc'>

export const unknownDelivery =
  'The mail server may have taken this mail, but its answer was lost. Ask the reporter, or send it again.'

const sentBeforeRestore =
  'This mail may have left before a backup of the server was restored. Ask the reporter, or send it again.'

/** After so many senders that died with it in hand a mail stands before a person. */
export const crashLimit = 3

const stoppedEachTime = `Sending this mail broke off ${crashLimit} times before the mail server had it: the server stopped, or could not write down what became of it. It does not try any more. Write the reply again without its files, or send it again.`

const changed = (before: Delivery, change: Partial<Delivery>): Delivery => ({
  ...before,
  ...change,
  revision: before.revision + 1,
})

/** Before the last byte goes out: from here on those who were not rejected may have the mail. */
export function handedOver(
  mail: Addressed,
  delivery: Delivery,
  rejected: readonly Rejection[],
  now: number,
): Delivery {
  const offered: HandOver = { result: 'unknown', error: unknownDelivery, rejected }
  const recipients = afterTry(recipientsOf(mail, delivery), offered, now)
  return changed(delivery, { handedOverAt: now, recipients })
}

/** Everybody has it. */
export function sent(mail: Addressed, delivery: Delivery, now: number): Delivery {
  const recipients = recipientsOf(mail, delivery).map(({ address }) =>
    stands({ address, state: 'sent', at: now, answer: null }),
  )
  return changed(delivery, { state: 'sent', sentAt: now, error: null, crashes: 0, recipients })
}

const damagedWords = 'This mail is damaged in the database and cannot be sent. Write the reply again.'

/** A row that says not whom it is for, or not what it says: it stands before a person, as nothing else can be done with it. */
export const damagedMail = (delivery: Delivery): Delivery =>
  changed(delivery, { state: 'failed', crashes: 0, recipients: [], error: damagedWords })

/** Back in the outbox as if it had not been taken in hand: `claimed`, but for the revision, which is the row's. */
export const released = (claimed: Delivery, revision: number): Delivery => ({
  ...claimed,
  state: 'waiting',
  attempts: Math.max(0, claimed.attempts - 1),
  revision: revision + 1,
})

/**
 * After a try: who has the mail, who is tried again and when.
 * @param claimed as it stood when the mail was taken in hand, before anything was noted of this try
 * @param current as it stands now
 */
export function tried(mail: Addressed, { claimed, current, handed, now }: Try): Settled {
  const before = recipientsOf(mail, claimed)
  const pause = pauseAfter(claimed.attempts)
  const after = afterTry(before, handed, now)
  const recipients =
    pause === null
      ? after.map((one) =>
          noLongerWaiting(one, {
            state: 'failed',
            now,
            answer: `Not delivered in five days. ${one.answer ?? ''}`,
          }),
        )
      : after
  return settled(current, { before, recipients, now, nextTryAt: now + (pause ?? 0) })
}

interface Try {
  readonly claimed: Delivery
  readonly current: Delivery
  readonly handed: HandOver
  readonly now: number
}

/** A mail whose sender died: after the last byte those who were offered it may have it, and a person decides. */
export function abandoned(mail: Addressed, delivery: Delivery, now: number): Settled {
  const { attempts, handedOverAt } = delivery
  const stored = recipientsOf(mail, delivery)
  const nextTryAt = now + (pauseAfter(attempts) ?? 0)
  if (handedOverAt === null) {
    const recipients = stored.map((one) =>
      noLongerWaiting(one, { state: 'failed', now, answer: stoppedEachTime }),
    )
    return settled(delivery, { before: stored, recipients, now, nextTryAt })
  }
  if (delivery.recipients.length === 0) {
    const recipients = stored.map((one) =>
      noLongerWaiting(one, { state: 'unknown', now, answer: whyUnknown(attempts) }),
    )
    return settled(delivery, { before: stored, recipients, now, nextTryAt })
  }
  // Its sender had noted whom it offered the mail: that is news still.
  const before = stored.map((one) => (one.at < handedOverAt ? one : { ...one, state: 'waiting' as const }))
  return settled(delivery, { before, recipients: stored, now, nextTryAt })
}

const whyUnknown = (attempts: number): string => (attempts === 0 ? sentBeforeRestore : unknownDelivery)

/** Where marks of deliveries were lost, anybody who is not known to have a mail may have it. */
export function inDoubt(mail: Addressed, delivery: Delivery, now: number): Delivery {
  const why = whyUnknown(delivery.attempts)
  const recipients = recipientsOf(mail, delivery).map((one) =>
    noLongerWaiting(one, { state: 'unknown', now, answer: why }),
  )
  return changed(delivery, { state: 'sending', handedOverAt: now, recipients })
}

/**
 * A person sends it again, to all who do not surely have it, with as many tries as a new mail; those who wait beside them are
 * tried with them. Null when nobody's delivery failed or is in doubt, and while it is being sent.
 */
export function sentAgain(mail: Addressed, delivery: Delivery, now: number): Delivery | null {
  const before = recipientsOf(mail, delivery)
  const isMissed = before.some(({ state }) => state === 'failed' || state === 'unknown')
  if (delivery.state === 'sending' || (delivery.state !== 'failed' && !isMissed)) return null
  return changed(delivery, {
    state: 'waiting',
    attempts: 0,
    crashes: 0,
    delayToldAt: null,
    nextTryAt: now,
    handedOverAt: null,
    error: null,
    recipients: before.map((one) =>
      one.state === 'sent' ? one : stands({ address: one.address, state: 'waiting', at: now, answer: null }),
    ),
  })
}

/** A person says that it had arrived at all of whom that was in doubt. Null when it is in doubt of nobody. */
export function saidToHaveArrived(mail: Addressed, delivery: Delivery, now: number): Delivery | null {
  const before = recipientsOf(mail, delivery)
  if (delivery.state === 'sending' || !before.some(({ state }) => state === 'unknown')) return null
  const recipients = before.map((one) =>
    one.state === 'unknown' ? stands({ ...one, state: 'sent', at: now, answer: null }) : one,
  )
  return settled(delivery, { before, recipients, now, nextTryAt: delivery.nextTryAt }).delivery
}

interface Outcome {
  readonly before: readonly RecipientDelivery[]
  readonly recipients: readonly RecipientDelivery[]
  readonly now: number
  readonly nextTryAt: number
}

/** The mail as a whole follows from its recipients: it waits for some, stands before a person for some, or was sent. */
function settled(delivery: Delivery, { before, recipients, now, nextTryAt }: Outcome): Settled {
  const those = (...states: readonly RecipientDelivery['state'][]) =>
    recipients.filter(({ state }) => states.includes(state))
  const isNew = ({ address, state }: RecipientDelivery) =>
    !before.some((one) => one.address === address && one.state === state)
  const waiting = those('waiting')
  const waits = waiting.length > 0
  const missing = those('waiting', 'failed', 'unknown')
  const lost = those('failed', 'unknown').filter(isNew)
  const isDelayed = waits && lost.length === 0 && delivery.delayToldAt === null && isLate(delivery.attempts)
  const next = changed(delivery, {
    state: waits ? 'waiting' : those('unknown').length > 0 || those('sent').length === 0 ? 'failed' : 'sent',
    nextTryAt: waits ? nextTryAt : delivery.nextTryAt,
    handedOverAt: waits ? null : delivery.handedOverAt,
    sentAt: those('sent').some(isNew) ? now : delivery.sentAt,
    error: missing.length === 0 ? null : answersOf(missing, recipients.length),
    crashes: 0,
    delayToldAt: isDelayed ? now : delivery.delayToldAt,
    recipients,
  })
  return { delivery: next, notice: noticeOf(recipients, lost, isDelayed ? waiting : []) }
}

/** What is to be said of a delivery as it stands, whoever was told of it before; null when nothing is. */
export function standingNotice(mail: Addressed, delivery: Delivery): MailNotice | null {
  const recipients = recipientsOf(mail, delivery)
  const lost = recipients.filter(({ state }) => state === 'failed' || state === 'unknown')
  return noticeOf(
    recipients,
    lost,
    recipients.filter(({ state }) => state === 'waiting'),
  )
}

function noticeOf(
  all: readonly RecipientDelivery[],
  lost: readonly RecipientDelivery[],
  delayed: readonly RecipientDelivery[],
): MailNotice | null {
  const notice = (kind: MailNotice['kind'], about: readonly RecipientDelivery[]): MailNotice => ({
    kind,
    recipients: about.map(({ address }) => address),
    error: answersOf(about, all.length),
  })
  if (lost.length === 0) return delayed.length === 0 ? null : notice('delayed', delayed)
  if (lost.every(({ state }) => state === 'unknown')) return notice('in-doubt', lost)
  const isNobody = lost.length === all.length && lost.every(({ state }) => state === 'failed')
  return notice(isNobody ? 'not-delivered' : 'partly', lost)
}

/** The recipients after a try: only those who waited were offered the mail. */
const afterTry = (
  recipients: readonly RecipientDelivery[],
  { result, error, rejected }: HandOver,
  now: number,
): readonly RecipientDelivery[] =>
  recipients.map((one) => {
    if (one.state !== 'waiting') return one
    const { address } = one
    const rejection = rejected.find((each) => each.address === address)
    if (rejection)
      return stands({
        address,
        state: rejection.isForNow ? 'waiting' : 'failed',
        at: now,
        answer: rejection.answer,
      })
    switch (result) {
      case 'taken':
        return stands({ address, state: 'sent', at: now, answer: null })
      case 'refused':
        return stands({ address, state: 'failed', at: now, answer: error })
      case 'unknown':
        return stands({ address, state: 'unknown', at: now, answer: error })
      case 'later':
      case 'stopped':
        return stands({ address, state: 'waiting', at: now, answer: error })
      default:
        return assertNever(result)
    }
  })

const stands = ({ answer, ...one }: RecipientDelivery): RecipientDelivery => ({
  ...one,
  answer: answer === null ? null : shortened(answer, 500),
})

/** A recipient who waited is not tried any more, for this reason; any other stays as it is. */
const noLongerWaiting = (
  one: RecipientDelivery,
  {
    state,
    now,
    answer,
  }: { readonly state: 'failed' | 'unknown'; readonly now: number; readonly answer: string },
): RecipientDelivery =>
  one.state === 'waiting' ? stands({ address: one.address, state, at: now, answer }) : one
