import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Delivery, MailMark } from '../tickets/outgoing-mail'
import { claimDue, leaseMs, noServer, recoverAbandoned } from './outbox'
import { decideOnMail } from './outbox-decisions'
import { createMailer } from './send'
import { parseSmtpUrl } from './smtp-settings'
import type { MailSink } from './testing/mail-sink'
import { answer, startMailSink } from './testing/mail-sink'
import type { TestOutbox } from './testing/test-outbox'
import { writeTransaction } from '../db/database'
import { openTestOutbox } from './testing/test-outbox'

const start = Date.parse('2026-11-23T09:00:00Z')
const minute = 60_000

let outbox: TestOutbox
let sink: MailSink

beforeAll(async () => {
  outbox = await openTestOutbox(start)
}, 60_000)
afterAll(() => outbox.database.close())
beforeEach(async () => {
  sink = await startMailSink()
  await outbox.empty()
})
afterEach(() => sink.close())

const queue: TestOutbox['queue'] = (mail) => outbox.queue(mail)
const row: TestOutbox['row'] = (id) => outbox.row(id)
const clock = (): number => outbox.now

const nameOf = ({ state, handedOverAt }: Delivery): string =>
  state === 'sending' && handedOverAt !== null ? 'handed over' : state

const deliver = (): Promise<number> => {
  const smtp = { ...parseSmtpUrl(`smtp://127.0.0.1:${sink.port}`), patienceMs: 2000 }
  return createMailer({ smtp, clock }).deliver(outbox.database, outbox.now)
}

