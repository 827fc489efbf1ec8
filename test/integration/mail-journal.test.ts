import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ServerContext } from '../../src/server/context'
import { keepMark } from '../../src/server/context'
import { rows, writeTransaction } from '../../src/server/db/database'
import type { EmbeddedDatabase } from '../../src/server/journal/embedded-database'
import { closeEmbedded, openEmbeddedDatabase } from '../../src/server/journal/embedded-database'
import { claimDue, leaseMs } from '../../src/server/mail/outbox'
import { createMailer } from '../../src/server/mail/send'
import { parseSmtpUrl } from '../../src/server/mail/smtp-settings'
import { tellOnTicket } from '../../src/server/mail/tell-on-ticket'
import type { MailSink } from '../../src/server/mail/testing/mail-sink'
import { answer, startMailSink } from '../../src/server/mail/testing/mail-sink'
import { createContext, createLog } from '../../src/server/open'
import { createServer } from '../../src/server/server'
import { push } from '../../src/server/sync/push/push'
import type { Agent } from '../../src/shared/tickets/people'
import { signedInClient } from './support/client'
import { authorOf, makeWorkspace, password, tuesdayMorning } from './support/desk'
import { createTicket, nothingSeen, reply } from './support/mutations'

/**
 * A power cut takes back what the embedded database wrote, but for its journal. What a mail server said of a mail must be
 * known after it: else the mail leaves again, or stands before a person without need.
 */
