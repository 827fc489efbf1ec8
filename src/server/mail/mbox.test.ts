import { createReadStream } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mailsOfMbox } from './mbox'
import { maxMailBytes } from './parse'

async function* inChunks(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function split(text: string, size = 7): Promise<readonly string[]> {
  const mails: string[] = []
  for await (const mail of mailsOfMbox(inChunks(text, size))) mails.push(Buffer.from(mail).toString())
  return mails
}

const from = 'From sanne@x.example Mon Nov 16 10:00:00 2026'

describe('an mbox file', () => {
  it('is split at its separators, whatever the size of the pieces read', async () => {
    const text = `${from}\nSubject: a\n\nEen.\n\n${from}\nSubject: b\n\nTwee.\n`
    for (const size of [1, 2, 3, 16, 1000])
      expect(await split(text, size)).toEqual(['Subject: a\n\nEen.\n\n', 'Subject: b\n\nTwee.\n'])
  })

  it('gives back lines that begin with "From "', async () => {
    const text = `${from}\n\n>From hier.\n>>From daar.\n> gewoon citaat\n`
    expect(await split(text)).toEqual(['\nFrom hier.\n>From daar.\n> gewoon citaat\n'])
  })

  it('is not split at a sentence that begins with "From", or within a paragraph', async () => {
    const text = `${from}\n\nTekst.\n\nFrom the beginning of 2026 it failed.\n${from}\nslot`
    expect(await split(text)).toHaveLength(1)
  })

  it('may have Windows line ends and no end of its last line', async () => {
    expect(
      await split(`${from}\r\nSubject: a\r\n\r\nEen.\r\n\r\n${from}\r\nSubject: b\r\n\r\nTwee.`),
    ).toHaveLength(2)
  })

  it('holds no mail when it has no separator', async () => {
    expect(await split('Subject: los\n\nTekst\n')).toEqual([])
  })

  it('of one endless mail gives no more of it than shows that it is too large', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${from}\nSubject: groot\n\n`)
      const block = Buffer.from(`${'x'.repeat(99)}\n`.repeat(10_000))
      for (let i = 0; i < 40; i++) yield block
      yield Buffer.from(`\n${from}\nSubject: klein\n\nDaarna.\n`)
    }
    const sizes: number[] = []
    for await (const mail of mailsOfMbox(endless())) sizes.push(mail.length)
    expect(sizes).toEqual([maxMailBytes + 1, 24])
  })

  it('of the fixtures holds three mails', async () => {
    const mails: string[] = []
    const stream = createReadStream(new URL('../../../test/fixtures/mail/archive.mbox', import.meta.url))
    for await (const mail of mailsOfMbox(stream)) mails.push(Buffer.from(mail).toString())
    expect(mails).toHaveLength(3)
    expect(mails[0]).toContain(
      '\nFrom hier is het misgegaan.\n>From daar ook.\n\nFrom the beginning of the month',
    )
  })
})
