import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMailer } from '../../src/server/mail/send'
import { parseSmtpUrl } from '../../src/server/mail/smtp-settings'
import type { MailSink } from '../../src/server/mail/testing/mail-sink'
import { startMailSink } from '../../src/server/mail/testing/mail-sink'
import { databaseKinds } from './support/databases'
import { createTicket, reply, seenOf } from './support/mutations'
import { useDesk } from './support/use-desk'

const mib = 1024 * 1024

describe.each(databaseKinds)('large files, on %s', (kind) => {
  const use = useDesk(kind)
  let sink: MailSink
  beforeAll(async () => {
    sink = await startMailSink()
  })
  afterAll(() => sink.close())

  const address = (id: string) => `${use.desk.address}/v1/attachments/${id}`
  const headers = () => ({ authorization: `Bearer ${use.client.session.token}` })

  async function upload(bytes: Buffer<ArrayBuffer>): Promise<string> {
    const id = randomUUID()
    const answer = await fetch(`${address(id)}?name=log.bin`, {
      method: 'PUT',
      headers: headers(),
      body: bytes,
    })
    expect(answer.status).toBe(200)
    return id
  }

  async function replyWith(attachmentIds: readonly string[]) {
    const ticketId = randomUUID()
    await use.client.push(createTicket(ticketId))
    const seen = seenOf(await use.client.ticket(ticketId))
    return (await use.client.push(reply(ticketId, seen, { attachmentIds: [...attachmentIds] })))[0]
  }

  it('come back as they were sent, and with their length', async () => {
    for (const bytes of [randomBytes(0), randomBytes(1), randomBytes(3 * mib + 17), Buffer.alloc(2 * mib)]) {
      const id = await upload(bytes)
      const answer = await fetch(address(id), { headers: headers() })
      expect(answer.headers.get('content-length')).toBe(String(bytes.length))
      const found = Buffer.from(await answer.arrayBuffer())
      expect(found.equals(bytes)).toBe(true)
    }
  })

  it('reach the customer whole', async () => {
    const bytes = randomBytes(3 * mib + 17)
    expect(await replyWith([await upload(bytes)])).toMatchObject({ result: 'applied' })
    const { context } = use.desk
    const smtp = parseSmtpUrl(`smtp://127.0.0.1:${sink.port}`)
    await createMailer({ smtp, clock: context.now }).deliver(context.database, context.now())
    const raw = sink.accepted.at(-1) ?? ''
    const encoded = /filename=log\.bin\r\n(?:[^\r\n]+\r\n)*\r\n([\w+/=\r\n]+?)\r\n--/.exec(raw)?.[1] ?? ''
    const sum = (content: Buffer) => createHash('sha256').update(content).digest('hex')
    expect(sum(Buffer.from(encoded, 'base64'))).toBe(sum(bytes))
  })

  it('are refused with a reply when they are more than 25 MiB together, whoever made the client', async () => {
    const [large, small] = [await upload(Buffer.alloc(20 * mib, 1)), await upload(Buffer.alloc(5 * mib, 2))]
    expect(await replyWith([large, small])).toMatchObject({ result: 'applied' })
    const one = await upload(Buffer.alloc(1, 3))
    const [again, other] = [await upload(Buffer.alloc(20 * mib, 1)), await upload(Buffer.alloc(5 * mib, 2))]
    expect(await replyWith([again, other, one])).toMatchObject({
      result: 'rejected',
      reason: { code: 'attachments-too-large', message: expect.stringContaining('25 MiB') as string },
    })
  })
})
