import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tellOnTicket } from '../../src/server/mail/tell-on-ticket'
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
  async function replyWhileRefused(refused: readonly string[]) {
    const { context } = use.desk
    const id = randomUUID()
    await use.client.push(createTicket(id))
    const seen = seenOf(await use.client.ticket(id))
    await use.client.push(reply(id, seen, { to: ['key@customer.example'], cc: ['chief@customer.example'] }))
    sink.onRecipient = (address) => {
      if (refused.includes(address)) throw answer(550, 'No such mailbox here')
    }
    const smtp = { ...parseSmtpUrl(`smtp://127.0.0.1:${sink.port}`), patienceMs: 2000 }
    const mailer = createMailer({ smtp, clock: context.now, trouble: tellOnTicket(context) })
    await mailer.deliver(context.database, context.now())
    const { mails } = (await use.client.ask<{ mails: SentMail[] }>('GET', `/v1/outbox?ticketId=${id}`)).body
    const events = (await use.client.snapshot()).timelines.get(id) ?? []
    return {
      mail: mails[0],
      state: mails[0]?.state,
      notes: events.flatMap((event) => (event.type === 'note.added' ? [event.text] : [])),
    }
  }

  it('says nothing when everybody got it', async () => {
    expect(await replyWhileRefused([])).toMatchObject({ state: 'sent', notes: [] })
  })

  it('stands as failed, with a note on its ticket, when nobody got it', async () => {
    const { state, notes } = await replyWhileRefused(['key@customer.example', 'chief@customer.example'])
    expect(state).toBe('failed')
    expect(notes).toEqual([expect.stringMatching(/not delivered: .*No such mailbox here/s)])
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
})
