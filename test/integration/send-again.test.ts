import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { SentMail } from '../../src/shared/sync/wire'
import type { Client } from './support/client'
import { databaseKinds } from './support/databases'
import { createTicket, reply, seenOf } from './support/mutations'
import { useDesk } from './support/use-desk'

describe.each(databaseKinds)('a mail that failed, on %s', (kind) => {
  const use = useDesk(kind)
  let mail: SentMail
  beforeAll(async () => {
    const { client, workspace } = use
    const id = randomUUID()
    await client.push(createTicket(id, { customerId: workspace.customer.id }))
    await client.push(reply(id, seenOf(await client.ticket(id))))
    ;[mail] = (await client.ask<{ mails: [SentMail] }>('GET', `/v1/outbox?ticketId=${id}`)).body.mails
  })

  const again = (who: Client) => who.ask('POST', `/v1/outbox/${mail.id}/send-again`)
  const setState = (state: string) =>
    use.desk.context.database.writing.execute(
      sql`update mail_outbox set state = ${state} where id = ${mail.id}::uuid`,
    )

  it('waits again when a person of its workspace says so, once', async () => {
    await setState('failed')
    const stranger = await use.desk.signIn((await use.desk.workspace('Beta')).agents.administrator)
    expect(await again(stranger)).toMatchObject({ status: 404, body: { code: 'no-failed-mail' } })
    expect(await again(use.client)).toMatchObject({ status: 200, body: { id: mail.id } })
    expect(await again(use.client)).toMatchObject({ status: 404 })
  })

  it('is found among the failed ones, however many were sent since', async () => {
    const idsOf = async (state: SentMail['state']) =>
      (await use.client.ask<{ mails: SentMail[] }>('GET', `/v1/outbox?state=${state}`)).body.mails.map(
        ({ id }) => id,
      )
    await setState('failed')
    expect(await idsOf('failed')).toEqual([mail.id])
    expect(await idsOf('waiting')).not.toContain(mail.id)
    await setState('sending')
    expect(await idsOf('waiting')).toContain(mail.id)
  })

  it.each(['failed', 'unknown'])(
    'is sent again to who is %s while another still waits for it',
    async (state) => {
      const one = (address: string, stands: string) => ({
        address,
        state: stands,
        at: 0,
        answer: '451 later',
      })
      const recipients = [
        one('a@x.example', state),
        one('b@x.example', 'waiting'),
        one('c@x.example', 'sent'),
      ]
      const stands = (value: unknown) =>
        use.desk.context.database.writing.execute(
          sql`update mail_outbox set state = 'waiting', recipients = ${JSON.stringify(value)}::json where id = ${mail.id}::uuid`,
        )
      await stands(recipients)
      expect(await again(use.client)).toMatchObject({ status: 200 })
      const { mails } = (await use.client.ask<{ mails: SentMail[] }>('GET', '/v1/outbox?state=waiting')).body
      expect(mails[0]?.recipients.map((each) => each.state)).toEqual(['waiting', 'waiting', 'sent'])
      expect(await again(use.client)).toMatchObject({ status: 404, body: { code: 'no-failed-mail' } })
      await stands(recipients)
      await setState('sending')
      expect(await again(use.client)).toMatchObject({ status: 404 })
      await use.desk.context.database.writing.execute(
        sql`update mail_outbox set recipients = null where id = ${mail.id}::uuid`,
      )
    },
  )

  it('is not sent again when it was sent', async () => {
    await setState('sent')
    expect(await again(use.client)).toMatchObject({ status: 404, body: { code: 'no-failed-mail' } })
  })
})
