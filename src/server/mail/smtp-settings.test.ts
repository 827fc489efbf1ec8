import { describe, expect, it } from 'vitest'
import { describeSmtp, parseSmtpUrl } from './smtp-settings'

describe('the address of the mail server', () => {
  it.each([
    ['smtp://mail.example', { port: 587, tls: 'required', verifyCertificate: true }],
    ['smtp://user:geheim@10.0.0.5:25', { port: 25, tls: 'required', user: 'user', password: 'geheim' }],
    ['smtp://mail.example:25?tls=none', { port: 25, tls: 'none', user: null }],
    ['smtps://user:a%40b@mail.example', { port: 465, tls: 'from-start', password: 'a@b' }],
    ['smtp://127.0.0.1:2525', { tls: 'if-offered', verifyCertificate: false }],
    ['smtp://user:geheim@localhost?tls=none', { tls: 'none', user: 'user' }],
    ['smtp://[::1]:25', { tls: 'if-offered' }],
    ['smtp://127.0.0.1.example.org', { tls: 'required', verifyCertificate: true }],
    ['smtp://localhost.example.org', { tls: 'required', verifyCertificate: true }],
  ])('%s says how mail is handed over', (url, expected) => {
    expect(parseSmtpUrl(url)).toMatchObject(expected)
  })

  it.each([
    ['http://mail.example', /must be given as/],
    ['smtp://', /must be given as/],
    ['smtp://mail.example?tls=maybe', /must be given as/],
    ['smtp://mail.example?starttls=no', /must be given as/],
    ['smtps://mail.example?tls=none', /must be given as/],
    ['smtp://user:geheim@mail.example?tls=none', /password would go out in the clear/],
  ])('%s is refused in words', (url, sentence) => {
    expect(() => parseSmtpUrl(url)).toThrow(sentence)
  })

  it('is told at the start, never with its password', () => {
    const lines = [
      'smtp://u:geheim@mail.example',
      'smtp://mail.example:25?tls=none',
      'smtps://u:geheim@mail.example',
    ].map((url) => describeSmtp(parseSmtpUrl(url)))
    expect(lines).toEqual([
      'Mail leaves through mail.example:587, with TLS (STARTTLS required).',
      'Mail leaves through mail.example:25, IN THE CLEAR, because TIJDIG_SMTP_URL says tls=none.',
      'Mail leaves through mail.example:465, with TLS.',
    ])
    expect(describeSmtp(null)).toContain('No mail server is set')
  })
})
