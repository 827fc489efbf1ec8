/** What a mail's head says of its author: a person, a machine, or a mail server with bad news. */
export type Authorship = 'person' | 'automatic' | 'auto-reply' | 'list' | 'bounce' | 'own'

export interface AuthorshipFacts {
  /** All values of a header, by its lower-case name. */
  readonly header: (name: string) => readonly string[]
  readonly fromEmail: string
  /** The value of Return-Path without angle brackets; null when there is none. */
  readonly returnPath: string | null
  readonly contentType: string
  readonly subject: string
  /** Whether an address is one of the office's own. */
  readonly isOwn: (email: string) => boolean
}

const daemons = /^(mailer-daemon|postmaster|mail-daemon|mailerdaemon|mdaemon)@/i
const noReply =
  /^(no-?reply|do-?not-?reply|noreply[-.\w]*|bounce[s]?[-+.\w]*|notifications?|niet-?beantwoorden)@/i
const awaySubject =
  /^(automatic reply|automatisch antwoord|autoreply|auto-reply|auto:|out of (the )?office|afwezig|afwezigheid|abwesen|automatische antwort|réponse automatique)/i

/**
 * Who wrote a mail. Only a `person` is ever answered by itself, so that two machines never keep each other busy (RFC 3834).
 */
export function authorshipOf(facts: AuthorshipFacts): Authorship {
  const { header, fromEmail, returnPath, contentType, subject, isOwn } = facts
  const first = (name: string): string => header(name)[0]?.trim().toLowerCase() ?? ''
  if (isOwn(fromEmail)) return 'own'
  if (
    daemons.test(fromEmail) ||
    /^multipart\/report\b[^]*report-type="?delivery-status/i.test(contentType) ||
    header('x-failed-recipients').length > 0
  )
    return 'bounce'
  const submitted = first('auto-submitted')
  const precedence = first('precedence')
  if (
    submitted.startsWith('auto-replied') ||
    header('x-autoreply').length > 0 ||
    header('x-autorespond').length > 0 ||
    precedence === 'auto_reply' ||
    /^multipart\/report\b[^]*report-type="?disposition-notification/i.test(contentType) ||
    awaySubject.test(subject.trim())
  )
    return 'auto-reply'
  if (header('list-id').length > 0 || header('list-unsubscribe').length > 0 || precedence === 'list')
    return 'list'
  if (
    (submitted !== '' && submitted !== 'no') ||
    precedence === 'bulk' ||
    precedence === 'junk' ||
    suppressesReplies(first('x-auto-response-suppress')) ||
    returnPath === '' ||
    noReply.test(fromEmail) ||
    header('x-loop').length > 0
  )
    return 'automatic'
  return 'person'
}

/** Outlook asks for this on ordinary mail too, for out-of-office answers and receipts only: those do not matter here. */
const suppressesReplies = (value: string): boolean => /\b(all|autoreply)\b/.test(value)
