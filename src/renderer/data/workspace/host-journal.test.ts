import { expect, test } from 'vitest'
import type { HostCalls } from '../protocol'
import { fromBase64, hostJournal, toBase64 } from './host-journal'

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

test('a part of the journal that could not be read is told, and the rest is read', async () => {
  let damages = 0
  const bytes = toBase64(record.text)
  const reading = (tornTail: boolean) =>
    hostJournal(
      (async () => ({ records: [{ id: record.id, bytes }], tornTail })) as unknown as HostCalls,
      () => (damages += 1),
    ).read()
  expect([await reading(false), damages]).toEqual([[record], 0])
  expect([await reading(true), damages]).toEqual([[record], 1])
})

test('a long text is kept whole', () => {
  const long = `${'é'.repeat(0x8000)}🚚${'x'.repeat(0x8000 + 1)}`
  expect(fromBase64(toBase64(long))).toBe(long)
})

test('however much is let go of, each record is asked for once, and a refusal in the middle is told', async () => {
  const asked: string[][] = []
  let refusedFrom = Infinity
  const journal = journalOver((_name, args) => {
    asked.push((args as { ids: string[] }).ids)
    return asked.length >= refusedFrom
      ? { ok: false, code: 'disk-full', message: 'x' }
      : { ok: true, value: {} }
  })
  const ids = Array.from({ length: 25_000 }, (_, n) => `id${n}`)
  expect(await journal.forget(ids)).toEqual({ ok: true })
  expect(asked.map(({ length }) => length)).toEqual([10_000, 10_000, 5000])
  expect(asked.flat()).toEqual(ids)
  asked.length = 0
  refusedFrom = 2
  expect(await journal.forget(ids)).toMatchObject({ ok: false, error: { code: 'disk-full' } })
  expect(asked).toHaveLength(2)
  expect(await journal.forget([])).toEqual({ ok: true })
})
