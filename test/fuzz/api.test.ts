import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { signInPlainly } from '../support/plain-client'
import type { ServerProcess } from '../support/server-process'
import { startServer } from '../support/server-process'
import { makeTeamWorkspace, newDatabase, administratorEmail } from '../support/team-workspace'
import { fuzzApi } from './api'

const postgres = process.env.TIJDIG_TEST_DATABASE_URL
const seed = Number(process.env.TIJDIG_FUZZ_SEED ?? 20_230_224)
let server: ServerProcess | undefined
let folder = ''

afterEach(async () => {
  await server?.stop()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

async function start(kind: 'postgres' | 'pglite'): Promise<ServerProcess> {
  const workspace = { tickets: 40, now: Date.now(), seed: 1 }
  if (kind === 'postgres') {
    const databaseUrl = await newDatabase(postgres ?? '')
    await makeTeamWorkspace({ databaseUrl, ...workspace })
    return startServer({ databaseUrl })
  }
  folder = mkdtempSync(join(tmpdir(), 'tijdig-fuzz-'))
  const data = join(folder, 'data')
  await makeTeamWorkspace({ data, ...workspace })
  return startServer({ data })
}

describe.each([
  ['postgres', 2000],
  ['pglite', 500],
] as const)('the server on %s, sent %d broken requests', (kind, requests) => {
  it.skipIf(kind === 'postgres' && !postgres)(
    'refuses each with a code and a sentence, never fails, and changes nothing unasked',
    async () => {
      server = await start(kind)
      const client = await signInPlainly(server.address, administratorEmail)
      const report = await fuzzApi({ address: server.address, client, seed, requests })
      expect(report.faults, `seed ${seed}`).toEqual([])
      expect(report.statuses[400]).toBeGreaterThan(requests / 10)
    },
    120_000,
  )
})
