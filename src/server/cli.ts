import { sql } from 'drizzle-orm'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { createAdmin } from './accounts/create-admin'
import { readOptions, usage, warningsFor } from './cli-options'
import type { CliOptions } from './cli-options'
import type { ServerContext } from './context'
import { keepMark } from './context'
import { rows, writeTransaction } from './db/database'
import { serverJobs } from './jobs/jobs'
import { startJobs } from './jobs/loop'
import type { MailMark } from './tickets/outgoing-mail'
import { createMailer } from './mail/send'
import { describeSmtp, parseSmtpUrl } from './mail/smtp-settings'
import { tellOnTicket } from './mail/tell-on-ticket'
import { createContext, createLog } from './open'
import { openDatabase } from './open-database'
import { createServer } from './server'
import { renewAllEpochs } from './sync/log/epoch'

/** `npm run server`: the backend alone, on PostgreSQL or the embedded database. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env)
  if (options === 'help') return console.log(usage)
  const log = createLog(process.env.TIJDIG_LOG_LEVEL ?? 'info')
  const { database, journal, close } = await openDatabase(
    { url: options.databaseUrl, data: options.data },
    log,
  )
  const context = createContext({
    database,
    journal,
    log,
    backupAgeMs: options.backupAgeMs,
    trustedProxies: options.trustedProxies,
    accounts: { publicUrl: options.publicUrl, idleDays: options.idleDays },
    ...(process.env.TIJDIG_OFFICE_ADDRESS ? { officeAddress: process.env.TIJDIG_OFFICE_ADDRESS } : {}),
  })
  try {
    if (options.restored) {
      const now = context.now()
      const renewed = await writeTransaction(context.database, (queries) =>
        renewAllEpochs(queries, () => context.random.uuid(now), now),
      )
      console.log(`${renewed} workspaces begin a new epoch: clients send again what the backup lacks.`)
    }
    if (options.createAdmin) {
      const password = process.env.TIJDIG_ADMIN_PASSWORD ?? (await firstLine())
      const id = await createAdmin(context, { ...options.createAdmin, password })
      console.log(`Made workspace ${id}. ${options.createAdmin.email} can sign in as its administrator.`)
    } else await serve(context, options)
  } finally {
    context.heads.close()
    await close()
  }
}

/** Serves until it is asked to stop. */
async function serve(context: ServerContext, options: CliOptions): Promise<void> {
  const { host, port, hostNames, openDocs } = options
  const smtp = process.env.TIJDIG_SMTP_URL ? parseSmtpUrl(process.env.TIJDIG_SMTP_URL) : null
  const keep = (mark: MailMark) => keepMark(context, mark)
  const mailer = createMailer({
    smtp,
    clock: context.now,
    keep,
    trouble: tellOnTicket(context),
    fault: (error) => context.faults.note('mail', error),
  })
  const jobs = startJobs(serverJobs(context, mailer.dispatch), context.faults)
  const app = await createServer(context, { hosts: hostNames, openDocs })
  await app.listen({ host, port })
  const at = app.server.address() as AddressInfo
  console.log(
    `Tijdig server on http://${host.includes(':') ? `[${host}]` : host}:${at.port} (${context.database.kind})`,
  )
  for (const warning of warningsFor(options)) console.error(warning)
  console.log(describeSmtp(smtp))
  const [found] = await rows<{ workspaces: number }>(
    context.database.reading,
    sql`select count(*)::int as workspaces from workspaces`,
  )
  if (found?.workspaces === 0)
    console.log('There is no workspace yet: stop, and start once with --create-admin (see --help).')
  await new Promise<void>((resolve) => process.once('SIGTERM', resolve).once('SIGINT', resolve))
  console.log('Stopping: requests that run are finished first.')
  await Promise.all([app.close(), mailer.stop()])
  await jobs.stop()
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line
  return ''
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
