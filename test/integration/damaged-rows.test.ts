import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SentMail } from '../../src/shared/sync/wire'
import { doubtDeliveries } from '../../src/server/mail/outbox-decisions'
import { createMailer } from '../../src/server/mail/send'
import { parseSmtpUrl } from '../../src/server/mail/smtp-settings'
import { importMail } from '../../src/server/mail/store'
import type { MailSink } from '../../src/server/mail/testing/mail-sink'
import { startMailSink } from '../../src/server/mail/testing/mail-sink'
import { databaseKinds } from './support/databases'
import { createTicket, reply, seenOf } from './support/mutations'
import { writeTransaction } from '../../src/server/db/database'
import { useDesk } from './support/use-desk'

describe.each(databaseKinds)('a damaged row of another kind on %s', (kind) => {
  const use = useDesk(kind)
  let sink: MailSink
  beforeAll(async () => {
    sink = await startMailSink()
  })
  afterAll(() => sink.close())
  const queries = () => use.desk.context.database.writing

  it('of a customer keeps no mail out, nor work on a ticket of that customer', async () => {
    const { context } = use.desk
    const customer = randomUUID()
    await queries().execute(sql`insert into customers (workspace_id, id, email, active, doc)
      values (${use.workspace.id}::uuid, ${customer}::uuid, 'b@b.example', true, '{}'::json)`)
    for (let mail = 0; mail < 2; mail++) {
      const raw = `From: New <new@x.example>\r\nTo: support@office.example\r\nSubject: Hallo\r\nMessage-ID: <${randomUUID()}@x.example>\r\n\r\nHelp\r\n`
      const options = { workspaceId: use.workspace.id, receivedAt: 'now', confirm: true } as const
      expect(await importMail(context, Buffer.from(raw), options)).toMatchObject({ kind: 'new' })
    }
    expect(context.faults.counts.get('mail-intake')).toBe(1)
    const id = randomUUID()
    expect(await use.client.push(createTicket(id, { customerId: customer }))).toMatchObject([
      { result: 'applied' },
    ])
    const [answered] = await use.client.push(reply(id, seenOf(await use.client.ticket(id))))
    expect(answered).toMatchObject({ result: 'applied' })
  })

  it.each([
    ['is for nobody', '{"to":null}', null],
    ['is for one who is no list', '{"to":"a@b.example","cc":[]}', null],
    ['is nothing', 'null', null],
    ['has recipients that are none', null, '{"address":"key@customer.example"}'],
  ])('of the outbox that %s stands before a person, and the others leave', async (_, doc, recipients) => {
    const { context } = use.desk
    const id = randomUUID()
    await use.client.push(createTicket(id))
    for (let each = 0; each < 2; each++) await use.client.push(reply(id, seenOf(await use.client.ticket(id))))
    const mails = async () =>
      (await use.client.ask<{ mails: SentMail[] }>('GET', `/v1/outbox?ticketId=${id}`)).body.mails
    const bad = (await mails())[0]?.id ?? ''
    const damage = (change: ReturnType<typeof sql>) =>
      queries().execute(sql`update mail_outbox set ${change}, created_at = created_at - 1000,
        next_try_at = next_try_at - 1000 where id = ${bad}::uuid`)
    if (doc !== null) await damage(sql`doc = ${doc}::json`)
    if (recipients !== null) await damage(sql`recipients = ${recipients}::json`)
    const smtp = parseSmtpUrl(`smtp://127.0.0.1:${sink.port}`)
    const faults: unknown[] = []
    const mailer = createMailer({ smtp, clock: context.now, fault: (fault) => faults.push(fault) })
    await mailer.deliver(context.database, context.now())
    const after = await mails()
    expect(after.find((mail) => mail.id === bad)).toMatchObject({ state: 'failed' })
    expect(after.find((mail) => mail.id === bad)?.error).toContain('damaged')
    expect(after.filter((mail) => mail.id !== bad)).toMatchObject([{ state: 'sent' }])
    expect(faults).toMatchObject([{ message: `Mail ${bad} is damaged` }])
    if (doc === null) return
    expect(await use.client.ask('POST', `/v1/outbox/${bad}/send-again`)).toMatchObject({ status: 404 })
    // One whose sender died, and one behind a restored backup.
    await queries().execute(sql`update mail_outbox set state = 'sending', handed_over_at = 1, lease_until = 0
      where id = ${bad}::uuid`)
    await mailer.deliver(context.database, context.now())
    expect((await mails()).find((mail) => mail.id === bad)).toMatchObject({ state: 'failed' })
    await queries().execute(sql`update mail_outbox set state = 'waiting' where id = ${bad}::uuid`)
    await doubtDeliveries(queries(), use.workspace.id, context.now())
    expect((await mails()).find((mail) => mail.id === bad)).toMatchObject({ state: 'failed' })
  })

  it('of the outbox does not stand in the way of choosing by domains', async () => {
    const { claimDue } = await import('../../src/server/mail/outbox')
    const { context } = use.desk
    await queries()
      .execute(sql`update mail_outbox set state = 'waiting', next_try_at = 0, doc = '{"to":{}}'::json
      where id = (select id from mail_outbox limit 1)`)
    const rules = { limit: 1, hasServer: true, except: ['customer.example'] }
    const claimed = await writeTransaction(context.database, (tx) => claimDue(tx, context.now(), rules))
    expect(claimed).toHaveLength(1)
  })
})
