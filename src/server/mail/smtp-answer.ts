import type { HandOver, Rejection } from './delivery'
import { unknownDelivery } from './delivery'
import { shortened } from '../tickets/recipients'

/** What nodemailer's errors say beside their message. */
interface SmtpError {
  readonly message: string
  readonly code: string
  /** The command that failed; `CONN` for the connection, `API` when the server was not asked. */
  readonly command: string
  /** The server's three digits; 0 when it did not answer. */
  readonly responseCode: number
  readonly recipient: string
}

function readError(error: unknown): SmtpError {
  const from = (typeof error === 'object' && error !== null ? error : {}) as Readonly<Record<string, unknown>>
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  return {
    message: shortened(text(from.message) || String(error), 500),
    code: text(from.code),
    command: text(from.command),
    responseCode: typeof from.responseCode === 'number' ? from.responseCode : 0,
    recipient: text(from.recipient),
  }
}

/** The recipients that a server refused, from the errors that nodemailer collects. */
export function rejectionsOf(errors: readonly unknown[]): readonly Rejection[] {
  return errors.map((error) => {
    const { recipient, responseCode, message } = readError(error)
    const isForNow = responseCode < 500 || refusesUs.has(responseCode)
    return { address: recipient, isForNow, answer: message }
  })
}

/**
 * What an error says of the mail. A server that refuses the mail with a 5xx has decided; one that refuses us (its greeting, our
 * password, TLS) says nothing of the mail, which waits until somebody has mended that. Silence after the last byte leaves it
 * unknown.
 */
export function judge(error: unknown, isHandedOver: boolean): Pick<HandOver, 'result' | 'error'> {
  const read = readError(error)
  const words = inWords(read)
  const isSilent = read.responseCode < 400 || isOurTrouble(read)
  if (isHandedOver && isSilent) return { result: 'unknown', error: `${unknownDelivery} (${words})` }
  if (isOurTrouble(read)) return { result: 'later', error: words }
  if (read.responseCode >= 500 || cannotBeSent(read)) return { result: 'refused', error: words }
  return { result: 'later', error: words }
}

/** The server wants us signed in, in another way, or with TLS, before it looks at any mail or recipient. */
const refusesUs: ReadonlySet<number> = new Set([530, 534, 535, 538])

const isOurTrouble = ({ code, command, responseCode }: SmtpError): boolean =>
  code === 'ETLS' ||
  code === 'EAUTH' ||
  /^(CONN|EHLO|HELO|STARTTLS|AUTH.*)$/.test(command) ||
  refusesUs.has(responseCode)

/** An address that cannot be said to any server, or a mail larger than the server says it takes. */
const cannotBeSent = ({ code, command }: SmtpError): boolean =>
  (code === 'EENVELOPE' && command === 'API') || (code === 'EMESSAGE' && command === 'MAIL FROM')

function inWords({ message, code, command, responseCode }: SmtpError): string {
  if (/certificate|altname|unable to verify/i.test(message))
    return `The mail server's certificate cannot be trusted, so neither a password nor the mail was sent to it. (${message})`
  if (command === 'STARTTLS' && responseCode >= 400)
    return `The mail server offers no TLS (STARTTLS), so neither a password nor the mail was sent to it. Use smtps:// in TIJDIG_SMTP_URL, or ?tls=none for one on a trusted network. (${message})`
  if (code === 'EAUTH')
    return `The mail server does not accept the user or password in TIJDIG_SMTP_URL. (${message})`
  if (code === 'EMESSAGE' && command === 'MAIL FROM')
    return `This mail is larger than the mail server takes. Leave files out, or send them as a link. (${message})`
  return message
}
