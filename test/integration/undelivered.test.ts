import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rows } from '../../src/server/db/database'
import { tellOnTicket, tellOwedNotes } from '../../src/server/mail/tell-on-ticket'
import { createMailer } from '../../src/server/mail/send'
import { parseSmtpUrl } from '../../src/server/mail/smtp-settings'
import type { MailSink } from '../../src/server/mail/testing/mail-sink'
import { answer, startMailSink } from '../../src/server/mail/testing/mail-sink'
import type { SentMail } from '../../src/shared/sync/wire'
import { databaseKinds } from './support/databases'
import { createTicket, reply, seenOf } from './support/mutations'
import { useDesk } from './support/use-desk'

describe.each(databaseKinds)('a reply that did not reach everybody, on %s', (kind) => {
  const use = useDesk(kind)
  let sink: MailSink
  beforeAll(async () => {
    sink = await startMailSink()
  })
  afterAll(() => sink.close())

  /** Sends a reply to a key user and a colleague of theirs, while the mail server refuses some addresses. */
  async function replyWhileRefused(refused: readonly string[], then: 'solved' | 'open' = 'open') {
    const { context } = use.desk
    const id = randomUUID()
    await use.client.push(createTicket(id))
    const seen = seenOf(await use.client.ticket(id))
    await use.client.push(reply(id, seen, { to: ['key@customer.example'], cc: ['chief@customer.example'] }))
    if (then === 'solved') {
      const args = { resolution: 'Done', occurredAt: null, anyway: true }
      const base = reply(id, seenOf(await use.client.ticket(id)))
      await use.client.push({ ...base, type: 'ticket.solve', args })
      expect(await use.client.ticket(id)).toMatchObject({ status: 'solved' })
    }
    sink.onRecipient = (address) => {
      if (refused.includes(address)) throw answer(550, 'No such mailbox here')
    }
    const smtp = { ...parseSmtpUrl(`smtp://127.0.0.1:${sink.port}`), patienceMs: 2000 }
    const mailer = createMailer({ smtp, clock: context.now, trouble: tellOnTicket(context) })
    await mailer.deliver(context.database, context.now())
    const { mails } = (await use.client.ask<{ mails: SentMail[] }>('GET', `/v1/outbox?ticketId=${id}`)).body
    const events = (await use.client.snapshot()).timelines.get(id) ?? []
    return {
      id,
      ticket: await use.client.ticket(id),
      mail: mails[0],
      state: mails[0]?.state,
      notes: events.flatMap((event) => (event.type === 'note.added' ? [event.text] : [])),
    }
  }

  it('says nothing when everybody got it', async () => {
    expect(await replyWhileRefused([])).toMatchObject({ state: 'sent', notes: [] })
  })

  it('stands as failed, with a note on its ticket, when nobody got it, and is no feedback', async () => {
    const { state, notes, ticket } = await replyWhileRefused([
      'key@customer.example',
      'chief@customer.example',
    ])
    expect(state).toBe('failed')
    expect(notes).toEqual([expect.stringMatching(/not delivered: .*No such mailbox here/s)])
    expect(ticket).toMatchObject({
      status: 'new',
      facts: { feedbackAt: null },
      lastContactAttemptAt: null,
      undelivered: [{ state: 'failed', reachesCustomer: false }],
    })
  })

  it('takes back a solution too that rested on a reply which nobody got, until its author leaves it', async () => {
    const { id, mail } = await replyWhileRefused(['key@customer.example', 'chief@customer.example'], 'solved')
    expect(await use.client.ticket(id)).toMatchObject({ status: 'new', facts: { solvedAt: null } })
    await use.client.ask('POST', `/v1/outbox/${mail?.id}/decide`, { as: 'given-up' })
    const ticket = await use.client.ticket(id)
    expect(ticket).toMatchObject({ status: 'new', facts: { feedbackAt: null } })
    expect(ticket?.undelivered).toBeUndefined()
  })

  it('stands as failed, with a note that says it is in doubt, when the answer was lost', async () => {
    sink.onData = (_, cut) => cut()
    const { state, notes } = await replyWhileRefused([])
    sink.onData = () => undefined
    expect(state).toBe('failed')
    expect(notes).toEqual([
      expect.stringMatching(/In doubt whether this e-mail was delivered: .*may have taken/s),
    ])
    expect(notes[0]).not.toContain('not delivered')
  })

  it('stands as sent, with a note that names who did not get it', async () => {
    const { mail, state, notes } = await replyWhileRefused(['key@customer.example'])
    expect(state).toBe('sent')
    expect(notes).toEqual([expect.stringMatching(/not delivered to everybody: .*key@customer\.example/s)])
    expect(notes[0]).not.toContain('chief@')
    expect(mail?.recipients).toEqual([
      {
        address: 'key@customer.example',
        state: 'failed',
        answer: expect.stringContaining('No such mailbox here') as string,
      },
      { address: 'chief@customer.example', state: 'sent', answer: null },
    ])
    expect(await use.client.ask('POST', `/v1/outbox/${mail?.id}/send-again`)).toMatchObject({ status: 200 })
    expect(await use.client.ask('POST', `/v1/outbox/${mail?.id}/send-again`)).toMatchObject({ status: 404 })
  })

  it('is remembered by recipient also while its note cannot be written, which is tried later', async () => {
    const { context } = use.desk
    const { writing: queries } = context.database
    const id = randomUUID()
    await use.client.push(createTicket(id))
    const to = ['has@customer.example', 'gone@customer.example']
    await use.client.push(reply(id, seenOf(await use.client.ticket(id)), { to }))
    const [ticket] = await rows<{ doc: unknown }>(
      queries,
      sql`select doc from tickets where id = ${id}::uuid`,
    )
    const setTicket = (doc: unknown) =>
      queries.execute(sql`update tickets set doc = ${JSON.stringify(doc)}::json where id = ${id}::uuid`)
    await setTicket(null)
    const offered: string[] = []
    sink.onRecipient = (address) => {
      if (address.startsWith('gone')) throw answer(550, 'No such mailbox here')
      if (address.startsWith('has')) offered.push(address)
    }
    const smtp = { ...parseSmtpUrl(`smtp://127.0.0.1:${sink.port}`), patienceMs: 2000 }
    const mailer = createMailer({ smtp, clock: context.now, trouble: tellOnTicket(context) })
    const mail = async () =>
      (await use.client.ask<{ mails: SentMail[] }>('GET', `/v1/outbox?ticketId=${id}`)).body.mails[0]
    await mailer.deliver(context.database, context.now())
    expect(await mail()).toMatchObject({
      state: 'sent',
      recipients: [{ state: 'sent' }, { state: 'failed' }],
    })
    await tellOwedNotes(context)
    await setTicket(ticket?.doc)
    await tellOwedNotes(context)
    await tellOwedNotes(context)
    const notes = ((await use.client.snapshot()).timelines.get(id) ?? []).filter(
      ({ type }) => type === 'note.added',
    )
    expect(notes).toHaveLength(1)
    expect(notes).toMatchObject([{ text: expect.stringContaining('gone@customer.example') as string }])
    const again = await use.client.ask('POST', `/v1/outbox/${(await mail())?.id}/send-again`)
    expect(again).toMatchObject({ status: 200 })
    await mailer.deliver(context.database, context.now())
    expect(offered).toEqual(['has@customer.example'])
  })

  it.each([530, 534, 535, 538])(
    'waits when the mail server wants us signed in before it looks at a recipient (%i)',
    async (code) => {
      const { context } = use.desk
      const id = randomUUID()
      await use.client.push(createTicket(id))
      await use.client.push(reply(id, seenOf(await use.client.ticket(id))))
      sink.onRecipient = () => {
        throw answer(code, 'Authentication required')
      }
      const smtp = { ...parseSmtpUrl(`smtp://127.0.0.1:${sink.port}`), patienceMs: 2000 }
      const mailer = createMailer({ smtp, clock: context.now, trouble: tellOnTicket(context) })
      await mailer.deliver(context.database, context.now())
      const { mails } = (await use.client.ask<{ mails: SentMail[] }>('GET', `/v1/outbox?ticketId=${id}`)).body
      expect(mails).toMatchObject([{ state: 'waiting', recipients: [{ state: 'waiting' }] }])
    },
  )

  it('owes its note for three tries, and then is one of those that are left to people', async () => {
    const { context } = use.desk
    const id = randomUUID()
    await use.client.push(createTicket(id))
    await use.client.push(reply(id, seenOf(await use.client.ticket(id))))
    await context.database.writing.execute(sql`update tickets set doc = 'null'::json where id = ${id}::uuid`)
    sink.onRecipient = () => {
      throw answer(550, 'No such mailbox here')
    }
    const smtp = { ...parseSmtpUrl(`smtp://127.0.0.1:${sink.port}`), patienceMs: 2000 }
    const before = context.faults.counts.get('mail-note') ?? 0
    const mailer = createMailer({ smtp, clock: context.now, trouble: tellOnTicket(context) })
    await mailer.deliver(context.database, context.now())
    for (let again = 0; again < 4; again++) await tellOwedNotes(context)
    expect(context.faults.counts.get('mail-note')).toBe(before + 3)
    expect(String((await use.client.ask('GET', '/metrics')).body)).toContain(
      'tijdig_left_to_people{job="mail-note"} 1',
    )
  })
})
