import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { agreement20230224, calendarOf } from '../../../src/shared/sla/agreement'
import { dateAt } from '../../../src/shared/sla/staff-days'
import { defaultStandInRules } from '../../../src/shared/tickets/people'
import type { Agent } from '../../../src/shared/tickets/people'
import type { Ticket } from '../../../src/shared/tickets/ticket'
import { demoAgents } from '../../../src/server/demo/people'
import { startMailSink, type MailSink } from '../../../src/server/mail/testing/mail-sink'
import { untilOfficeHours } from '../../support/office-hours'
import { mutation, seenOf, signInPlainly, type PlainClient } from '../../support/plain-client'
import { backUpDatabase, type DatabaseBackup } from '../../support/database-backup'
import { startPostgres } from '../../support/postgres'
import { projectRoot, startServer, type ServerProcess } from '../../support/server-process'
import { administratorEmail, makeTeamWorkspace, newDatabase } from '../../support/team-workspace'

export const [sanne, youssef] = demoAgents as [(typeof demoAgents)[0], (typeof demoAgents)[0]]

/** A team with its own server, database and mail server, at eleven in the morning of a working day. */
export interface Team {
  readonly address: string
  readonly sink: MailSink
  /** The server's time now, epoch ms. */
  readonly now: () => number
  /** kill -9. */
  readonly killServer: () => Promise<void>
  /** On the same address as before; later, as if time had passed meanwhile; after a restored backup that is announced or not. */
  readonly startServer: (laterMs?: number, restored?: boolean) => Promise<void>
  /** Backs the database up as an administrator does, while it is in use. */
  readonly backUp: () => Promise<DatabaseBackup>
  /** The office announces that it is closed on its next working day. */
  readonly announceStaffDay: (name: string) => Promise<void>
  /** A colleague writes down what a customer reported to Sanne, or to somebody else, by telephone. Returns the ticket. */
  readonly report: (subject: string, responseDueInMs: number, to?: Agent) => Promise<Ticket>
  /** Somebody says that they are away for a day and who stands in, in an office that rings with those. */
  readonly putAway: (who: Agent, standIn: Agent) => Promise<void>
  /** An administrator deactivates somebody. */
  readonly closeAccount: (who: Agent) => Promise<void>
  /** Feedback by telephone, as if Sanne had given it before. */
  readonly giveFeedback: (ticket: Ticket) => Promise<void>
  /** A colleague solves it. */
  readonly solve: (ticket: Ticket) => Promise<void>
  /** A colleague's notes, one after another. */
  readonly note: (ticket: Ticket, texts: readonly string[]) => Promise<void>
  /** A mail of the ticket's reporter comes in, whether the server runs or not. */
  readonly receiveMail: (ticket: Ticket, text: string) => void
  /** Mail comes in as it stands in a file. */
  readonly importMail: (file: string) => void
  readonly close: () => Promise<void>
}

const put = (address: string, email: string, path: string, body: object): Promise<void> =>
  send('PUT', address, email, path, body)

