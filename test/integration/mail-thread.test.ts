import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeSilentTickets } from '../../src/server/jobs/auto-close'
import { importMail } from '../../src/server/mail/store'
import { createMailer } from '../../src/server/mail/send'
import { parseSmtpUrl } from '../../src/server/mail/smtp-settings'
import type { MailSink } from '../../src/server/mail/testing/mail-sink'
import { startMailSink } from '../../src/server/mail/testing/mail-sink'
import { databaseKinds } from './support/databases'
import { createTicket, mutationOf, reply, seenOf } from './support/mutations'
import { useDesk } from './support/use-desk'

const dayMs = 24 * 3_600_000

describe.each(databaseKinds)('the mails of a ticket, on %s', (kind) => {
  const use = useDesk(kind)
  let sink: MailSink
  beforeAll(async () => {
    sink = await startMailSink()
  })
  afterAll(() => sink.close())

  /** Returns the heads of the mails that left just now. */
  async function deliver(): Promise<readonly string[]> {
    const { context } = use.desk
    const before = sink.accepted.length
    const smtp = parseSmtpUrl(`smtp://127.0.0.1:${sink.port}`)
    await createMailer({ smtp, clock: context.now }).deliver(context.database, context.now())
    return sink.accepted.slice(before).map((raw) => (raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n\s+/g, ' '))
  }

  const header = (head: string | undefined, name: string): string | undefined =>
    new RegExp(`^${name}: (.*)$`, 'im').exec(head ?? '')?.[1]

  const receive = async (messageId: string, more = ''): Promise<void> => {
    const { customer, id } = use.workspace
    const raw = `From: ${customer.keyUsers[0]?.email}\r\nTo: ${customer.email}\r\nSubject: Facturen\r\nMessage-ID: <${messageId}>\r\n${more}\r\nHallo\r\n`
    await importMail(use.desk.context, Buffer.from(raw), {
      workspaceId: id,
      receivedAt: 'now',
      confirm: false,
    })
  }

  it('name the last mail as what they answer, and all of them as their thread', async () => {
    await receive('first@customer.example')
    const { tickets } = await use.client.snapshot()
    const ticket = [...tickets.values()].find(({ subject }) => subject === 'Facturen')
    const id = ticket?.id ?? ''
    const answer = async () => use.client.push(reply(id, seenOf(await use.client.ticket(id))))

    await answer()
    const [first] = await deliver()
    expect(header(first, 'In-Reply-To')).toBe('<first@customer.example>')
    expect(header(first, 'References')).toBe('<first@customer.example>')
    const own = header(first, 'Message-ID')

    await receive('second@customer.example', `In-Reply-To: ${own}\r\n`)
    await answer()
    const [second] = await deliver()
    expect(header(second, 'In-Reply-To')).toBe('<second@customer.example>')
    expect(header(second, 'References')).toBe(`<first@customer.example> ${own} <second@customer.example>`)

    await answer()
    const [third] = await deliver()
    expect(header(third, 'In-Reply-To')).toBe(header(second, 'Message-ID'))
  })

  it('are marked as a machine’s when a job closes it, so that no machine answers', async () => {
    const id = randomUUID()
    const contactAttempt = { channel: 'email', note: 'Gemaild' } as const
    await use.client.push(
      createTicket(id, { customerId: use.workspace.customer.id }),
      mutationOf('wait.start', id, { kind: 'key-user', reason: 'Vraag', contactAttempt, occurredAt: null }),
    )
    // The confirmation of the ticket goes out first: it is another mail.
    expect(await deliver()).toHaveLength(1)
    use.desk.clock.now += 7 * dayMs
    expect(await closeSilentTickets(use.desk.context)).toBe(1)
    const [notice, ...others] = await deliver()
    expect(others).toEqual([])
    expect(header(notice, 'Subject')).toContain('Gesloten: ')
    expect(header(notice, 'Auto-Submitted')).toBe('auto-replied')
    expect(header(notice, 'X-Auto-Response-Suppress')).toBe('All')
  })
})
