import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rows } from '../../src/server/db/database'
import { demoWorkspaceId } from '../../src/server/demo/people'
import { seedDemo } from '../../src/server/demo/seed'
import { systemRandom } from '../../src/server/ids'
import { leaseMs } from '../../src/server/mail/outbox'
import { createMailer } from '../../src/server/mail/send'
import { parseSmtpUrl } from '../../src/server/mail/smtp-settings'
import { importMail } from '../../src/server/mail/store'
import type { MailSink } from '../../src/server/mail/testing/mail-sink'
import { answer, startMailSink } from '../../src/server/mail/testing/mail-sink'
import type { ServerProcess } from '../support/server-process'
import { startServer } from '../support/server-process'
import type { TestDatabase } from './support/databases'
import { freshDatabase, postgresUrl } from './support/databases'

/** Mail where only a real database with many connections, and real processes that die, can tell. */
describe.skipIf(!postgresUrl)('mail on PostgreSQL', () => {
  let test: TestDatabase
  let sink: MailSink
  let server: ServerProcess | null = null

  beforeEach(async () => {
    ;[test, sink] = [await freshDatabase('postgres', 20), await startMailSink()]
  })
  afterEach(async () => {
    await server?.kill()
    server = null
    await sink.close()
    await test.drop()
  })

  async function queue(count: number): Promise<readonly string[]> {
    const workspaceId = randomUUID()
    const ids = Array.from({ length: count }, () => randomUUID())
    const { writing: queries } = test.database
    await queries.execute(sql`insert into workspaces values (${workspaceId}::uuid, 'Office', 0)`)
    for (const id of ids) {
      const mail = {
        from: { name: 'Sanne', email: 'vandijk@support.example' },
        to: [`${id}@vandijk.example`],
        cc: [],
        subject: 'Re: Facturen',
        text: 'Opgelost.',
        messageId: `${id}@support.example`,
        inReplyTo: null,
        references: [],
        attachmentIds: [],
        automatic: false,
      }
      await queries.execute(sql`
        insert into mail_outbox (workspace_id, id, doc, state, attempts, created_at, next_try_at)
        values (${workspaceId}::uuid, ${id}::uuid, ${JSON.stringify(mail)}::json, 'waiting', 0, ${Date.now()}, 0)`)
    }
    return ids
  }

  const states = async (): Promise<ReadonlyMap<string, string>> => {
    const found = await rows<{ id: string; state: string }>(
      test.database.writing,
      sql`select id, state from mail_outbox`,
    )
    return new Map(found.map(({ id, state }) => [id, state]))
  }

  async function startMailing(): Promise<ServerProcess> {
    const TIJDIG_SMTP_URL = `smtp://127.0.0.1:${sink.port}`
    return startServer({ databaseUrl: test.url ?? '', env: { TIJDIG_SMTP_URL } })
  }

  async function until(what: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await what())) await sleep(20)
  }

  /** What the next server does after the dead one's lease has run out. */
  async function recover(): Promise<void> {
    const later = Date.now() + 2 * leaseMs
    const { deliver } = createMailer({
      smtp: parseSmtpUrl(`smtp://127.0.0.1:${sink.port}`),
      clock: () => later,
    })
    while ((await deliver(test.database, later)) > 0) continue
  }

  const timesSent = (id: string): number =>
    sink.accepted.filter((raw) => raw.includes(`<${id}@support.example>`)).length

  it('is sent by the next server when the first is killed before the last byte', async () => {
    const [id = ''] = await queue(1)
    let isAsked = false
    sink.onRecipient = async () => {
      isAsked = true
      await sleep(30_000)
    }
    server = await startMailing()
    await until(() => isAsked)
    await server.kill()
    sink.onRecipient = () => undefined
    await recover()
    expect((await states()).get(id)).toBe('sent')
    expect(timesSent(id)).toBe(1)
  })

  it('is not sent again when the first is killed after the last byte, but stands before a person', async () => {
    const [id = ''] = await queue(1)
    let isTaken = false
    sink.onData = async () => {
      isTaken = true
      await sleep(500)
    }
    server = await startMailing()
    await until(() => isTaken)
    await server.kill()
    await sleep(600)
    await recover()
    expect((await states()).get(id)).toBe('failed')
    expect(timesSent(id)).toBe(1)
  })

  it('leaves at most once, and never says that it left when it did not, with servers killed at random moments', async () => {
    const ids = await queue(40)
    sink.onRecipient = () => sleep(Math.random() * 40)
    sink.onData = () => sleep(Math.random() * 40)
    for (let round = 0; round < 2; round++) {
      server = await startMailing()
      const before = sink.accepted.length
      await until(() => sink.accepted.length > before + Math.random() * 6)
      await server.kill()
    }
    await sleep(200)
    await recover()
    for (const [id, state] of await states()) {
      expect(timesSent(id)).toBeLessThanOrEqual(1)
      expect(['sent', 'failed']).toContain(state)
      if (state === 'sent') expect(timesSent(id)).toBe(1)
    }
    expect(ids.filter((id) => timesSent(id) === 1).length).toBeGreaterThan(20)
  }, 180_000)

  it('is sent once by three servers at the same time', async () => {
    const ids = await queue(60)
    const smtp = parseSmtpUrl(`smtp://127.0.0.1:${sink.port}`)
    await Promise.all(
      Array.from({ length: 3 }, async () => {
        const { deliver } = createMailer({ smtp, clock: Date.now })
        while ((await deliver(test.database, Date.now())) > 0) continue
      }),
    )
    expect(ids.map(timesSent)).toEqual(ids.map(() => 1))
  })

  it('that is refused for good leaves a note on its ticket, which clients pull', async () => {
    await seedDemo(test.database, {
      tickets: 3,
      now: Date.now(),
      seed: 1,
      epoch: randomUUID(),
      passwordHash: null,
    })
    const { writing: queries } = test.database
    await queries.execute(sql`update offices set doc = (doc::jsonb || '{"demo": false}')::json`)
    const [ticket] = await rows<{ id: string; notes: number }>(
      queries,
      sql`select id, (doc->>'notes')::int as notes from tickets limit 1`,
    )
    const [id = ''] = await queue(1)
    await queries.execute(sql`update mail_outbox set workspace_id = ${demoWorkspaceId}::uuid,
      ticket_id = ${ticket?.id}::uuid where id = ${id}::uuid`)
    sink.onRecipient = () => {
      throw answer(550, 'No such mailbox here')
    }
    server = await startMailing()
    await until(async () => (await states()).get(id) === 'failed')
    const changes = await rows<{ doc: { events: readonly { type: string; text: string }[] } }>(
      queries,
      sql`select doc from change_log where workspace_id = ${demoWorkspaceId}::uuid`,
    )
    const notes = changes.flatMap(({ doc }) => doc.events).filter(({ type }) => type === 'note.added')
    expect(notes).toHaveLength(1)
    expect(notes[0]?.text).toContain('No such mailbox here')
  })

  it('that comes in over many connections at once is one message', async () => {
    await seedDemo(test.database, {
      tickets: 3,
      now: Date.now(),
      seed: 1,
      epoch: randomUUID(),
      passwordHash: null,
    })
    const context = {
      database: test.database,
      now: Date.now,
      random: systemRandom,
      officeAddress: 'info@support.waterkant.example',
    }
    const mails = ['een', 'twee', 'drie'].map((id) =>
      Buffer.from(
        `From: petra.jansen@degoudenaar.example\r\nTo: goudenaar@support.waterkant.example\r\n` +
          `Subject: ${id}\r\nMessage-ID: <${id}@degoudenaar.example>\r\n\r\nHallo\r\n`,
      ),
    )
    const reports = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        importMail(context, mails[i % 3] ?? Buffer.alloc(0), {
          workspaceId: demoWorkspaceId,
          receivedAt: 'now',
          confirm: true,
        }),
      ),
    )
    const created = reports.filter(({ kind }) => kind === 'new')
    expect(created.map(({ number }) => number).toSorted()).toEqual([1004, 1005, 1006])
    expect(reports.filter(({ kind }) => kind === 'duplicate')).toHaveLength(21)
    const outbox = await rows(test.database.writing, sql`select 1 from mail_outbox`)
    expect(outbox).toHaveLength(3)

    const picture = await readFile(new URL('../fixtures/mail/related-inline-image.eml', import.meta.url))
    await importMail(context, picture, { workspaceId: demoWorkspaceId, receivedAt: 'mail', confirm: false })
    const [file] = await rows<{ bytes: Uint8Array; size: number }>(
      test.database.writing,
      sql`select bytes, size from files where name = 'fout.png'`,
    )
    expect(file?.bytes.length).toBe(file?.size)
    expect(Buffer.from(file?.bytes ?? []).toString('latin1', 1, 4)).toBe('PNG')
  })
})
