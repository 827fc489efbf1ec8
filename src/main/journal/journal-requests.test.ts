import { beforeEach, expect, it } from 'vitest'
import { faultyDisk } from './faulty-disk'
import type { FaultyDisk } from './faulty-disk'
import { openJournal } from './journal'
import { journalRequests } from './journal-requests'

const id = (index: number): string => `018f0000-0000-7000-8000-${String(index).padStart(12, '0')}`
const record = (index: number) => ({ id: id(index), bytes: Buffer.from(`text ${index}`).toString('base64') })

let disk: FaultyDisk
let language: 'nl' | 'en'
let failures: string[]
beforeEach(() => {
  disk = faultyDisk()
  language = 'en'
  failures = []
})
const start = () =>
  journalRequests(openJournal(disk), {
    language: () => language,
    failed: (what) => failures.push(what),
  })
const saved = { ok: true, value: {} }

it('a page is told that its work is saved when it is on the disk, and reads it back as it was', async () => {
  const ask = start()
  expect(await ask['journal.append'](record(1))).toEqual(saved)
  expect(await ask['journal.append'](record(2))).toEqual(saved)
  disk.losePower()
  expect(await start()['journal.read']({})).toEqual({ records: [record(1), record(2)], tornTail: false })
  expect(await ask['journal.forget']({ ids: [id(1)] })).toEqual(saved)
  expect(await start()['journal.read']({})).toMatchObject({ records: [record(2)] })
  expect(failures).toEqual([])
})

it('a page is told that nothing was saved when the disk fails, in the language of then, and the log hears it', async () => {
  const ask = start()
  disk.failNext('ENOSPC')
  expect(await ask['journal.append'](record(1))).toMatchObject({ ok: false, code: 'disk-full' })
  language = 'nl'
  disk.failNext('ENOSPC')
  expect(await ask['journal.append'](record(1))).toMatchObject({
    message: expect.stringContaining('De schijf is vol') as string,
  })
  expect(failures).toEqual(['the journal could not be written', 'the journal could not be written'])
  expect(await start()['journal.read']({})).toMatchObject({ records: [] })
})

it('a page is told that something was not forgotten: it is there still', async () => {
  const ask = start()
  await ask['journal.append'](record(1))
  disk.failNext('EROFS')
  expect(await ask['journal.forget']({ ids: [id(1)] })).toMatchObject({ ok: false, code: 'disk-read-only' })
  expect(await ask['journal.read']({})).toMatchObject({ records: [record(1)] })
})

it('a page hears of a torn end', async () => {
  await start()['journal.append'](record(1))
  disk.appendRaw(new Uint8Array([0x54, 0x4a, 0x52, 0x31, 9]))
  expect(await start()['journal.read']({})).toEqual({ records: [record(1)], tornTail: true })
})
