import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rows } from '../../src/server/db/database'
import { createLog } from '../../src/server/open'
import { openDatabase } from '../../src/server/open-database'
import { projectRoot } from '../support/server-process'
import { makeTeamWorkspace } from '../support/team-workspace'

const mails = ['related-inline-image.eml', 'plain-utf8.eml'].map((name) => join('test/fixtures/mail', name))
const tickets = 3

let folder: string
const office = () => join(folder, 'office')
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tijdig-import-'))
  await makeTeamWorkspace({ data: office(), tickets, now: Date.now(), seed: 1 })
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Imports the mails; killed as soon as it says what `until` matches. Returns its exit code, null when it was killed. */
async function importInto(data: string, until?: RegExp): Promise<number | null> {
  const loader = pathToFileURL(join(projectRoot, 'node_modules/tsx/dist/loader.mjs')).href
  const args = ['--import', loader, 'scripts/import.ts', '--data', data, ...mails]
  const { DATABASE_URL: _, ...env } = process.env
  const child = spawn(process.execPath, args, { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    if (until?.test(said)) child.kill('SIGKILL')
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}

const beginOf = async (data: string): Promise<string | undefined> =>
  (await readFile(join(data, 'changes.journal'), 'utf8')).split('\n', 1)[0]

/** What the database wrote since its journal was begun never reached the disk. */
async function losePower(data: string): Promise<void> {
  if ((await beginOf(data)) !== (await beginOf(office()))) return
  await rm(join(data, 'database'), { recursive: true })
  await cp(join(office(), 'database'), join(data, 'database'), { recursive: true })
}

it.each([
  ['when every mail is told', /plain-utf8/],
  ['when it says that it is done', /already there/],
])(
  'an import whose machine loses power %s is made whole by the next, and nothing comes twice',
  async (_, when) => {
    const data = join(folder, when.source)
    await cp(office(), data, { recursive: true })
    expect(await importInto(data, when)).toBeNull()
    await losePower(data)
    expect(await importInto(data)).toBe(0)
    const { database, close } = await openDatabase({ data }, createLog('silent'))
    try {
      const [found] = await rows<{ tickets: number; files: number }>(
        database.writing,
        sql`select (select count(*)::int from tickets) as tickets,
        (select count(*)::int from files where name = 'fout.png') as files`,
      )
      expect(found).toEqual({ tickets: tickets + mails.length, files: 1 })
    } finally {
      await close()
    }
  },
)
