import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CommittedChange } from '../tickets/committed'
import type { Database } from '../db/database'
import { migrate } from '../db/migrate'
import { openPglite } from '../db/pglite'
import { openChangeJournal } from './change-journal'
import { scanJournal } from './format'

let folder: string
let database: Database
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tijdig-settle-'))
  database = await openPglite(join(folder, 'database'))
  await migrate(database)
}, 60_000)
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

const change = (seq: number): CommittedChange => ({
  workspaceId: 'w',
  epoch: 'e',
  seq,
  at: 0,
  body: { kind: 'ticket', ticketId: 't', events: [] },
  mutation: null,
  mails: [],
})

it('has on disk all that it called durable, also what came at any moment of settling', async () => {
  const path = join(folder, 'changes.journal')
  const journal = await openChangeJournal(path, database, join(folder, 'database'), 'fresh')
  let settling = true
  // These changes are in no database: only the journal can hold them.
  const settled = journal.settle().finally(() => (settling = false))
  const flushes: Promise<void>[] = []
  let seq = 0
  for (; settling; await sleep(1)) {
    journal.append(change(++seq))
    if (seq % 7 === 0) flushes.push(journal.flush())
    const promised = journal.durableSeq('w') ?? 0
    expect(changesIn(readFileSync(path, 'utf8')).length).toBeGreaterThanOrEqual(promised)
  }
  await settled
  const durable = journal.durableSeq('w') ?? 0
  const onDisk = async () => changesIn(await readFile(path, 'utf8'))
  expect(seq).toBeGreaterThan(20)
  expect((await onDisk()).length).toBeGreaterThanOrEqual(durable)
  await Promise.all(flushes)
  await journal.flush()
  expect(journal.durableSeq('w')).toBe(seq)
  expect(await onDisk()).toEqual(Array.from({ length: seq }, (_, index) => index + 1))
  await journal.close()
}, 60_000)

it('has a mark on disk as soon as it is kept, with all that came before it, also while a flush runs', async () => {
  const path = join(folder, 'marks.journal')
  const journal = await openChangeJournal(path, database, join(folder, 'database'), 'fresh')
  const delivery = {
    state: 'sent',
    attempts: 1,
    nextTryAt: 0,
    handedOverAt: 1,
    sentAt: 2,
    error: null,
    recipients: [],
    crashes: 0,
    delayToldAt: null,
  } as const
  const expected: string[] = []
  const flushes: Promise<void>[] = []
  for (let seq = 1; seq <= 40; seq++) {
    journal.append(change(seq))
    expected.push(`change ${seq}`)
    if (seq % 3 === 0) flushes.push(journal.flush())
    if (seq % 5 !== 0) continue
    await journal.keepMark({ workspaceId: 'w', id: 'm', delivery: { ...delivery, revision: seq } })
    expected.push(`mark ${seq}`)
    expect(await entriesIn(path)).toEqual(expected)
  }
  await Promise.all(flushes)
  await journal.flush()
  expect(await entriesIn(path)).toEqual(expected)
  expect(journal.durableSeq('w')).toBe(40)
  expect(journal.size()).toBe((await stat(path)).size)
  await journal.close()
}, 60_000)

const changesIn = (text: string): readonly number[] =>
  scanJournal(text).entries.flatMap((entry) => (entry.entry === 'change' ? [entry.change.seq] : []))

async function entriesIn(path: string): Promise<readonly string[]> {
  return scanJournal(await readFile(path, 'utf8')).entries.flatMap((entry) => {
    if (entry.entry === 'start') return []
    return entry.entry === 'change'
      ? [`change ${entry.change.seq}`]
      : [`mark ${entry.mark.delivery.revision}`]
  })
}
