import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SQL } from 'drizzle-orm'
import { sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Database, Opened } from '../../src/server/db/database'
import { rows } from '../../src/server/db/database'
import { importMail } from '../../src/server/mail/store'
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

  it('come in with a mail whole, and never as a parameter that PGlite writes out number by number', async () => {
    const bytes = randomBytes(3 * mib)
    const lines = bytes.toString('base64').replace(/.{76}/g, '$&\r\n')
    const raw = `From: key@customer.example\r\nTo: x@office.example\r\nSubject: Log\r\nMessage-ID: <large@customer.example>\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream; name=log.bin\r\nContent-Disposition: attachment; filename=log.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines}\r\n`
    const { database } = use.desk.context
    const given: unknown[] = []
    const watched: Database = {
      ...database,
      runOnce: (mode, work) =>
        database.runOnce(mode, (inside) =>
          work(
            new Proxy(inside as Opened['write'], {
              get: (target, name) =>
                name === 'execute'
                  ? (statement: SQL) => {
                      given.push(...new PgDialect().sqlToQuery(statement).params)
                      return target.execute(statement)
                    }
                  : (Reflect.get(target, name) as unknown),
            }) as typeof inside,
          ),
        ),
    }
    await importMail({ ...use.desk.context, database: watched }, Buffer.from(raw), {
      workspaceId: use.workspace.id,
      receivedAt: 'now',
      confirm: false,
    })
    expect(given.filter((value) => value instanceof Uint8Array)).toHaveLength(kind === 'pglite' ? 0 : 1)
    const [file] = await rows<{ id: string }>(
      database.writing,
      sql`select id from files where size = ${bytes.length}::int and created_by is null`,
    )
    const answer = await fetch(address(file?.id ?? ''), { headers: headers() })
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
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
