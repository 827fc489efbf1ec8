import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const fixtures = join(root, 'test/fixtures/mail')
const loader = pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tijdig-import-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Ran {
  readonly code: number | null
  readonly lines: readonly string[]
  readonly errors: string
}

/** Runs a script as people do, on the embedded database of this test. */
async function run(script: string, ...args: readonly string[]): Promise<Ran> {
  const { DATABASE_URL: _, ...env } = process.env
  const child = spawn(
    process.execPath,
    ['--import', loader, join(root, 'scripts', script), '--data', join(folder, 'data'), ...args],
    { env, cwd: root },
  )
  let [output, errors] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  await once(child, 'close')
  return { code: child.exitCode, lines: output.trim().split('\n'), errors }
}

it('imports file by file, goes on after a bad one, and may be repeated', async () => {
  const mails = join(folder, 'mails')
  await mkdir(mails)
  for (const name of ['plain-utf8.eml', 'reply-outlook.eml', 'no-headers.eml', 'archive.mbox'])
    await copyFile(join(fixtures, name), join(mails, name))
  await writeFile(join(mails, 'empty.mbox'), 'no mail here')
  await writeFile(join(mails, 'notes.txt'), 'no mail either')
  await run('seed.ts', '--tickets', '3')

  const first = await run('import.ts', mails, join(mails, 'missing.eml'))
  expect(first.errors.trim().split('\n')).toEqual([
    expect.stringContaining('import them again'),
    expect.stringContaining('empty.mbox: no mail was found'),
    expect.stringContaining('missing.eml: '),
  ])
  expect(first.lines.map((line) => line.split(/\s+/)[0])).toEqual([
    'new',
    'message',
    'new',
    'failed',
    'attention',
    'skipped',
    'new',
    'message',
    'failed',
    '3',
  ])
  expect(first.lines.at(-1)).toBe(
    '3 new, 1 for attention, 2 on existing tickets, 0 as notes, 0 already there, 0 of our own, 1 skipped, 2 failed.',
  )
  expect(first.code).toBe(1)

  const again = await run('import.ts', '--workspace', 'Demo workspace', join(mails, 'plain-utf8.eml'))
  expect(again.lines.at(-1)).toContain(
    '0 new, 0 for attention, 0 on existing tickets, 0 as notes, 1 already there',
  )
  expect(again.code).toBe(0)
})

it('says what is wrong when it cannot begin', async () => {
  const unknown = await run('import.ts', '--workspace', 'Elders', fixtures)
  expect(unknown.code).toBe(2)
  expect(unknown.errors).toContain('Demo workspace')
  expect((await run('import.ts')).code).toBe(2)
})
