import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TicketEvent } from '../../shared/tickets/events'
import type { Ticket } from '../../shared/tickets/ticket'
import type { Database } from '../db/database'
import { rows } from '../db/database'
import { migrate } from '../db/migrate'
import { openPglite } from '../db/pglite'
import { demoCustomers, demoOffice } from '../demo/people'
import { systemRandom } from '../ids'
import { messageIdOf } from '../tickets/message-id'
import { messageKey, referredKey } from './message-key'
import { importMail } from './store'
import type { IntakeReport } from './store'

const start = Date.parse('2026-11-23T09:00:00Z')
const day = 86_400_000

let database: Database
let workspaceId = randomUUID()
let now = start

beforeAll(async () => {
  database = await openPglite(null)
  await migrate(database)
}, 60_000)
afterAll(() => database.close())

/** An office of its own for each test, with the demo's customers. */
beforeEach(async () => {
  now = start
  workspaceId = randomUUID()
  const { writing: queries } = database
  await queries.execute(sql`insert into workspaces values (${workspaceId}::uuid, 'Office', ${now})`)
  await queries.execute(
    sql`insert into offices values (${workspaceId}::uuid, ${JSON.stringify(demoOffice)}::json)`,
  )
  await queries.execute(
    sql`insert into change_heads values (${workspaceId}::uuid, ${randomUUID()}::uuid, 0, 0)`,
  )
  await queries.execute(sql`insert into ticket_numbers values (${workspaceId}::uuid, 1001)`)
  for (const customer of demoCustomers)
    await queries.execute(sql`insert into customers (workspace_id, id, email, active, doc)
      values (${workspaceId}::uuid, ${customer.id}::uuid, ${customer.email}, true, ${JSON.stringify(customer)}::json)`)
})

interface Sketch {
  readonly from?: string
  readonly to?: string
  readonly subject?: string
  readonly head?: string
  readonly text?: string
  readonly id?: string
}

const mail = ({ from, to, subject, head = '', text = 'Hallo', id = randomUUID() }: Sketch = {}): Buffer =>
  Buffer.from(
    `From: ${from ?? 'Petra Jansen <petra.jansen@degoudenaar.example>'}\r\n` +
      `To: ${to ?? 'goudenaar@support.waterkant.example'}\r\nSubject: ${subject ?? 'Kassa start niet'}\r\n` +
      `Message-ID: <${id}@degoudenaar.example>\r\n${head}\r\n${text}\r\n`,
  )

const take = (raw: Uint8Array, confirm = true): Promise<IntakeReport> => {
  const context = {
    database,
    now: () => now,
    random: systemRandom,
    officeAddress: 'info@support.waterkant.example',
  }
  return importMail(context, raw, { workspaceId, receivedAt: 'now', confirm })
}

async function ticketOf(report: IntakeReport): Promise<Ticket> {
  const [row] = await rows<{ doc: Ticket }>(
    database.writing,
    sql`select doc from tickets where workspace_id = ${workspaceId}::uuid and id = ${report.ticketId}::uuid`,
  )
  if (!row) throw new Error('There is no such ticket')
  return row.doc
}

async function logOf(report: IntakeReport): Promise<readonly TicketEvent[]> {
  const found = await rows<{ doc: TicketEvent }>(
    database.writing,
    sql`select doc from events where workspace_id = ${workspaceId}::uuid and ticket_id = ${report.ticketId}::uuid
      order by version`,
  )
  return found.map(({ doc }) => doc)
}

const typesOf = async (report: IntakeReport): Promise<readonly string[]> =>
  (await logOf(report)).map(({ type }) => type)

/** Puts a ticket in a state that agents would bring about; the log does not matter here. */
async function change(report: IntakeReport, changes: Partial<Ticket>): Promise<void> {
  const doc = { ...(await ticketOf(report)), ...changes }
  await database.writing.execute(sql`update tickets set doc = ${JSON.stringify(doc)}::json
    where workspace_id = ${workspaceId}::uuid and id = ${report.ticketId}::uuid`)
}

