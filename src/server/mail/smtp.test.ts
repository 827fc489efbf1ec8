import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { SMTPServerOptions } from 'smtp-server'
import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import type { HandOver } from './delivery'
import { handOver } from './smtp'
import type { SmtpSettings } from './smtp-settings'
import { parseSmtpUrl } from './smtp-settings'

let server: SMTPServer | undefined
let commands: string[] = []

afterEach(() => new Promise<void>((resolve) => (server ? server.close(resolve) : resolve())))

/** A mail server that tells in `commands` what reached it. */
async function start(options: SMTPServerOptions, host = '127.0.0.1'): Promise<number> {
  commands = []
  server = new SMTPServer({
    disableReverseLookup: true,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) => {
      commands.push(`AUTH ${username} ${password}`)
      done(null, password === 'geheim' ? { user: username } : undefined)
    },
    onMailFrom: ({ address }, { secure }, done) => {
      commands.push(`MAIL ${address} ${secure ? 'with' : 'without'} TLS`)
      done()
    },
    onData: (stream, _session, done) => {
      stream.resume().on('end', () => {
        commands.push('DATA')
        done()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  server.listen(0, host)
  await once(server.server, 'listening')
  return (server.server.address() as AddressInfo).port
}

async function* text(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from('Subject: Hallo\r\n\r\nHallo\r\n'))
}

const send = (url: string, more: Partial<SmtpSettings> = {}, size = 30): Promise<HandOver> =>
  handOver(
    { ...parseSmtpUrl(url), patienceMs: 3000, ...more },
    { from: 'office@example.org', to: ['kees@example.org'], content: text(), size },
    { beforeLastByte: () => Promise.resolve(true), signal: new AbortController().signal, graceMs: 100 },
  )

const required = { tls: 'required', verifyCertificate: false } as const

describe('where TLS is required', () => {
  it('neither the password nor the mail goes to a server that hides STARTTLS, and it says why', async () => {
    const port = await start({ disabledCommands: ['STARTTLS'] })
    const handed = await send(`smtp://mailer:geheim@127.0.0.1:${port}`, required)
    expect(handed).toMatchObject({ result: 'later' })
    expect(handed.error).toMatch(/offers no TLS.*neither a password nor the mail/)
    expect(commands).toEqual([])
  })

  it('that is so for any address off this machine, without a word more in its URL', async (context) => {
    const own = Object.values(networkInterfaces())
      .flat()
      .find((address) => address?.family === 'IPv4' && !address.internal)
    if (!own) return context.skip('this machine has no address but loopback')
    const port = await start({ disabledCommands: ['STARTTLS'], authOptional: true }, own.address)
    expect(await send(`smtp://mailer:geheim@${own.address}:${port}`)).toMatchObject({ result: 'later' })
    expect(commands).toEqual([])
    expect(await send(`smtp://${own.address}:${port}?tls=none`)).toMatchObject({ result: 'taken' })
    expect(commands).toEqual(['MAIL office@example.org without TLS', 'DATA'])
  })

  it('mail goes with TLS to a server that has it', async () => {
    const port = await start({})
    const handed = await send(`smtp://mailer:geheim@127.0.0.1:${port}`, required)
    expect(handed).toMatchObject({ result: 'taken' })
    expect(commands).toEqual(['AUTH mailer geheim', 'MAIL office@example.org with TLS', 'DATA'])
  })

  it('a certificate that nobody vouches for is told in words, and nothing is sent', async () => {
    const port = await start({})
    const settings = { tls: 'required', verifyCertificate: true } as const
    const handed = await send(`smtp://mailer:geheim@127.0.0.1:${port}`, settings)
    expect(handed).toMatchObject({ result: 'later' })
    expect(handed.error).toMatch(/certificate cannot be trusted/)
    expect(commands).toEqual([])
  })
})

describe('a mail server that refuses us, not the mail', () => {
  it('leaves the mail waiting when it does not know our password', async () => {
    const port = await start({ disabledCommands: ['STARTTLS'] })
    const handed = await send(`smtp://mailer:wrong@127.0.0.1:${port}`)
    expect(handed).toMatchObject({ result: 'later' })
    expect(handed.error).toContain('does not accept the user or password')
  })

  it('leaves the mail waiting when it wants us signed in first', async () => {
    const port = await start({ disabledCommands: ['STARTTLS'] })
    expect(await send(`smtp://127.0.0.1:${port}`)).toMatchObject({ result: 'later' })
  })

  it('is told apart from one that takes no mail so large', async () => {
    const port = await start({ disabledCommands: ['STARTTLS'], authOptional: true, size: 1000 })
    const handed = await send(`smtp://127.0.0.1:${port}`, {}, 5000)
    expect(handed).toMatchObject({ result: 'refused' })
    expect(handed.error).toContain('larger than the mail server takes')
  })
})
