import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { closeEmbedded, openEmbeddedDatabase } from '../../src/server/journal/embedded-database'
import { scanJournal } from '../../src/server/journal/format'
import { createContext, createLog } from '../../src/server/open'
import { push } from '../../src/server/sync/push/push'
import { authorOf, makeWorkspace } from './support/desk'
import { createTicket } from './support/mutations'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tijdig-order-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('has changes in the journal in the order of their positions, whoever of two is acknowledged first', async () => {
  const log = createLog('silent')
  const opened = await openEmbeddedDatabase(folder, log)
  try {
    const context = createContext({ ...opened, log })
    const { id, agents } = await makeWorkspace(context, 'Alfa')
    const author = await authorOf(context, id, agents.agent)
    const batchOf = (length: number) => {
      const mutations = Array.from({ length }, () => createTicket(randomUUID()))
      return push(context, author, { deviceId: author.deviceId, mutations })
    }
    const [long, short] = await Promise.all([batchOf(20), batchOf(4)])
    const last = (outcomes: typeof long.outcomes) => outcomes.at(-1)?.seq ?? 0
    // Each waited for the other's commits: the short one was done in the midst of the long one.
    expect(last(short.outcomes)).toBeLessThan(last(long.outcomes))
    expect(last(short.outcomes)).toBeGreaterThan(5)
    const { entries } = scanJournal(await readFile(join(folder, 'changes.journal'), 'utf8'))
    const positions = entries.flatMap((entry) => (entry.entry === 'change' ? [entry.change.seq] : []))
    // The first change, of the workspace's customer, was settled in the database's own files.
    expect(positions).toEqual(Array.from({ length: 24 }, (_, index) => index + 2))
    context.heads.close()
  } finally {
    await closeEmbedded(opened)
  }
})
