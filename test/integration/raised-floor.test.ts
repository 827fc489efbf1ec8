import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Ticket } from '../../src/shared/tickets/ticket'
import { rows, writeTransaction } from '../../src/server/db/database'
import { ServerTooOld } from '../../src/server/db/schema-floor'
import { closeSilentTickets } from '../../src/server/jobs/auto-close'
import { fillSearchWords } from '../../src/server/jobs/fill-search-words'
import { createMailer } from '../../src/server/mail/send'
import { parseSmtpUrl } from '../../src/server/mail/smtp-settings'
import { startMailSink } from '../../src/server/mail/testing/mail-sink'
import { createLog } from '../../src/server/open'
import { databaseKinds, postgresUrl } from './support/databases'
import { openDesk } from './support/desk'
import { createTicket, mutationOf, reply, seenOf } from './support/mutations'
import { useDesk } from './support/use-desk'

const dayMs = 24 * 3_600_000

describe.each(databaseKinds)('a server whose tables a newer one has just changed, on %s', (kind) => {
  const lines: { level: number; msg: string }[] = []
  const write = (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number])
  const use = useDesk(kind, 'administrator', { log: createLog('info', { write }) })
  const database = () => use.desk.context.database
  const raise = async (floor: number) => {
    await database().writing.execute(sql`update schema_floor set oldest_server = ${floor}`)
  }
  const lower = async () => {
    await raise(1)
    await writeTransaction(database(), () => Promise.resolve())
  }
  const stored = async (id: string): Promise<Ticket> => {
    const [row] = await rows<{ doc: Ticket }>(
      database().writing,
      sql`select doc from tickets where id = ${id}::uuid`,
    )
    if (!row) throw new Error('no ticket')
    return row.doc
  }
  /** As a server that looked a moment ago, and therefore does not look again for two seconds. */
  const justLooked = () => use.client.ask('GET', '/v1/sync/checksums')
  const pushed = (id: string) =>
    use.client.ask('POST', '/v1/sync/push', { deviceId: randomUUID(), mutations: [createTicket(id)] })

  it('writes nothing more, from that moment on, and says so once', async () => {
    const before = await use.client.snapshot()
    await justLooked()
    lines.length = 0
    await raise(9999)
    try {
      const answers = []
      for (let n = 0; n < 5; n++) answers.push(await pushed(randomUUID()))
      for (const answer of answers)
        expect(answer).toMatchObject({ status: 503, body: { code: 'server-outdated' } })
      expect(answers[0]?.headers.get('retry-after')).toBe('5')
      await expect(writeTransaction(database(), () => Promise.resolve())).rejects.toThrow(ServerTooOld)
    } finally {
      await lower()
    }
    expect(lines.filter(({ level }) => level >= 50)).toMatchObject([
      { msg: expect.stringContaining('newer') as string },
    ])
    expect((await use.client.snapshot()).start.seq).toBe(before.start.seq)
    expect(lines.filter(({ msg }) => msg.includes('allow this server again'))).toHaveLength(1)
    expect((await pushed(randomUUID())).status).toBe(200)
  })

  it('sends no mail that it has not in hand yet', async () => {
    const sink = await startMailSink()
    const { context } = use.desk
    const smtp = parseSmtpUrl(`smtp://127.0.0.1:${sink.port}`)
    const mailer = createMailer({
      smtp,
      clock: context.now,
      fault: (error) => context.faults.note('mail', error),
    })
    try {
      const id = randomUUID()
      await use.client.push(createTicket(id, { customerId: use.workspace.customer.id }))
      await mailer.deliver(context.database, context.now())
      const before = sink.accepted.length
      for (let n = 0; n < 10; n++) {
        const seen = seenOf(await stored(id))
        const pushed = await use.client.push(reply(id, seen, { to: [`key@${n}.example`] }))
        expect(pushed).toMatchObject([{ result: 'applied' }])
      }
      let raised: Promise<void> | null = null
      sink.onData = () => (raised ??= raise(9999))
      await justLooked()
      await mailer.deliver(context.database, context.now())
      expect(sink.accepted.length).toBeGreaterThan(before)
      expect(sink.accepted.length).toBeLessThanOrEqual(before + 5)
      expect(context.faults.counts.get('mail')).toBeUndefined()
      await lower()
      await mailer.deliver(context.database, context.now())
      const count = sink.accepted.length
      const left = sql`select state, error, recipients from mail_outbox where state <> 'sent'`
      expect({ count, left: await rows(database().writing, left) }).toEqual({ count: before + 10, left: [] })
    } finally {
      await lower()
      await mailer.stop()
      await sink.close()
    }
  })

  it('ends the turn of a job that is under way, and counts no try', async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID()]
    const contactAttempt = { channel: 'email', note: '' } as const
    for (const id of ids)
      await use.client.push(
        createTicket(id, { customerId: use.workspace.customer.id }),
        mutationOf('wait.start', id, { kind: 'key-user', reason: 'Vraag', contactAttempt, occurredAt: null }),
      )
    use.desk.clock.now += 7 * dayMs
    use.client = await use.desk.signIn(use.workspace.agents.administrator)
    await justLooked()
    await raise(9999)
    try {
      await expect(closeSilentTickets(use.desk.context)).rejects.toThrow(ServerTooOld)
      await expect(fillSearchWords(database())).rejects.toThrow(ServerTooOld)
      expect(await rows(database().writing, sql`select 1 from job_failures`)).toEqual([])
    } finally {
      await lower()
    }
    expect(await closeSilentTickets(use.desk.context)).toBe(3)
  })
})

it.skipIf(!postgresUrl)(
  'whoever raises the floor waits for those who write, and those who come wait for the raise',
  async () => {
    const { context, close } = await openDesk('postgres')
    const { database } = context
    try {
      let raised: Promise<unknown> = Promise.resolve()
      const order: string[] = []
      await writeTransaction(database, async () => {
        raised = database.writing
          .execute(sql`update schema_floor set oldest_server = 9999`)
          .then(() => order.push('raised'))
        await sleep(300)
        order.push('committed')
      })
      await raised
      expect(order).toEqual(['committed', 'raised'])
      await expect(writeTransaction(database, () => Promise.resolve())).rejects.toThrow(ServerTooOld)
    } finally {
      await close()
    }
  },
)