describe('a new report', () => {
  it('becomes a numbered ticket of the customer whose address it was sent to, and is confirmed', async () => {
    const report = await take(mail())
    expect(report).toMatchObject({ kind: 'new', number: 1001, attention: null })
    const ticket = await ticketOf(report)
    expect(ticket.customerId).toBe(demoCustomers[0]?.id)
    expect(ticket.reporter).toEqual({
      name: 'Petra Jansen',
      email: 'petra.jansen@degoudenaar.example',
      keyUserId: demoCustomers[0]?.keyUsers[0]?.id,
    })
    expect(await typesOf(report)).toEqual(['ticket.created', 'message.received', 'confirmation.sent'])
    const outbox = await rows<{ doc: { automatic: boolean; to: string[]; subject: string } }>(
      database.writing,
      sql`select doc from mail_outbox where workspace_id = ${workspaceId}::uuid`,
    )
    expect(outbox).toHaveLength(1)
    expect(outbox[0]?.doc).toMatchObject({ automatic: true, to: ['petra.jansen@degoudenaar.example'] })
  })

  it.each([
    [
      'a recipient noted by a mail server',
      { to: 'x@y.example', head: 'Delivered-To: kestrel@support.waterkant.example\r\n' },
      5,
    ],
    [
      'a copied recipient with a tag',
      { to: 'x@y.example', head: 'Cc: noordzee+crm@support.waterkant.example\r\n' },
      2,
    ],
    ['its key user', { to: 'info@support.waterkant.example', from: 'joris.lindeman@lumenlijn.example' }, 4],
    [
      'a colleague of its key users',
      { to: 'info@support.waterkant.example', from: 'balie@groenhof.example' },
      3,
    ],
  ])('finds its customer by %s', async (_, sketch, index) => {
    const report = await take(mail(sketch))
    expect((await ticketOf(report)).customerId).toBe(demoCustomers[index]?.id)
  })

  it('from a stranger is marked for attention and not confirmed', async () => {
    const report = await take(mail({ to: 'info@support.waterkant.example', from: 'x@gmail.com' }))
    expect(report.attention).toBe('unknown-sender')
    expect(await typesOf(report)).not.toContain('confirmation.sent')
  })

  it('is not confirmed when it is imported from an archive', async () => {
    const report = await take(mail(), false)
    expect(await typesOf(report)).not.toContain('confirmation.sent')
  })

  it('keeps its attachments as files of the ticket', async () => {
    const raw = await readFile(
      new URL('../../../test/fixtures/mail/related-inline-image.eml', import.meta.url),
    )
    const report = await take(raw)
    const files = await rows<{ name: string; size: number; bytes: Uint8Array }>(
      database.writing,
      sql`select name, size, bytes from files where workspace_id = ${workspaceId}::uuid
        and ticket_id = ${report.ticketId}::uuid`,
    )
    expect(files.map(({ name }) => name)).toEqual(['fout.png'])
    expect(
      Buffer.from(files[0]?.bytes ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
  })
})

describe('machines', () => {
  it.each([
    ['Auto-Submitted: auto-generated'],
    ['Precedence: bulk'],
    ['Return-Path: <>'],
    ['List-Id: <x.example>'],
    ['X-Auto-Response-Suppress: All'],
    ['Auto-Submitted: auto-replied'],
  ])('that say "%s" are never answered', async (head) => {
    const report = await take(mail({ head: `${head}\r\n` }))
    expect(report.kind).toBe('new')
    expect(await typesOf(report)).not.toContain('confirmation.sent')
  })

  it('that do not say so are answered five times in an hour and no more', async () => {
    const confirmed: boolean[] = []
    for (let i = 0; i < 8; i++)
      confirmed.push((await typesOf(await take(mail()))).includes('confirmation.sent'))
    expect(confirmed).toEqual([true, true, true, true, true, false, false, false])
  })

  it('that answer on a ticket leave a note: no wait ends and no customer has written', async () => {
    const report = await take(mail({ id: 'first' }))
    await change(report, { status: 'waiting', openWait: { kind: 'key-user', from: now, reason: 'x' } })
    const away = mail({
      head: 'In-Reply-To: <first@degoudenaar.example>\r\nAuto-Submitted: auto-replied\r\n',
    })
    expect((await take(away)).kind).toBe('note')
    expect(await ticketOf(report)).toMatchObject({ status: 'waiting', customerMessages: 1, notes: 1 })
  })

  it('that return an undelivered reply leave a note on its ticket', async () => {
    const report = await take(mail())
    const confirmation = (await logOf(report)).find(({ type }) => type === 'confirmation.sent')
    const sentId = messageIdOf(confirmation?.id ?? '', 'goudenaar@support.waterkant.example')
    const fixture = await readFile(
      new URL('../../../test/fixtures/mail/bounce-dsn.eml', import.meta.url),
      'latin1',
    )
    const bounce = fixture.replace(/<0d9f1a52[^>]*>/, `<${sentId}>`)
    expect(await take(Buffer.from(bounce, 'latin1'))).toMatchObject({
      kind: 'note',
      ticketId: report.ticketId,
    })
    expect(await typesOf(report)).toEqual([
      'ticket.created',
      'message.received',
      'confirmation.sent',
      'note.added',
    ])
  })

  it('that bring back the office’s own mail write nothing', async () => {
    const report = await take(mail({ from: 'Office <goudenaar@support.waterkant.example>' }))
    expect(report).toMatchObject({ kind: 'own', ticketId: null })
  })
})

describe('an answer', () => {
  it('to the office’s own mail reaches its ticket by that mail’s Message-ID', async () => {
    const report = await take(mail())
    const sent = (await logOf(report)).find(({ type }) => type === 'confirmation.sent')
    const sentId = messageIdOf(sent?.id ?? '', 'goudenaar@support.waterkant.example')
    const reply = await take(mail({ head: `In-Reply-To: <${sentId}>\r\n`, from: 'collega@elders.example' }))
    expect(reply).toMatchObject({ kind: 'message', ticketId: report.ticketId, number: 1001 })
  })

  it('ends the wait for the key user', async () => {
    const report = await take(mail({ id: 'first' }))
    await change(report, { status: 'waiting', openWait: { kind: 'key-user', from: now, reason: 'x' } })
    await take(mail({ head: 'References: <first@degoudenaar.example>\r\n' }))
    expect(await ticketOf(report)).toMatchObject({ status: 'new', openWait: null, customerMessages: 2 })
  })

  it('leaves a wait for another party as it is', async () => {
    const report = await take(mail({ id: 'first' }))
    await change(report, { status: 'waiting', openWait: { kind: 'external', from: now, reason: 'x' } })
    await take(mail({ head: 'References: <first@degoudenaar.example>\r\n' }))
    expect((await ticketOf(report)).status).toBe('waiting')
  })

  it('reopens a ticket closed ten days ago, and begins a new one forty days later', async () => {
    const report = await take(mail({ id: 'first' }))
    const { facts } = await ticketOf(report)
    await change(report, { status: 'closed', facts: { ...facts, closedAt: now } })
    now = start + 10 * day
    await take(mail({ head: 'References: <first@degoudenaar.example>\r\n' }))
    expect((await ticketOf(report)).status).toBe('new')
    await change(report, { status: 'closed', facts: { ...facts, closedAt: now } })
    now = start + 50 * day
    const later = await take(mail({ head: 'References: <first@degoudenaar.example>\r\n' }))
    expect(later).toMatchObject({ kind: 'new', number: 1002 })
    expect(JSON.stringify(await logOf(later))).toContain('#1001')
  })

  it('finds its ticket by the number in its subject when its sender belongs to the customer', async () => {
    const report = await take(mail())
    const known = mail({ subject: 'Vraag over [#1001]', from: 'inkoop@degoudenaar.example' })
    const stranger = mail({ subject: 'Vraag over #1001', from: 'kees.van.dijk@vandijkfietsen.example' })
    expect(await take(known)).toMatchObject({ kind: 'message', ticketId: report.ticketId })
    expect(await take(stranger)).toMatchObject({ kind: 'new', number: 1002 })
  })

  it('may come before what it answers', async () => {
    const reply = await take(mail({ id: 'second', head: 'In-Reply-To: <first@degoudenaar.example>\r\n' }))
    const first = await take(mail({ id: 'first' }))
    expect(first).toMatchObject({ kind: 'message', ticketId: reply.ticketId })
  })
})

describe('what strangers write as ids', () => {
  const random = () => String.fromCharCode(0x4e00 + Math.floor(Math.random() * 20_000))
  const longId = () => Array.from({ length: 980 }, random).join('')

  it('may be longer than an index takes: the mail comes in once, and its answer finds it', async () => {
    const id = longId()
    const first = await take(mail({ id }))
    expect(first.kind).toBe('new')
    expect(await take(mail({ id }))).toMatchObject({ kind: 'duplicate', ticketId: first.ticketId })
    const answer = mail({
      head: `In-Reply-To: <${id}@degoudenaar.example>\r\nReferences: <${longId()}@x>\r\n`,
    })
    expect(await take(answer)).toMatchObject({ kind: 'message', ticketId: first.ticketId })
  })

  it('is found where it was remembered before as it was written', async () => {
    const id = randomUUID()
    const first = await take(mail({ id }))
    for (const [key, old] of [
      [messageKey(`${id}@degoudenaar.example`), `${id}@degoudenaar.example`],
      [referredKey('begin@x'), 'ref:begin@x'],
    ])
      await database.writing.execute(
        sql`update mail_seen set message_key = ${old} where message_key = ${key}`,
      )
    expect(await take(mail({ id }))).toMatchObject({ kind: 'duplicate', ticketId: first.ticketId })
    const answer = mail({ head: `References: <${id}@degoudenaar.example>\r\n` })
    expect(await take(answer)).toMatchObject({ kind: 'message', ticketId: first.ticketId })
  })
})

describe('a mail that cannot be written down', () => {
  it('comes in unread after three tries, for a person to look at, and once only', async () => {
    const { writing: queries } = database
    await queries.execute(sql`create function refuse_poison() returns trigger language plpgsql as
      'begin if new.doc::text like ''%vergif%'' then raise exception ''refused''; end if; return new; end'`)
    await queries.execute(
      sql`create trigger poison before insert on events for each row execute function refuse_poison()`,
    )
    const raw = mail({ text: 'vergif' })
    for (let tries = 0; tries < 3; tries++) await expect(take(raw)).rejects.toThrow()
    expect(await take(mail())).toMatchObject({ kind: 'new', attention: null })
    const report = await take(raw)
    expect(report).toMatchObject({ kind: 'new', trouble: 'unread', attention: 'unreadable-mail' })
    const [file] = await rows<{ bytes: Uint8Array }>(
      queries,
      sql`select bytes from files where ticket_id = ${report.ticketId}::uuid`,
    )
    expect(Buffer.from(file?.bytes ?? []).equals(raw)).toBe(true)
    expect(await take(raw)).toMatchObject({ kind: 'duplicate', ticketId: report.ticketId })
    expect(await rows(queries, sql`select 1 from job_failures`)).toEqual([])
    await queries.execute(sql`drop trigger poison on events`)
  })
})

describe('the same mail', () => {
  it('twice is one message, with a Message-ID or without', async () => {
    const raw = mail()
    const bare = Buffer.from(raw.toString().replace(/Message-ID: .*\r\n/, ''))
    for (const each of [raw, bare]) {
      const first = await take(each)
      expect(await take(each)).toMatchObject({ kind: 'duplicate', ticketId: first.ticketId })
    }
  })

  it('ten times at once is one message', async () => {
    const raw = mail()
    const reports = await Promise.all(Array.from({ length: 10 }, () => take(raw)))
    expect(reports.filter(({ kind }) => kind === 'new')).toHaveLength(1)
    expect(reports.filter(({ kind }) => kind === 'duplicate')).toHaveLength(9)
  })
})

it('every mail of the fixtures is taken in, and what cannot be read is marked for attention', async () => {
  const names = ['no-headers', 'no-sender', 'mime-wrong-boundary', 'smime-encrypted']
  for (const name of names) {
    const report = await take(
      await readFile(new URL(`../../../test/fixtures/mail/${name}.eml`, import.meta.url)),
    )
    expect(report).toMatchObject({ kind: 'new', attention: 'unreadable-mail' })
    expect((await ticketOf(report)).attention).toBe('unreadable-mail')
  }
})