describe('after a power cut', () => {
  const log = createLog('silent')
  let folder: string
  let sink: MailSink
  let opened: EmbeddedDatabase
  let context: ServerContext
  let now = tuesdayMorning
  let agent: Agent
  const database = () => join(folder, 'database')
  const journal = () => join(folder, 'changes.journal')

  /** A reply waits in the outbox, and the disk has it. */
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tijdig-mail-'))
    sink = await startMailSink()
    await open()
    const { id, agents } = await makeWorkspace(context, 'Alfa')
    agent = agents.agent
    const author = await authorOf(context, id, agent)
    const ticketId = randomUUID()
    const mutations = [
      createTicket(ticketId),
      reply(
        ticketId,
        { ...nothingSeen, version: 2 },
        { to: ['key@customer.example'], cc: ['chief@customer.example'] },
      ),
    ]
    const { outcomes } = await push(context, author, { deviceId: author.deviceId, mutations })
    expect(outcomes.map(({ result }) => result)).toEqual(['applied', 'applied'])
    await opened.journal.settle()
    await cp(database(), join(folder, 'earlier'), { recursive: true })
  })
  afterEach(async () => {
    await close()
    await sink.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function open(): Promise<void> {
    opened = await openEmbeddedDatabase(folder, log)
    context = createContext({ ...opened, log, now: () => now })
  }

  async function close(): Promise<void> {
    context.heads.close()
    await closeEmbedded(opened)
  }

  /** Starts again with the journal as it is now; `meanwhile` may change what is on disk. */
  async function die(meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    await cp(journal(), join(folder, 'journal-now'))
    await close()
    await cp(join(folder, 'journal-now'), journal())
    await meanwhile()
    await open()
    now += 2 * leaseMs
  }

  /** Takes back all that the database wrote since the reply. */
  const losePower = (meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<void> =>
    die(async () => {
      await rm(database(), { recursive: true })
      await cp(join(folder, 'earlier'), database(), { recursive: true })
      await meanwhile()
    })

  const deliver = (): Promise<number> => {
    const smtp = { ...parseSmtpUrl(`smtp://127.0.0.1:${sink.port}`), patienceMs: 2000 }
    const mailer = createMailer({
      smtp,
      clock: () => now,
      keep: (mark) => keepMark(context, mark),
      trouble: tellOnTicket(context),
    })
    return mailer.deliver(context.database, now)
  }

  async function mail(): Promise<{ id: string; state: string; error: string | null } | undefined> {
    const found = await rows<{ id: string; state: string; error: string | null }>(
      context.database.writing,
      sql`select id, state, error from mail_outbox`,
    )
    return found[0]
  }

  async function notes(): Promise<readonly string[]> {
    const found = await rows<{ text: string }>(
      context.database.writing,
      sql`select doc->>'text' as text from events where type = 'note.added'`,
    )
    return found.map(({ text }) => text)
  }

  it('a mail that was sent is known to be', async () => {
    await deliver()
    await losePower()
    expect(await mail()).toMatchObject({ state: 'sent' })
    expect(await deliver()).toBe(0)
    expect(sink.accepted).toHaveLength(1)
    expect(await notes()).toEqual([])
  })

  it('a mail that one has and another waits for goes to the other only', async () => {
    sink.onRecipient = (address) => {
      if (address.startsWith('chief')) throw answer(450, 'Come back later')
    }
    await deliver()
    await losePower()
    expect(await mail()).toMatchObject({ state: 'waiting' })
    sink.onRecipient = () => undefined
    await deliver()
    expect(sink.envelopes).toEqual([['key@customer.example'], ['chief@customer.example']])
    expect(await mail()).toMatchObject({ state: 'sent' })
  })

  it('a mail whose answer had not come stands before a person, and does not leave again', async () => {
    let isCut = Promise.resolve()
    sink.onData = () => (isCut = cp(journal(), join(folder, 'journal-then')))
    await deliver()
    await isCut
    await losePower(() => cp(join(folder, 'journal-then'), journal()))
    expect(await mail()).toMatchObject({ state: 'sending' })
    await deliver()
    expect(await mail()).toMatchObject({ state: 'failed' })
    expect((await notes()).join()).toContain('may have taken this mail')
    expect(sink.accepted).toHaveLength(1)
  })

  it('a mail that was refused is, and its ticket says so once', async () => {
    sink.onRecipient = () => {
      throw answer(550, 'No such mailbox here')
    }
    await deliver()
    await losePower()
    expect(await mail()).toMatchObject({ state: 'failed' })
    expect(await deliver()).toBe(0)
    expect(await notes()).toHaveLength(1)
  })

  it('a mail that was refused for now, all but its last byte sent, is tried again', async () => {
    sink.onData = () => {
      throw answer(451, 'Come back later')
    }
    await deliver()
    await losePower()
    expect(await mail()).toMatchObject({
      state: 'waiting',
      error: expect.stringContaining('Come back later'),
    })
    sink.onData = () => undefined
    await deliver()
    expect(await mail()).toMatchObject({ state: 'sent' })
    expect(sink.accepted).toHaveLength(1)
  })

  it('a mail that a person sent again waits to leave', async () => {
    sink.onRecipient = () => {
      throw answer(550, 'No such mailbox here')
    }
    await deliver()
    const app = await createServer(context)
    const address = await app.listen({ host: '127.0.0.1', port: 0 })
    const client = await signedInClient(address, agent.email, password)
    const again = await client.ask('POST', `/v1/outbox/${(await mail())?.id}/send-again`)
    expect(again.status).toBe(200)
    await app.close()
    await losePower()
    expect(await mail()).toMatchObject({ state: 'waiting' })
    sink.onRecipient = () => undefined
    await deliver()
    expect(await mail()).toMatchObject({ state: 'sent' })
  })

  it('that was none, but a crash, what the database knows better than the journal stays', async () => {
    sink.onData = () => {
      throw answer(451, 'Come back later')
    }
    await deliver()
    now += 2 * leaseMs
    // Another try began, of which nothing had to be kept yet.
    const claimed = await writeTransaction(context.database, (tx) =>
      claimDue(tx, now, { limit: 1, hasServer: true }),
    )
    expect(claimed).toHaveLength(1)
    await die()
    expect(await mail()).toMatchObject({ state: 'sending' })
  })

  it('that damaged the journal too, no mail leaves of which it may have lost the mark', async () => {
    await deliver()
    await losePower(async () => {
      const text = await readFile(journal(), 'utf8')
      await writeFile(journal(), text.replaceAll('"entry":"mail"', '"entry":"male"'))
    })
    await deliver()
    expect(await mail()).toMatchObject({ state: 'failed' })
    expect(await notes()).toHaveLength(1)
    expect(sink.accepted).toHaveLength(1)
  })
})
