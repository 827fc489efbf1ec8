import { expect, test } from 'vitest'
import type { HostCalls } from '../protocol'
import { hostJournal } from './host-journal'

const record = { id: '018f0000-0000-7000-8000-000000000001', text: 'Grüße 🚚' }
const journalOver = (host: (name: string, args: unknown) => unknown) =>
  hostJournal((async (name: string, args: unknown) => host(name, args)) as HostCalls, () => undefined)

test('what the journal refuses is not called saved, and says why', async () => {
  const journal = journalOver(() => ({ ok: false, code: 'disk-full', message: 'The disk is full.' }))
  const refused = { ok: false, error: { code: 'disk-full', message: 'The disk is full.' } }
  expect(await journal.append(record)).toEqual(refused)
  expect(await journal.forget([record.id])).toEqual(refused)
})

test('a journal that does not answer has kept nothing', async () => {
  const journal = journalOver(() => {
    throw new Error('main is gone')
  })
  expect(await journal.append(record)).toMatchObject({ ok: false, error: { code: 'journal-unreachable' } })
  expect(await journal.forget([record.id])).toMatchObject({ ok: false })
  await expect(journal.read()).rejects.toThrow('main is gone')
})

test('what is read is what was written, also beyond ASCII', async () => {
  const kept: unknown[] = []
  const journal = journalOver((name, args) => {
    if (name === 'journal.read') return { records: kept, tornTail: false }
    kept.push(args)
    return { ok: true, value: {} }
  })
  expect(await journal.append(record)).toEqual({ ok: true })
  expect(await journal.read()).toEqual([record])
})
