import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMailer } from '../../src/server/mail/send'
import { parseSmtpUrl } from '../../src/server/mail/smtp-settings'
import { tellOnTicket } from '../../src/server/mail/tell-on-ticket'
import type { MailSink } from '../../src/server/mail/testing/mail-sink'
import { startMailSink } from '../../src/server/mail/testing/mail-sink'
import { renewAllEpochs } from '../../src/server/sync/epoch'
import type { PushResponse, SentMail } from '../../src/shared/sync/wire'
import type { MutationEnvelope } from '../../src/shared/tickets/mutations'
import { takeBackup } from './support/backup'
import { databaseKinds } from './support/databases'
import { createTicket, reply, seenOf } from './support/mutations'
import { useDesk } from './support/use-desk'

describe.each(databaseKinds)('a reply that left after the backup that is restored, on %s', (kind) => {
  const use = useDesk(kind)
  let sink: MailSink
  beforeAll(async () => {
    sink = await startMailSink()
  })
  afterAll(() => sink.close())

  async function deliver(): Promise<readonly (string | undefined)[]> {
    const { context } = use.desk
    const smtp = { ...parseSmtpUrl(`smtp://127.0.0.1:${sink.port}`), patienceMs: 2000 }
    const mailer = createMailer({ smtp, clock: context.now, trouble: tellOnTicket(context) })
    await mailer.deliver(context.database, context.now())
    return sink.accepted.map((raw) => /^Message-ID: (.*)\r$/im.exec(raw)?.[1])
  }

  async function push(mutation: MutationEnvelope, again: readonly string[]) {
    const body = { deviceId: randomUUID(), again, mutations: [mutation] }
    return (await use.client.ask<PushResponse>('POST', '/v1/sync/push', body)).body.outcomes
  }
  const mailsOf = async (id: string) =>
    (await use.client.ask<{ mails: SentMail[] }>('GET', `/v1/outbox?ticketId=${id}`)).body.mails

  it('does not leave again when its author says that it was sent, until a person decides', async () => {
    const id = randomUUID()
    const { queries } = use.desk.context.database
    await use.client.push(createTicket(id))
    const restore = await takeBackup(queries)
    const sent = reply(id, seenOf(await use.client.ticket(id)))
    await push(sent, [])
    const [messageId, ...others] = await deliver()
    expect(messageId).toMatch(/@/)
    expect(others).toEqual([])
    await restore()
    await renewAllEpochs(queries, randomUUID, use.desk.clock.now)
    expect(await mailsOf(id)).toEqual([])

    expect(await push(sent, [sent.id])).toMatchObject([{ result: 'applied' }])
    use.desk.clock.now += 1000
    expect(await deliver()).toHaveLength(1)
    const [mail] = await mailsOf(id)
    expect(mail).toMatchObject({ state: 'failed', error: expect.stringContaining('backup') as string })
    const events = (await use.client.snapshot()).timelines.get(id) ?? []
    expect(events.map(({ type }) => type)).toEqual([
      'ticket.created',
      'message.received',
      'reply.sent',
      'note.added',
    ])

    await use.client.ask('POST', `/v1/outbox/${mail?.id}/send-again`)
    expect(await deliver()).toEqual([messageId, messageId])
  })

  it('is not held for what came meanwhile: who is asked about its mail sees that too', async () => {
    const id = randomUUID()
    await use.client.push(createTicket(id))
    const seen = seenOf(await use.client.ticket(id))
    const colleague = await use.desk.signIn(use.workspace.agents.senior)
    await colleague.push(reply(id, seen))
    const sent = reply(id, seen)
    expect(await push(sent, [])).toMatchObject([{ result: 'held' }])
    const other = reply(id, seen)
    expect(await push(other, [other.id])).toMatchObject([{ result: 'applied' }])
  })
})
