import { cutText } from '../../shared/cut-text'
import type { Delivery, OutgoingMail, RecipientDelivery } from './outgoing-mail'

/** Whom a mail is for, each once: the same address may stand under To and Cc. */
export function addressesOf({ to, cc }: Pick<OutgoingMail, 'to' | 'cc'>): readonly string[] {
  const byName = new Map<string, string>()
  for (const address of [...to, ...cc]) {
    const name = address.trim().toLowerCase()
    if (!byName.has(name)) byName.set(name, address.trim())
  }
  return [...byName.values()]
}

/** The domains of a mail's recipients, each once, in lower case. */
export const domainsOf = (mail: Pick<OutgoingMail, 'to' | 'cc'>): ReadonlySet<string> =>
  new Set(
    [...mail.to, ...mail.cc].map((address) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()),
  )

/** How the delivery to each recipient of a mail stands, in the order in which the mail names them. */
export function recipientsOf(
  mail: Pick<OutgoingMail, 'to' | 'cc'>,
  { state, sentAt, recipients }: Pick<Delivery, 'state' | 'sentAt' | 'recipients'>,
): readonly RecipientDelivery[] {
  if (recipients.length > 0) return recipients
  const all = state === 'sent' ? 'sent' : 'waiting'
  return addressesOf(mail).map((address) => ({ address, state: all, at: sentAt ?? 0, answer: null }))
}

/** Why these recipients of a mail do not have it, a line for each answer. A mail's only recipient is not named. */
export function answersOf(recipients: readonly RecipientDelivery[], ofHowMany: number): string {
  const byAnswer = new Map<string, string[]>()
  for (const { address, answer } of recipients) {
    const text = answer ?? ''
    byAnswer.set(text, [...(byAnswer.get(text) ?? []), address])
  }
  const lines = [...byAnswer].map(([answer, addresses]) =>
    ofHowMany === 1 ? answer : `${addresses.join(', ')}: ${answer}`,
  )
  return shortened(lines.join('\n'), 1500)
}

/** Words from elsewhere as the database can keep them: no control characters, no half characters, of a bounded length. */
export const shortened = (words: string, length: number): string =>
  cutText(words.replace(/[^\P{Cc}\n]/gu, ' ').toWellFormed(), length)
