import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { rows } from '../../src/server/db/database'
import { closeSilentTickets } from '../../src/server/jobs/auto-close'
import { createMailReader } from '../../src/server/mail/mail-reader'
import { importMail } from '../../src/server/mail/store'
import { databaseKinds } from './support/databases'
import { createTicket, mutationOf, seenOf } from './support/mutations'
import { useDesk } from './support/use-desk'

const dayMs = 24 * 3_600_000

/** Where the product cuts: 900 units of an automatic mail's subject, 1,000 of a reply's. */
const atTheCut = fc
  .tuple(fc.integer({ min: 880, max: 998 }), fc.constantFrom('😀', '😀😀', '\u{10ffff}x'))
  .map(([length, end]) => ('a'.repeat(length) + end).slice(0, 1000))
/** Any UTF-16 units, halves of characters and NUL among them. */
const anyUnits = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd800, max: 0xdfff })), {
    maxLength: 1000,
  })
  .map((units) => String.fromCharCode(...units))
const subjects = fc.oneof(atTheCut, fc.string({ unit: 'grapheme', maxLength: 1000 }), anyUnits)
const known = ['a'.repeat(889) + '😀', 'a'.repeat(888) + '😀', 'a'.repeat(995) + '😀', '😀'.repeat(500), '']

describe.each(databaseKinds)('any subject on %s', (kind) => {
  const use = useDesk(kind)
  const reader = createMailReader()
  afterAll(() => reader.close())

  const isStorable = (subject: string) =>
    subject.isWellFormed() && !subject.includes('\u0000') && subject.trim() !== '' && subject.length <= 1000

  const answerAndSolve = async (id: string) => {
    const ticket = await use.client.ticket(id)
    const seen = seenOf(ticket)
    const to = [ticket.reporter.email]
    expect(
      await use.client.push(
        mutationOf(
          'reply.send',
          id,
          { text: 'Zo', to, cc: [], purpose: 'reply', attachmentIds: [], anyway: true },
          { seen },
        ),
        mutationOf('ticket.solve', id, { resolution: 'Zo', occurredAt: null, anyway: true }, { seen }),
      ),
    ).toMatchObject([{ result: 'applied' }, { result: 'applied' }])
  }

  /** Closes what is solved; all that stands in the database can be read as JSON, and as text. */
  const closeAll = async () => {
    use.desk.clock.now += 7 * dayMs + 1000
    const closed = await closeSilentTickets(use.desk.context)
    use.client = await use.desk.signIn(use.workspace.agents.agent)
    expect(use.desk.context.faults.counts.size).toBe(0)
    for (const table of ['events', 'tickets', 'mail_outbox', 'change_log'])
      await rows(use.desk.context.database.writing, sql.raw(`select doc::jsonb from ${table}`))
    return closed
  }

  it('of a person is created, answered, solved and closed, or refused at the door', async () => {
    let solved = 0
    const check = async (subject: string) => {
      const id = randomUUID()
      const mutation = createTicket(id, { subject })
      const outcomes = await use.client.push(mutation)
      expect(outcomes).toMatchObject([{ result: isStorable(subject) ? 'applied' : 'rejected' }])
      if (!isStorable(subject)) return
      await answerAndSolve(id)
      solved++
    }
    for (const subject of known) await check(subject)
    await fc.assert(fc.asyncProperty(subjects, check), { numRuns: 30 })
    expect(await closeAll()).toBe(solved)
  }, 240_000)

  it('of a mail comes in, is confirmed, answered, solved and closed', async () => {
    let solved = 0
    const check = async (subject: string) => {
      const word = `=?utf-16le?B?${Buffer.from(subject, 'utf16le').toString('base64')}?=`
      const encoded = solved % 2 === 0 ? word : subject.replace(/[\r\n]/g, ' ')
      const raw = Buffer.from(
        `From: Key <${randomUUID()}@alfa.example>\r\nTo: ${use.workspace.customer.email}\r\nSubject: ${encoded}\r\n` +
          `Message-ID: <${randomUUID()}@alfa.example>\r\n\r\nHallo\r\n`,
      )
      const report = await importMail({ ...use.desk.context, reader }, raw, {
        workspaceId: use.workspace.id,
        receivedAt: 'now',
        confirm: true,
      })
      expect(report).toMatchObject({ kind: 'new', trouble: null })
      await answerAndSolve(report.ticketId ?? '')
      solved++
    }
    for (const subject of known) await check(subject)
    await fc.assert(fc.asyncProperty(subjects, check), { numRuns: 30 })
    expect(await closeAll()).toBe(solved)
  }, 240_000)
})
