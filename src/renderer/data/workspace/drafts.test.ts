import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import { attachmentLimits } from '../../../shared/tickets/attachment-limits'
import { newEntry } from '../../../shared/sync/engine/outbox-entry'
import type { EntryState, OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import { openOutboxDatabase } from '../cache/outbox-database'
import type { OutboxDatabase } from '../cache/outbox-database'
import type { Draft } from '../protocol'
import { draftOf } from '../written-again'
import { createDrafts, isInOutbox } from './drafts'
import type { Drafts } from './drafts'

const ticketId = '00000000-0000-7000-8000-000000000001'
const draft: Draft = {
  ticketId,
  kind: 'reply',
  text: 'Het is verholpen.',
  to: null,
  cc: null,
  attachments: [],
  updatedAt: 1000,
}
const entry = (change: object, state: EntryState = 'waiting'): OutboxEntry => ({
  ...newEntry(
    {
      id: '00000000-0000-7000-8000-000000000002',
      type: 'reply.send',
      v: 1,
      ticketId,
      args: { text: draft.text },
      seen: { version: 1, customerMessages: 0, publicReplies: 0 },
      after: [],
      writtenAt: 1500,
      ...change,
    },
    null,
    null,
  ),
  state,
  order: 1,
})

test('a draft that was sent just before a crash is known by its text', () => {
  expect(isInOutbox(draft, [entry({})], 0)).toBe(true)
  expect(isInOutbox(draft, [entry({}, 'acknowledged')], 0)).toBe(true)
})

test('what was typed after it, came back, or is of another ticket or kind, stays a draft', () => {
  expect(isInOutbox({ ...draft, updatedAt: 2000 }, [entry({})], 0)).toBe(false)
  expect(isInOutbox(draft, [entry({})], 600)).toBe(false)
  expect(isInOutbox(draft, [entry({}, 'held')], 0)).toBe(false)
  expect(isInOutbox(draft, [entry({}, 'dropped')], 0)).toBe(false)
  expect(isInOutbox(draft, [entry({ args: { text: 'Iets anders' } })], 0)).toBe(false)
  expect(isInOutbox({ ...draft, kind: 'note' }, [entry({})], 0)).toBe(false)
  expect(isInOutbox({ ...draft, ticketId: 'x' }, [entry({})], 0)).toBe(false)
})

test('work that comes back is the draft that it was', () => {
  const args = {
    text: 'Ja',
    to: ['a@b.nl', 'c@d.nl'],
    cc: [],
    purpose: 'reply',
    attachmentIds: [],
    anyway: false,
  }
  const { mutation } = entry({ args })
  expect(draftOf(mutation)).toEqual({ ticketId, kind: 'reply', text: 'Ja', to: 'a@b.nl, c@d.nl', cc: null })
  expect(draftOf({ ...mutation, type: 'note.add', args: { text: 'Ja' } })).toMatchObject({
    kind: 'note',
    to: null,
  })
  expect(draftOf({ ...mutation, type: 'work.start', args: { occurredAt: null } })).toBeNull()
})

describe('a draft on the disk', () => {
  let database: OutboxDatabase
  let sentText: string | null
  let written: string[]
  let drafts: Drafts
  beforeEach(async () => {
    database = await openOutboxDatabase(randomUUID())
    sentText = null
    written = []
    drafts = createDrafts(database, {
      isSent: ({ text }) => text === sentText,
      written: (id) => written.push(id),
    })
  })
  afterEach(() => {
    vi.restoreAllMocks()
    database.dexie.close()
  })

  const empty = { text: '', to: null, cc: null }
  const place = { ticketId, kind: 'reply', updatedAt: 5 } as const
  const save = (text: string, more: Partial<Parameters<Drafts['calls']['saveDraft']>[0]> = {}) =>
    drafts.calls.saveDraft({ ...place, was: empty, is: { ...empty, text }, without: [], ...more })
  const attach = (name: string, size = 3, type = 'image/png') =>
    drafts.calls.attach({ ...place, id: randomUUID(), file: new File(['x'.repeat(size)], name, { type }) })
  const standing = () => drafts.calls.drafts({ ticketId })

  it('is what was typed, each kind for itself, and its other windows hear of it', async () => {
    expect(
      await save('Beste Piet', { is: { text: 'Beste Piet', to: 'a@b.nl', cc: 'c@d.nl' } }),
    ).toMatchObject({
      text: 'Beste Piet',
    })
    await save('Gebeld', { kind: 'note' })
    await save('Elders', { ticketId: randomUUID() })
    expect(await standing()).toMatchObject([
      { kind: 'note', text: 'Gebeld', to: null },
      { kind: 'reply', text: 'Beste Piet', to: 'a@b.nl', cc: 'c@d.nl', updatedAt: 5, attachments: [] },
    ])
    expect(written.slice(0, 2)).toEqual([ticketId, ticketId])
  })

  it('is gone when all of it was wiped, and stays for an address or a file alone', async () => {
    await save('x')
    await save('', { was: { ...empty, text: 'x' } })
    expect(await database.drafts.count()).toBe(0)
    await save('', { is: { ...empty, cc: 'c@d.nl' } })
    expect(await standing()).toMatchObject([{ text: '', cc: 'c@d.nl' }])
    await save('', { was: { ...empty, cc: 'c@d.nl' } })
    await attach('a.png')
    await save('x')
    await save('', { was: { ...empty, text: 'x' } })
    expect(await standing()).toMatchObject([{ text: '', attachments: [{ name: 'a.png' }] }])
  })

  it('that was sent before a crash is let go of, and no other', async () => {
    await save('sent')
    await save('still typing', { kind: 'note' })
    sentText = 'sent'
    expect(await standing()).toMatchObject([{ kind: 'note' }])
    expect(await database.drafts.count()).toBe(1)
  })

  it('has the files that were added to it, until one is taken out', async () => {
    const [one, two] = [await attach('one.png'), await attach('two.png', 5, '')]
    expect([one, two]).toMatchObject([
      { ok: true, attachment: { name: 'one.png', size: 3, mediaType: 'image/png' } },
      { ok: true, attachment: { name: 'two.png', size: 5, mediaType: 'application/octet-stream' } },
    ])
    expect((await standing())[0]?.attachments.map(({ name }) => name)).toEqual(['one.png', 'two.png'])
    expect(await database.files.count()).toBe(2)
    const id = one.ok ? one.attachment.id : ''
    expect(await (await database.files.get(id))?.bytes.text()).toBe('xxx')
    await save('', { without: [id] })
    expect((await standing())[0]?.attachments.map(({ name }) => name)).toEqual(['two.png'])
    expect(written).toContain(ticketId)
  })

  it('takes no file that could never be sent, nor one more than can go together, and says which', async () => {
    const size = (bytes: number) => ({
      name: 'big.zip',
      type: '',
      arrayBuffer: () => Promise.resolve({ byteLength: bytes }),
    })
    const add = (bytes: number) =>
      drafts.calls.attach({ ...place, id: randomUUID(), file: size(bytes) as unknown as File })
    expect(await add(attachmentLimits.file + 1)).toMatchObject({
      ok: false,
      error: { code: 'file-too-large' },
    })
    const others = Math.floor(attachmentLimits.together / attachmentLimits.file)
    const standingFile = { id: randomUUID(), name: 'a', mediaType: '', size: attachmentLimits.file }
    await database.drafts.put({ ...draft, attachments: Array.from({ length: others }, () => standingFile) })
    const room = attachmentLimits.together - others * attachmentLimits.file
    expect(await add(room + 1)).toMatchObject({ ok: false, error: { code: 'files-too-large' } })
    const many = Array.from({ length: attachmentLimits.files }, () => ({ ...standingFile, size: 1 }))
    await database.drafts.put({ ...draft, attachments: many })
    expect(await attach('a.png')).toMatchObject({ ok: false, error: { code: 'files-too-large' } })
    await database.drafts.put({ ...draft, attachments: many.slice(1) })
    expect(await attach('a.png')).toMatchObject({ ok: true })
    expect(await database.files.count()).toBe(1)
  })

  it('takes a folder that was dropped for no file, and a name for nothing but a name', async () => {
    const folder = {
      name: 'folder',
      type: '',
      arrayBuffer: () => Promise.reject(new Error('x')),
    } as unknown as File
    expect(await drafts.calls.attach({ ...place, id: randomUUID(), file: folder })).toMatchObject({
      ok: false,
      error: { code: 'file-unreadable' },
    })
    const named = async (name: string) => {
      const attached = await attach(name)
      return attached.ok && attached.attachment.name
    }
    expect(await named('..\\..\\a/b\u0000.png')).toBe('.._.._a_b_.png')
    expect(await named('')).toBe('file')
    expect(await named(`${'x'.repeat(300)}.png`)).toMatch(/^x{251}\.png$/)
  })

  it.each([
    ['QuotaExceededError', 'disk-full'],
    ['UnknownError', 'file-not-kept'],
  ])('keeps neither file nor name of one that the disk refuses (%s)', async (name, code) => {
    const put = vi.spyOn(database.files, 'put').mockRejectedValue(new DOMException('x', name))
    expect(await attach('a.png')).toEqual({
      ok: false,
      error: { code: expect.any(String) as string, message: expect.any(String) as string },
    })
    expect(await attach('a.png')).toMatchObject({ ok: false, error: { code } })
    put.mockRestore()
    expect([await standing(), await database.files.count()]).toEqual([[], 0])
  })

  it('has what came back to its author above what they are writing, with the files of both, once', async () => {
    await save('Nieuw', { is: { text: 'Nieuw', to: 'nieuw@b.nl', cc: null } })
    const added = await attach('new.png')
    const held = { id: randomUUID(), name: 'held.png', mediaType: 'image/png', size: 1 }
    const both = added.ok ? [held, added.attachment] : []
    const earlier = { ...draft, text: 'Eerder', to: 'a@b.nl', attachments: both, updatedAt: 9 }
    await drafts.putBack(earlier)
    await drafts.putBack(earlier)
    const [found] = await standing()
    expect(found).toMatchObject({ text: 'Eerder\n\nNieuw', to: 'a@b.nl, nieuw@b.nl', updatedAt: 9 })
    expect(found?.attachments.map(({ name }) => name)).toEqual(['held.png', 'new.png'])
  })
})
