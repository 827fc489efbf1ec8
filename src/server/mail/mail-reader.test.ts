import { afterAll, describe, expect, it } from 'vitest'
import type { MailReader, ReaderLimits } from './mail-reader'
import { createMailReader } from './mail-reader'

const head = 'From: petra@degoudenaar.example\r\nSubject: Kassa\r\nMessage-ID: <een@degoudenaar.example>\r\n'
const plain = (text: string): Buffer => Buffer.from(`${head}\r\n${text}\r\n`)
const html = (text: string): Buffer => Buffer.from(`${head}Content-Type: text/html\r\n\r\n${text}\r\n`)
const hostile = html('<'.repeat(2_900_000))
const now = Date.UTC(2026, 10, 23)

describe('the thread that reads mail', () => {
  const readers: MailReader[] = []
  const open = (limits?: ReaderLimits) => {
    const reader = createMailReader(limits)
    readers.push(reader)
    return reader
  }
  afterAll(() => Promise.all(readers.map((reader) => reader.close())))

  it('reads a mail with its parts, while this one goes on', async () => {
    const reader = open()
    const { mail, content } = await reader.read(plain('Hallo'), now)
    expect(mail).toMatchObject({ subject: 'Kassa', trouble: null, messageId: 'een@degoudenaar.example' })
    expect(content.message.text.trim()).toBe('Hallo')
    let ticks = 0
    const ticking = setInterval(() => ticks++, 10)
    const began = performance.now()
    expect((await reader.read(html('<'.repeat(1_000_000)), now)).mail.trouble).toBeNull()
    const took = performance.now() - began
    clearInterval(ticking)
    expect(took).toBeGreaterThan(200)
    expect(ticks).toBeGreaterThan(took / 100)
  })

  it('is ended by a mail that takes too long, of which the head is kept; the next one is read', async () => {
    const reader = open({ timeMs: 400 })
    await reader.read(plain('Warm'), now)
    const { mail, content } = await reader.read(hostile, now)
    expect(mail).toMatchObject({
      trouble: 'unread',
      subject: 'Kassa',
      from: { email: 'petra@degoudenaar.example' },
      messageId: 'een@degoudenaar.example',
    })
    expect(content.files.at(-1)).toMatchObject({ name: 'original-mail.eml', mediaType: 'message/rfc822' })
    expect(content.files.at(-1)?.bytes.length).toBe(hostile.length)
    expect((await reader.read(plain('Daarna'), now)).content.message.text.trim()).toBe('Daarna')
  })

  it('is ended by a mail that takes too much memory, and this process is not', async () => {
    const reader = open({ memoryMb: 48 })
    const large = html('<p>a</p>'.repeat(370_000))
    expect((await reader.read(large, now)).mail).toMatchObject({ trouble: 'unread', subject: 'Kassa' })
    expect((await reader.read(plain('Daarna'), now)).mail.trouble).toBeNull()
  })

  it('keeps the Message-ID of a mail of which nothing else can be read', async () => {
    const reader = open({ timeMs: 0 })
    expect((await reader.read(plain('Hallo'), now)).mail).toMatchObject({
      trouble: 'unread',
      subject: '',
      messageId: 'een@degoudenaar.example',
    })
  })
})