async function send(
  method: 'PUT' | 'POST',
  address: string,
  email: string,
  path: string,
  body: object,
): Promise<void> {
  const { session } = await signInPlainly(address, email)
  const answer = await fetch(address + path, {
    method,
    headers: { authorization: `Bearer ${session.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(await answer.text())
}

const responseMs = 4 * 3_600_000

export async function openTeam(): Promise<Team> {
  let clockOffsetMs = untilOfficeHours(Date.now())
  const now = (): number => Date.now() + clockOffsetMs
  const postgres = process.env.TIJDIG_TEST_DATABASE_URL ? null : await startPostgres()
  const databaseUrl = await newDatabase(process.env.TIJDIG_TEST_DATABASE_URL ?? postgres?.url ?? '')
  await makeTeamWorkspace({ databaseUrl, tickets: 60, now: now(), seed: 3 })
  const sink = await startMailSink()
  const settings = { databaseUrl, env: { TIJDIG_SMTP_URL: `smtp://127.0.0.1:${sink.port}` } }
  let server: ServerProcess = await startServer({ ...settings, clockOffsetMs })
  const { port, address } = server
  const colleague = await signInPlainly(address, administratorEmail)
  const folder = mkdtempSync(join(tmpdir(), 'tijdig-mail-'))
  const importMail = (file: string): void => {
    // By the server's clock: a mail is never taken for later than its import.
    const preloaded = ['node_modules/tsx/dist/loader.mjs', 'test/support/shifted-clock.mjs'].flatMap(
      (path) => ['--import', pathToFileURL(join(projectRoot, path)).href],
    )
    execFileSync(process.execPath, [...preloaded, 'scripts/import.ts', file], {
      cwd: projectRoot,
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        TIJDIG_TEST_CLOCK_OFFSET_MS: String(clockOffsetMs),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
  }
  return {
    address,
    sink,
    now,
    killServer: () => server.kill(),
    startServer: async (laterMs = 0, restored = false) => {
      clockOffsetMs += laterMs
      server = await startServer({ ...settings, clockOffsetMs, port, restored })
    },
    backUp: () => backUpDatabase(databaseUrl),
    announceStaffDay: async (name) => {
      const calendar = calendarOf(agreement20230224)
      const tomorrow = calendar.add(now(), 9 * 3_600_000)
      const { office } = (await colleague.snapshot()).start
      const body = { date: dateAt(calendar.zone, tomorrow), name, version: office.version ?? 0 }
      await send('POST', address, administratorEmail, '/v1/office/staff-days', body)
    },
    report: (subject, dueInMs, { id } = sanne) =>
      report(colleague, { subject, assigneeId: id }, now(), dueInMs),
    putAway: async (who, standIn) => {
      const office = (await colleague.snapshot()).start.office
      await put(address, administratorEmail, '/v1/office/stand-ins', {
        ...defaultStandInRules,
        version: office.version ?? 0,
      })
      await put(address, who.email, '/v1/me/absence', {
        awayUntil: now() + 24 * 3_600_000,
        standInId: standIn.id,
      })
    },
    closeAccount: async ({ id }) => {
      const { agents } = (await colleague.snapshot()).start
      const { name, email, role, teamId, version = 0 } = agents.find((agent) => agent.id === id) ?? sanne
      const body = { name, email, role, teamId, active: false, version }
      await put(address, administratorEmail, `/v1/agents/${id}`, body)
    },
    giveFeedback: async (ticket) => {
      const args = { channel: 'telephone', note: 'Called back.', occurredAt: null } as const
      await colleague.push([mutation('feedback.give', ticket.id, args, undefined, now())])
    },
    solve: async (ticket) => {
      const call = { channel: 'telephone', note: 'Called back.', occurredAt: null } as const
      const solution = { resolution: 'Restarted.', occurredAt: null, anyway: false } as const
      const { outcomes } = await colleague.push([
        mutation('feedback.give', ticket.id, call, seenOf(ticket), now()),
        mutation('ticket.solve', ticket.id, solution, seenOf(ticket), now()),
      ])
      if (outcomes.some(({ result }) => result === 'held' || result === 'rejected'))
        throw new Error(JSON.stringify(outcomes))
    },
    note: async (ticket, texts) => {
      const notes = texts.map((text) => mutation('note.add', ticket.id, { text }, undefined, now()))
      for (let at = 0; at < notes.length; at += 100) await colleague.push(notes.slice(at, at + 100))
    },
    receiveMail: (ticket, text) => {
      const file = join(folder, `${ticket.number}.eml`)
      writeFileSync(file, mailFrom(ticket, text, now()))
      importMail(file)
    },
    importMail,
    close: async () => {
      await server.stop()
      await sink.close()
      await postgres?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Received so long ago that four office hours end `dueInMs` from now. */
async function report(
  colleague: PlainClient,
  { subject, assigneeId }: { readonly subject: string; readonly assigneeId: string },
  now: number,
  dueInMs: number,
): Promise<Ticket> {
  const ticketId = crypto.randomUUID()
  const occurredAt = calendarOf(agreement20230224).subtract(now + dueInMs, responseMs)
  const fields = {
    subject,
    customerId: null,
    reporter: { name: 'Petra Jansen', email: 'petra.jansen@degoudenaar.example', keyUserId: null },
    language: 'nl',
    teamId: null,
    assigneeId,
    type: 'application',
    priority: 'medium',
    cover: null,
  } as const
  const args = { channel: 'telephone', fields, text: `${subject}, sinds vanmorgen.`, occurredAt } as const
  const made = await colleague.push([mutation('ticket.create', ticketId, args, undefined, now)])
  if (made.outcomes[0]?.result !== 'applied') throw new Error(JSON.stringify(made.outcomes))
  const ticket = (await colleague.snapshot()).tickets.find(({ id }) => id === ticketId)
  if (!ticket) throw new Error('the new ticket is not in the snapshot')
  return ticket
}

const mailFrom = ({ number, subject, reporter }: Ticket, text: string, at: number): string =>
  [
    `From: ${reporter.name} <${reporter.email}>`,
    'To: goudenaar@support.waterkant.example',
    `Subject: Re: [#${number}] ${subject}`,
    `Date: ${new Date(at).toUTCString()}`,
    `Message-ID: <${crypto.randomUUID()}@degoudenaar.example>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
  ].join('\r\n')
