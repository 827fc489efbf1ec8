import { parseArgs } from 'node:util'
import { sql } from 'drizzle-orm'
import { cutText } from '../src/shared/cut-text'
import { rows } from '../src/server/db/database'
import type { Database } from '../src/server/db/database'
import { importMail } from '../src/server/mail/store'
import { createContext, createLog } from '../src/server/open'
import { openDatabase } from '../src/server/open-database'
import { emptyTally, line, summary, tell } from './import/report'
import { mailsOf } from './import/sources'

const usage = `npm run import -- [options] <files or folders of .eml or .mbox>

  --workspace <name or id>  needed when there is more than one
  --data <folder>           the embedded database when DATABASE_URL is not set (./tijdig-data)
  --confirm                 send each reporter a confirmation of receipt (never for old mail)

A mail that was imported before is left alone. Ends with 1 when a file could not be read, with 2 when it cannot begin.`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      workspace: { type: 'string' },
      data: { type: 'string', default: 'tijdig-data' },
      confirm: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help || positionals.length === 0) {
    console.log(usage)
    return values.help ? 0 : 2
  }
  const log = createLog('warn')
  const { database, journal, close } = await openDatabase(
    { url: process.env.DATABASE_URL, data: values.data },
    log,
  )
  const officeAddress = process.env.TIJDIG_OFFICE_ADDRESS
  const context = createContext({ database, journal, log, ...(officeAddress ? { officeAddress } : {}) })
  try {
    const workspaceId = await findWorkspace(database, values.workspace)
    const tally = emptyTally()
    const failures: string[] = []
    const failed = (place: string, reason: string): void => {
      tally.failed++
      failures.push(`${place}: ${reason}`)
      console.log(line('failed', '', `${place}: ${reason}`))
    }
    for await (const found of mailsOf(positionals)) {
      if ('skipped' in found) {
        tally.skipped++
        console.log(line('skipped', '', `${found.place}: ${found.skipped}`))
      } else if ('error' in found) {
        failed(found.place, found.error)
      } else {
        try {
          const report = await importMail(context, found.raw, {
            workspaceId,
            receivedAt: 'mail',
            confirm: values.confirm,
          })
          console.log(tell(tally, found.place, report))
        } catch (error) {
          failed(found.place, messageOf(error))
        }
      }
    }
    // All of it or, after a power cut, nothing: then it is imported again.
    await journal?.settle()
    console.log(summary(tally))
    if (failures.length > 0)
      console.error(
        `These were not imported. They are left where they are; import them again:\n${failures.join('\n')}`,
      )
    return tally.failed > 0 ? 1 : 0
  } finally {
    context.heads.close()
    await close()
  }
}

async function findWorkspace({ reading }: Database, wanted: string | undefined): Promise<string> {
  const all = await rows<{ id: string; name: string }>(
    reading,
    sql`select id, name from workspaces order by name`,
  )
  const fitting = wanted === undefined ? all : all.filter(({ id, name }) => id === wanted || name === wanted)
  const [only] = fitting
  if (only && fitting.length === 1) return only.id
  const names = all.map(({ id, name }) => `  ${name} (${id})`).join('\n')
  throw new Error(
    all.length === 0
      ? 'There is no workspace yet: make one with npm run server -- --create-admin, or npm run seed.'
      : `Name one workspace with --workspace:\n${names}`,
  )
}

/** The cause, not the statement: that would repeat the mail. */
function messageOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cutText(cause instanceof Error ? cause.message : String(cause), 300)
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error(messageOf(error))
    process.exitCode = 2
  },
)
