import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMailer } from '../../src/server/mail/send'
import { parseSmtpUrl } from '../../src/server/mail/smtp-settings'
import { tellOnTicket } from '../../src/server/mail/tell-on-ticket'
import type { MailSink } from '../../src/server/mail/testing/mail-sink'
import { startMailSink } from '../../src/server/mail/testing/mail-sink'
import { renewAllEpochs } from '../../src/server/sync/log/epoch'
import type { PushResponse, SentMail } from '../../src/shared/sync/wire'
import type { MutationEnvelope } from '../../src/shared/tickets/mutations'
import { takeBackup } from './support/backup'
import { databaseKinds } from './support/databases'
import { createTicket, reply, seenOf } from './support/mutations'
import { writeTransaction } from '../../src/server/db/database'
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
    const { writing: queries } = use.desk.context.database
    await use.client.push(createTicket(id))
    const restore = await takeBackup(queries)
    const sent = reply(id, seenOf(await use.client.ticket(id)))
    await push(sent, [])
    const [messageId, ...others] = await deliver()
    expect(messageId).toMatch(/@/)
    expect(others).toEqual([])
    await restore()
    await writeTransaction(use.desk.context.database, (tx) =>
      renewAllEpochs(tx, randomUUID, use.desk.clock.now),
    )
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
      'delivery.changed',
      'note.added',
    ])
    const doubtful = [{ replyId: mail?.id, authorId: use.workspace.agents.agent.id, state: 'in-doubt' }]
    expect(await use.client.ticket(id)).toMatchObject({
      status: 'new',
      facts: { feedbackAt: null },
      undelivered: doubtful,
    })

    use.desk.clock.now += 60_000
    await use.client.ask('POST', `/v1/outbox/${mail?.id}/send-again`)
    expect(await use.client.ticket(id)).toMatchObject({ facts: { feedbackAt: null } })
    use.desk.clock.now += 60_000
    expect(await deliver()).toEqual([messageId, messageId])
    const after = await use.client.ticket(id)
    expect(after).toMatchObject({ status: 'open', facts: { feedbackAt: use.desk.clock.now } })
    expect(after?.undelivered).toBeUndefined()
  })

  it('counts as when it was sent once somebody says that it had arrived, and no mail leaves', async () => {
    const id = randomUUID()
    await use.client.push(createTicket(id))
    const sent = reply(id, seenOf(await use.client.ticket(id)))
    const before = sink.accepted.length
    const repliedAt = use.desk.clock.now
    await push(sent, [sent.id])
    use.desk.clock.now += 120_000
    await deliver()
    const [mail] = await mailsOf(id)
    const said = await use.client.ask('POST', `/v1/outbox/${mail?.id}/decide`, { as: 'arrived' })
    expect(said.status).toBe(200)
    const ticket = await use.client.ticket(id)
    expect(ticket).toMatchObject({ status: 'open', facts: { feedbackAt: repliedAt } })
    expect(ticket?.undelivered).toBeUndefined()
    expect(await mailsOf(id)).toMatchObject([{ state: 'sent' }])
    await deliver()
    expect(sink.accepted).toHaveLength(before)
    const again = await use.client.ask('POST', `/v1/outbox/${mail?.id}/decide`, { as: 'given-up' })
    expect(again.status).toBe(404)
  })

  it('holds the solution that rests on it, until that reply is decided on', async () => {
    const id = randomUUID()
    await use.client.push(createTicket(id))
    const sent = reply(id, seenOf(await use.client.ticket(id)))
    const solving = () => {
      const args = { resolution: 'Done', occurredAt: null, anyway: true }
      return { ...sent, id: randomUUID(), type: 'ticket.solve', args }
    }
    const solved = solving()
    await push(sent, [sent.id, solved.id])
    expect(await push(solved, [sent.id, solved.id])).toMatchObject([
      { result: 'held', reason: { code: 'reply-undelivered' } },
    ])
    expect(await use.client.ticket(id)).toMatchObject({ facts: { solvedAt: null } })
    use.desk.clock.now += 1000
    await deliver()
    const [mail] = await mailsOf(id)
    await use.client.ask('POST', `/v1/outbox/${mail?.id}/decide`, { as: 'arrived' })
    expect(await push(solving(), [])).toMatchObject([{ result: 'applied' }])
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
