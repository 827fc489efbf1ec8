import { once } from 'node:events'
import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { HandOver, Rejection } from './delivery'
import { judge, rejectionsOf } from './smtp-answer'
import type { SmtpSettings } from './smtp-settings'

export interface Parcel {
  readonly from: string
  readonly to: readonly string[]
  /** The mail as it goes out, read once and only as fast as the server takes it. */
  readonly content: AsyncIterable<Uint8Array>
  /** Bytes, at least about: a server refuses what is too large before it is sent. */
  readonly size: number
}

export interface HandOverRules {
  /**
   * Awaited when all but the final dot is written, with the recipients that the server refused: until then it has no mail, from
   * then on it may have. When it answers false, the connection is cut before the dot.
   */
  readonly beforeLastByte: (rejected: readonly Rejection[]) => Promise<boolean>
  /** Aborted when this server stops: the connection is cut, after the last byte only when the grace has passed. */
  readonly signal: AbortSignal
  /** Aborted when this mail keeps others waiting: the connection is cut, unless only the last byte is missing; it is tried again later. */
  readonly makesWay?: AbortSignal
  /** How long the server may still take to answer a mail that it has when this one stops, ms. */
  readonly graceMs: number
}

/** A whole try may take this long before the last byte, ms: a server that dribbles must not hold a hand for ever. */
const longestTryMs = 30 * 60_000

const tooSlow = 'The mail server was slow to take this mail while others waited.'

/** nodemailer notes here, in the envelope that it is given, which recipients were refused. */
interface Envelope {
  readonly from: string
  readonly to: string[]
  readonly size: number
  readonly rejectedErrors?: readonly unknown[]
}

/** Hands one mail to the server. Rejects only when the mail could not be read or noted: then no last byte went out. */
export async function handOver(
  settings: SmtpSettings,
  parcel: Parcel,
  rules: HandOverRules,
): Promise<HandOver> {
  const { beforeLastByte, signal, makesWay, graceMs } = rules
  const envelope: Envelope = { from: parcel.from, to: [...parcel.to], size: parcel.size }
  const rejected = (): readonly Rejection[] => rejectionsOf(envelope.rejectedErrors ?? [])
  let isHandedOver = false
  let isWhole = false
  let isOver = false
  let unread: { readonly error: unknown } | null = null

  async function* body(): AsyncGenerator<Uint8Array> {
    try {
      yield* parcel.content
      // Nothing may be noted any more of a try that has ended meanwhile.
      if (isOver) throw new Error('This try has ended.')
      isWhole = true
      const goesOn = await beforeLastByte(rejected())
      if (!goesOn || signal.aborted) throw new Error('This mail is left to another sender.')
      isHandedOver = true
    } catch (error) {
      unread = { error }
      throw error
    }
  }

  const connection = connectionTo(settings)
  const end = ending({ signal, graceMs: () => (isHandedOver ? graceMs : 0) })
  const cutToMakeWay = (): void => {
    if (isWhole) return
    isOver = true
    end.now(tooSlow)
  }
  makesWay?.addEventListener('abort', cutToMakeWay, { once: true })
  // Errors outside a command: the promises below hear of them first; later ones change nothing any more.
  const failed = once(connection, 'error').then(([error]) => {
    throw error
  })
  failed.catch(() => undefined)
  const orFailed = <T>(work: Promise<T>): Promise<T> => Promise.race([failed, end.reached, work])
  try {
    await orFailed(new Promise<void>((resolve) => connection.connect(() => resolve())))
    if (settings.user !== null) await orFailed(logIn(connection, settings))
    await orFailed(send(connection, envelope, Readable.from(body())))
    return { result: 'taken', error: '', rejected: rejected() }
  } catch (error) {
    if (signal.aborted && !isHandedOver) return { result: 'stopped', error: '', rejected: [] }
    if (unread !== null && !isHandedOver) throw (unread as { readonly error: unknown }).error
    return { ...judge(error, isHandedOver), rejected: rejected() }
  } finally {
    isOver = true
    makesWay?.removeEventListener('abort', cutToMakeWay)
    end.clear()
    connection.close()
  }
}

function connectionTo({ host, port, tls, verifyCertificate, patienceMs }: SmtpSettings): SMTPConnection {
  return new SMTPConnection({
    host,
    port,
    secure: tls === 'from-start',
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'none',
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    tls: { rejectUnauthorized: verifyCertificate },
  })
}

/** A promise that rejects when a try must end: too long, or the server is stopping and the grace has passed. */
function ending({ signal, graceMs }: { readonly signal: AbortSignal; readonly graceMs: () => number }) {
  const timers: NodeJS.Timeout[] = []
  let onAbort = (): void => undefined
  let now = (_why: string): void => undefined
  const reached = new Promise<never>((_, reject) => {
    now = (why) => reject(new Error(why))
    const after = (ms: number, why: string) => void timers.push(setTimeout(() => now(why), ms))
    after(longestTryMs, 'The mail server did not take this mail in half an hour.')
    onAbort = () => after(graceMs(), 'This server stopped before the mail server answered.')
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
  })
  reached.catch(() => undefined)
  const clear = (): void => {
    signal.removeEventListener('abort', onAbort)
    for (const timer of timers) clearTimeout(timer)
  }
  return { reached, now: (why: string) => now(why), clear }
}

function logIn(connection: SMTPConnection, { user, password }: SmtpSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    const auth = { user: user ?? '', pass: password ?? '' }
    connection.login(auth, (error) => (error ? reject(error) : resolve()))
  })
}

function send(connection: SMTPConnection, envelope: Envelope, message: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.send(envelope, message, (error) => (error ? reject(error) : resolve()))
  })
}
