import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A real SMTP server that keeps what it accepts. For tests. */
export interface MailSink {
  readonly port: number
  /** Raw mails for which it answered "accepted", or took and never answered. */
  readonly accepted: readonly string[]
  /** The recipients of each of them. */
  readonly envelopes: readonly (readonly string[])[]
  /** Called once all of a mail is there, before the answer: to wait, to refuse (throw) or to cut the connection. */
  onData: (raw: string, cut: () => void) => Promise<void> | void
  /** Called for each recipient: to wait or to refuse (throw). */
  onRecipient: (address: string) => Promise<void> | void
  readonly close: () => Promise<void>
}

/** An answer with a code: 4xx for later, 5xx for never. */
export const answer = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode })

const run = async (work: () => Promise<void> | void): Promise<void> => work()

export async function startMailSink(): Promise<MailSink> {
  const accepted: string[] = []
  const envelopes: (readonly string[])[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, callback) => {
      run(() => sink.onRecipient(address)).then(() => callback(), callback)
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8')
        const cut = (): void => {
          for (const connection of server.connections)
            if (connection.session.id === session.id) connection.close()
        }
        run(() => sink.onData(raw, cut)).then(() => {
          accepted.push(raw)
          envelopes.push(session.envelope.rcptTo.map(({ address }) => address))
          callback()
        }, callback)
      })
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const sink: MailSink = {
    port: (server.server.address() as AddressInfo).port,
    accepted,
    envelopes,
    onData: () => undefined,
    onRecipient: () => undefined,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
  return sink
}