describe('the mailer', () => {
  it('sends a reply once, in its thread, with text and html', async () => {
    const id = await queue()
    expect(await deliver()).toBe(1)
    expect(await deliver()).toBe(0)
    expect(sink.accepted).toHaveLength(1)
    const [raw = ''] = sink.accepted
    expect(raw).toContain('Message-ID: <event-1@support.example>')
    expect(raw).toContain('In-Reply-To: <question@vandijk.example>')
    expect(raw).toContain('From: Sanne de Wit <vandijk@support.example>')
    expect(raw).toContain('multipart/alternative')
    expect(raw).toContain('href=3D"https://example.org/a?b=3D1&amp;c=3D2"')
    expect(raw).not.toContain('Auto-Submitted')
    expect((await row(id))?.state).toBe('sent')
  })

  it('marks automatic mail, so that no machine answers it', async () => {
    await queue({ automatic: true })
    await deliver()
    expect(sink.accepted[0]).toContain('Auto-Submitted: auto-replied')
    expect(sink.accepted[0]).toContain('X-Auto-Response-Suppress: All')
  })

  it('sends nothing out of the demo workspace', async () => {
    await outbox.database.writing.execute(
      sql`insert into offices values (${outbox.workspaceId}::uuid, ${JSON.stringify({ demo: true })}::json)`,
    )
    const id = await queue()
    await deliver()
    expect(sink.accepted).toHaveLength(0)
    expect((await row(id))?.state).toBe('sent')
  })

  it('keeps mail waiting where no mail server is set', async () => {
    const id = await queue()
    await createMailer({ smtp: null, clock }).deliver(outbox.database, outbox.now)
    expect(await row(id)).toMatchObject({ state: 'waiting', attempts: 0, error: noServer })
    await deliver()
    expect(await row(id)).toMatchObject({ state: 'sent', error: null })
  })

  it.each([
    ['the recipient is refused for now', 'recipient'],
    ['the mail is refused for now', 'data'],
  ])('tries again, later each time, when %s', async (_, where) => {
    const id = await queue()
    const refuse = (): void => {
      throw answer(451, 'Greylisted')
    }
    if (where === 'recipient') sink.onRecipient = refuse
    else sink.onData = refuse
    await deliver()
    expect(await row(id)).toMatchObject({ state: 'waiting', attempts: 1, next: start + minute })
    expect((await row(id))?.error).toContain('Greylisted')
    expect(await deliver()).toBe(0)
    outbox.now = start + minute
    await deliver()
    expect(await row(id)).toMatchObject({ state: 'waiting', attempts: 2, next: start + 5 * minute })
    sink.onRecipient = sink.onData = () => undefined
    outbox.now = start + 5 * minute
    await deliver()
    expect(await row(id)).toMatchObject({ state: 'sent', attempts: 3, error: null })
    expect(sink.accepted).toHaveLength(1)
  })

  it('stands as failed with the server’s words when it is refused for good, until a person sends it again', async () => {
    const id = await queue()
    sink.onRecipient = () => {
      throw answer(550, 'No such mailbox here')
    }
    await deliver()
    expect(await row(id)).toMatchObject({ state: 'failed' })
    expect((await row(id))?.error).toContain('No such mailbox here')
    sink.onRecipient = () => undefined
    expect(await deliver()).toBe(0)
    expect(
      await writeTransaction(outbox.database, (tx) =>
        decideOnMail(tx, { workspaceId: outbox.workspaceId, id, decided: 'waiting' }, outbox.now),
      ),
    ).not.toBeNull()
    await deliver()
    expect((await row(id))?.state).toBe('sent')
  })

  it('names the recipients that were refused when others were accepted', async () => {
    const id = await queue({ cc: ['gone@vandijk.example'] })
    sink.onRecipient = (address) => {
      if (address.startsWith('gone')) throw answer(550, 'Gone')
    }
    await deliver()
    expect(await row(id)).toMatchObject({ state: 'sent' })
    expect((await row(id))?.error).toContain('gone@vandijk.example')
  })

  it('does not send again by itself when the connection breaks after the last byte', async () => {
    const id = await queue()
    sink.onData = (_, cut) => {
      cut()
    }
    await deliver()
    expect(await row(id)).toMatchObject({ state: 'failed' })
    expect((await row(id))?.error).toContain('may have taken this mail')
    outbox.now += 60 * minute
    expect(await deliver()).toBe(0)
    expect(sink.accepted).toHaveLength(1)
  })

  it('keeps that a mail may leave before its last byte, and that it left before the database is asked', async () => {
    const id = await queue()
    const order: string[] = []
    sink.onData = () => void order.push('the server has all')
    const smtp = parseSmtpUrl(`smtp://127.0.0.1:${sink.port}`)
    const keep = async ({ delivery }: MailMark): Promise<void> => {
      order.push(`kept: ${nameOf(delivery)}, in the database: ${(await row(id))?.state}`)
    }
    await createMailer({ smtp, clock, keep }).deliver(outbox.database, outbox.now)
    expect(order).toEqual([
      'kept: handed over, in the database: sending',
      'the server has all',
      'kept: sent, in the database: sending',
    ])
    expect((await row(id))?.state).toBe('sent')
  })

  it('does not let a mail leave of which it could not be kept that it may have', async () => {
    const id = await queue()
    const smtp = parseSmtpUrl(`smtp://127.0.0.1:${sink.port}`)
    const keep = () => Promise.reject(new Error('No space left on the disk'))
    await createMailer({ smtp, clock, keep }).deliver(outbox.database, outbox.now)
    expect(sink.accepted).toHaveLength(0)
    expect(await row(id)).toMatchObject({ state: 'waiting', attempts: 1 })
    outbox.now += 10 * leaseMs
    await deliver()
    expect(await row(id)).toMatchObject({ state: 'sent', attempts: 2 })
  })

  it('stands as failed at once when a file of it is gone, or an address is none', async () => {
    const withoutFile = await queue({ attachmentIds: [randomUUID()] })
    const withoutAddress = await queue({ to: [''] })
    await deliver()
    expect(await row(withoutFile)).toMatchObject({ state: 'failed', attempts: 1 })
    expect((await row(withoutFile))?.error).toMatch(/A file of this mail is no longer there/)
    expect(await row(withoutAddress)).toMatchObject({ state: 'failed', attempts: 1 })
    expect((await row(withoutAddress))?.error).toMatch(/Invalid recipient/)
    expect(sink.accepted).toHaveLength(0)
  })

  it('waits for a slow server', async () => {
    const id = await queue()
    sink.onData = () => new Promise((resolve) => setTimeout(resolve, 700))
    await deliver()
    expect((await row(id))?.state).toBe('sent')
  })

  it('tries again when the server cannot be reached', async () => {
    const id = await queue()
    const smtp = { ...parseSmtpUrl('smtp://127.0.0.1:1'), patienceMs: 500 }
    await createMailer({ smtp, clock }).deliver(outbox.database, outbox.now)
    expect(await row(id)).toMatchObject({ state: 'waiting', attempts: 1 })
  })

  it('leaves the last byte unsent when another server took over its mail meanwhile', async () => {
    const id = await queue()
    sink.onRecipient = async () => {
      outbox.now += 2 * leaseMs
      await writeTransaction(outbox.database, (tx) => recoverAbandoned(tx, outbox.now))
      await writeTransaction(outbox.database, (tx) => claimDue(tx, outbox.now, { limit: 5, hasServer: true }))
    }
    await deliver()
    expect(sink.accepted).toHaveLength(0)
    expect(await row(id)).toMatchObject({ state: 'sending', attempts: 2 })
  })

  it('sends what a dead server had claimed, when its last byte had not gone out', async () => {
    const id = await queue()
    await writeTransaction(outbox.database, (tx) => claimDue(tx, outbox.now, { limit: 5, hasServer: true }))
    expect(await deliver()).toBe(0)
    outbox.now += leaseMs + 1
    expect(await deliver()).toBe(1)
    expect(await row(id)).toMatchObject({ state: 'sent', attempts: 2 })
    expect(sink.accepted).toHaveLength(1)
  })
})
