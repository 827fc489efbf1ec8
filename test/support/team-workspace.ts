import { defaultStandInRules } from '../../src/shared/tickets/people'
import { sql } from 'drizzle-orm'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { hashPassword } from '../../src/server/accounts/passwords'
import { demoAgents, demoWorkspaceId } from '../../src/server/demo/people'
import { seedDemo } from '../../src/server/demo/seed'
import { createLog } from '../../src/server/open'
import { openDatabase } from '../../src/server/open-database'

export interface TeamOptions {
  readonly databaseUrl?: string
  /** Folder of the embedded database, when there is no PostgreSQL. */
  readonly data?: string
  readonly tickets: number
  /** The instant to which the histories lead, epoch ms. */
  readonly now: number
  readonly seed: number
}

/** Everybody of the team signs in with this. */
export const teamPassword = 'correct horse battery'
export const administratorEmail = demoAgents.find(({ role }) => role === 'administrator')?.email ?? ''
export const teamEmails = demoAgents.map(({ email }) => email)

/** Fills an empty database with the demo generator's tickets as an ordinary team's workspace: its mail really leaves. */
export async function makeTeamWorkspace({ databaseUrl, data, ...seed }: TeamOptions): Promise<void> {
  const { database, close } = await openDatabase({ url: databaseUrl, data: data ?? '' }, createLog('warn'))
  try {
    const passwordHash = await hashPassword(teamPassword)
    await seedDemo(database, { ...seed, epoch: randomUUID(), passwordHash })
    await database.writing.execute(
      // Nobody of this team has a desk open: who does would hear of everybody's deadlines.
      sql`update offices set doc = (doc::jsonb || ${JSON.stringify({ demo: false, standIns: { ...defaultStandInRules, isOn: false } })}::jsonb)::json
        where workspace_id = ${demoWorkspaceId}::uuid`,
    )
  } finally {
    await close()
  }
}

/** Makes an empty database on the server at `url` and returns its address. */
export async function newDatabase(url: string): Promise<string> {
  const name = `tijdig_${randomUUID().replaceAll('-', '').slice(0, 12)}`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return new URL(name, url.replace(/[^/]*$/, '')).href
}
