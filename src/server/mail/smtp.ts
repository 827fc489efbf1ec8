import { once } from 'node:events'
import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { cutText } from '../../shared/cut-text'

/** Where mail is handed over. */
export interface SmtpSettings {
  readonly host: string
  readonly port: number
  /** TLS from the first byte; otherwise STARTTLS where the server offers it. */
  readonly secure: boolean
  readonly user: string | null
  readonly password: string | null
  /** For how long the other side may be silent, ms. */
  readonly patienceMs: number
}

export interface Envelope {
  readonly from: string
  readonly to: readonly string[]
}

export type HandOver =
  /** The server took it, for all recipients but those listed. */
  | { readonly result: 'taken'; readonly notAccepted: readonly string[] }
  /** Surely not taken: to be tried again. */
  | { readonly result: 'later'; readonly error: string }
  /** Surely not taken, and never will be. */
  | { readonly result: 'refused'; readonly error: string }
  /** The last byte went out and no answer came: nobody can know. */
  | { readonly result: 'unknown'; readonly error: string }

/** Reads `smtp://user:password@host:587` or `smtps://…`. Throws a sentence that says what is wrong. */
export function parseSmtpUrl(text: string): SmtpSettings {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') || url.hostname === '')
    throw new Error(
      'The mail server must be given as smtp://user:password@host:587 or smtps://user:password@host.',
    )
  const secure = url.protocol === 'smtps:'
  return {
    host: url.hostname,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    user: url.username === '' ? null : decodeURIComponent(url.username),
    password: url.password === '' ? null : decodeURIComponent(url.password),
    patienceMs: 120_000,
  }
}

/**
 * Hands one mail to the server. `beforeLastByte` is awaited when all but the final dot is written: until then the server
 * has no mail, from then on it may have. When it answers false, the connection is cut before the dot.
 */
export async function handOver(
  settings: SmtpSettings,
  envelope: Envelope,
  raw: Uint8Array,
  beforeLastByte: () => Promise<boolean>,
): Promise<HandOver> {
  let isHandedOver = false

  async function* body(): AsyncGenerator<Uint8Array> {
    yield raw
    if (!(await beforeLastByte())) throw new Error('Somebody else has taken over this mail.')
    isHandedOver = true
  }

  const connection = new SMTPConnection({
    host: settings.host,
    port: settings.port,
    secure: settings.secure,
    connectionTimeout: settings.patienceMs,
    greetingTimeout: settings.patienceMs,
    socketTimeout: settings.patienceMs,
    // On the local machine certificates are often made by hand; anywhere else they must be sound.
    tls: { rejectUnauthorized: !isLoopback(settings.host) },
  })
  // Errors outside a command: the promises below hear of them first; later ones change nothing any more.
  const failed = once(connection, 'error').then(([error]) => {
    throw error
  })
  failed.catch(() => undefined)
  try {
    await Promise.race([failed, new Promise<void>((resolve) => connection.connect(() => resolve()))])
    if (settings.user !== null) await Promise.race([failed, logIn(connection, settings)])
    const info = await Promise.race([failed, send(connection, envelope, raw.length, Readable.from(body()))])
    return { result: 'taken', notAccepted: info.rejected }
  } catch (error) {
    return judge(error, isHandedOver)
  } finally {
    connection.close()
  }
}

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host)

function logIn(connection: SMTPConnection, { user, password }: SmtpSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    const auth = { user: user ?? '', pass: password ?? '' }
    connection.login(auth, (error) => (error ? reject(error) : resolve()))
  })
}

function send(
  connection: SMTPConnection,
  { from, to }: Envelope,
  size: number,
  message: Readable,
): Promise<{ readonly rejected: readonly string[] }> {
  return new Promise((resolve, reject) => {
    connection.send({ from, to: [...to], size }, message, (error, info) => {
      if (error) reject(error)
      else resolve({ rejected: info.rejected.map(String) })
    })
  })
}

/**
 * A server that answers with a code has decided; silence after the last byte leaves it unknown. An address that cannot be
 * said to any server is refused before it is asked.
 */
function judge(error: unknown, isHandedOver: boolean): HandOver {
  const message = cutText(error instanceof Error ? error.message : String(error), 1500)
  const code = responseCode(error)
  if (code >= 500 || isUnsayable(error)) return { result: 'refused', error: message }
  if (code < 400 && isHandedOver) return { result: 'unknown', error: message }
  return { result: 'later', error: message }
}

function isUnsayable(error: unknown): boolean {
  const { code, command } = (error ?? {}) as { readonly code?: unknown; readonly command?: unknown }
  return code === 'EENVELOPE' && command === 'API'
}

function responseCode(error: unknown): number {
  const code = typeof error === 'object' && error !== null && 'responseCode' in error ? error.responseCode : 0
  return typeof code === 'number' ? code : 0
}
