import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { open as openFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { journalRefusal, recordFromWire, recordToWire } from './journal-answers'
import { journalFile } from './journal-file'
import { openJournal } from './journal'
import type { Journal } from './journal'

let folder: string
let path: string
const opened: Journal[] = []
const open = (disk = journalFile(path)): Journal => {
  const journal = openJournal(disk)
  opened.push(journal)
  return journal
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'))
  path = join(folder, 'journal', 'outbox.journal')
})
afterEach(async () => {
  for (const journal of opened.splice(0)) await journal.close()
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true, force: true })
})

const record = (digit: number) =>
  recordFromWire({
    id: `018f0000-0000-7000-8000-00000000000${digit}`,
    bytes: Buffer.from(`text ${digit}`).toString('base64'),
  })

it('keeps records on a real disk from one opening to the next', async () => {
  const journal = open()
  await journal.append(record(1))
  await journal.append(record(2))
  await journal.forget([record(1).id])
  await journal.append(record(3))
  const { records } = await open().read()
  expect(records.map(recordToWire)).toEqual([recordToWire(record(2)), recordToWire(record(3))])
  expect(statSync(path).mode & 0o077).toBe(0)
})

it('cuts a torn end off the real file and keeps a few copies, not all', async () => {
  const whole = open()
  await whole.append(record(1))
  const size = statSync(path).size
  for (let round = 0; round < 7; round += 1) {
    writeFileSync(path, 'TJR1 torn', { flag: 'a' })
    const journal = open()
    expect(await journal.read()).toMatchObject({ tornTail: true })
    await journal.append(record(1))
    await journal.forget([])
  }
  expect(statSync(path).size).toBe(size * 8)
  expect(readdirSync(join(folder, 'journal')).length).toBeLessThanOrEqual(6)
})

it('answers a missing file with nothing', async () => {
  expect(await open().read()).toEqual({ records: [], tornTail: false })
})

it('tells a full disk from one that cannot be written, in both languages', () => {
  const failed = (code: string) => Object.assign(new Error(code), { code })
  expect(journalRefusal(failed('ENOSPC'), 'en')).toMatchObject({ code: 'disk-full', ok: false })
  expect(journalRefusal(failed('EROFS'), 'nl').message).toContain('kan niet worden beschreven')
  expect(journalRefusal(failed('EACCES'), 'en').code).toBe('disk-read-only')
  expect(journalRefusal(failed('EIO'), 'en').code).toBe('journal-failed')
  expect(journalRefusal('strange', 'en').code).toBe('journal-failed')
})

it.runIf(process.platform === 'linux')('refuses to say saved on a disk that is really full', async () => {
  // The kernel's own full disk: every write to it fails with ENOSPC.
  const journal = open({ ...journalFile('/dev/full'), read: () => Promise.resolve(null) })
  await expect(journal.append(record(1))).rejects.toMatchObject({ code: 'ENOSPC' })
})

it('says saved when the medium has the record, not before', async () => {
  const journal = open()
  await journal.append(record(1))
  const flushed = Promise.withResolvers<undefined>()
  const file = await openFile(join(folder, 'any'), 'w')
  await file.close()
  const calls = Object.getPrototypeOf(file) as typeof file
  const flush = vi.spyOn(calls, 'datasync').mockReturnValue(flushed.promise)
  let isSaved = false
  const saving = journal.append(record(2)).then(() => (isSaved = true))
  await vi.waitFor(() => expect(flush).toHaveBeenCalledOnce())
  expect(isSaved).toBe(false)
  flush.mockRestore()
  flushed.resolve(undefined)
  await saving
})
