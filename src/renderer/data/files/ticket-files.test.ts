import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defaultPreferences } from '../../../shared/ipc/preferences'
import type { Attachment } from '../../../shared/tickets/message'
import { createDeviceFiles } from './device-files'
import type { FileDatabase } from './file-database'
import { openFileDatabase } from './file-database'
import { createTicketFiles } from './ticket-files'

const attachment: Attachment = { id: randomUUID(), name: 'logo.png', mediaType: 'image/png', size: 10 }
const file = { ticketId: 'ticket', attachment }
const content = 'x'.repeat(attachment.size)
const prefer = (fileBudgetMB: number) => ({ ...defaultPreferences, fileBudgetMB })

/** What the server answers; null: there is no network. */
let answer: (() => Response) | null
let asked: string[]
let name: string
let tickets: Set<string>
let changes: number
beforeEach(() => {
  name = randomUUID()
  asked = []
  tickets = new Set([file.ticketId])
  changes = 0
  answer = () => new Response(content)
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path)
    return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('no network'))
  })
})
afterEach(() => vi.unstubAllGlobals())

interface World {
  readonly owner?: string
  readonly unsent?: string
  readonly open?: () => Promise<FileDatabase>
  readonly budgetMB?: number
}

const open = ({ owner = 'me', unsent, open: openStore, budgetMB = 1 }: World = {}) =>
  createTicketFiles({
    own: {
      read: (id) => Promise.resolve(unsent && id === attachment.id ? new Blob([unsent]) : null),
      describe: () => Promise.resolve(unsent ? [attachment] : []),
    },
    device: createDeviceFiles(openStore ?? (() => openFileDatabase(name)), owner),
    preferences: prefer(budgetMB),
    hasTicket: (ticketId) => Promise.resolve(tickets.has(ticketId)),
    changed: () => (changes += 1),
  })

const textOf = async (blob: Blob | null): Promise<string | null> => blob && blob.text()
const kept = () => vi.waitFor(() => expect(changes).toBe(1))

test('what was looked at opens without the server, in a later start too', async () => {
  const { calls } = open()
  expect(await textOf(await calls.file(file))).toBe(content)
  await kept()
  answer = null
  expect(await textOf(await calls.file(file))).toBe(content)
  const later = open()
  expect(await later.calls.filesHere({ ids: [attachment.id, 'another'] })).toEqual([attachment.id])
  expect(await textOf(await later.calls.file(file))).toBe(content)
  expect(asked).toHaveLength(1)
})

test('another person of the device is shown nothing of it', async () => {
  await open().calls.file(file)
  await kept()
  answer = null
  const other = open({ owner: 'another' })
  expect(await other.calls.file(file)).toBeNull()
  expect(await other.calls.filesHere({ ids: [attachment.id] })).toEqual([])
})

test('a file of a ticket that this device no longer has is not shown from here', async () => {
  const { calls } = open()
  await calls.file(file)
  await kept()
  tickets.clear()
  answer = () => new Response('{}', { status: 404 })
  expect(await calls.file(file)).toBeNull()
})

test('where nothing can be kept a file is shown all the same', async () => {
  const { calls } = open({ open: () => Promise.reject(new DOMException('x', 'QuotaExceededError')) })
  expect(await textOf(await calls.file(file))).toBe(content)
  expect(await textOf(await calls.file(file))).toBe(content)
  expect(asked).toHaveLength(2)
  expect(await calls.fileFigures({})).toBeNull()
})

test('a body that ended early is not kept', async () => {
  const { calls } = open()
  answer = () => new Response('x')
  await calls.file(file)
  answer = null
  expect(await calls.file(file)).toBeNull()
})

test('a file of a draft comes from its draft, and counts as here', async () => {
  const { calls } = open({ unsent: 'draft' })
  expect(await textOf(await calls.file(file))).toBe('draft')
  expect(await calls.filesHere({ ids: [attachment.id] })).toEqual([attachment.id])
  expect(asked).toEqual([])
})

test('with no budget nothing is kept, and what was is let go of', async () => {
  const { calls, prefer: preferred } = open()
  await calls.file(file)
  await kept()
  expect(await calls.fileFigures({})).toEqual({ files: 1, bytes: 10, othersBytes: 0 })
  preferred(prefer(0))
  await vi.waitFor(() => expect(changes).toBe(2))
  expect(await calls.fileFigures({})).toEqual({ files: 0, bytes: 0, othersBytes: 0 })
  await calls.file(file)
  expect(await calls.filesHere({ ids: [attachment.id] })).toEqual([])
})

test('what is brought and cannot be kept is not brought again and again', async () => {
  const { bring } = open()
  const { signal } = new AbortController()
  answer = () => new Response('x')
  expect(await bring(file, Infinity, signal)).toBe('no-room')
  answer = () => new Response('{}', { status: 404 })
  expect(await bring(file, Infinity, signal)).toBe('refused')
  answer = null
  expect(await bring(file, Infinity, signal)).toBe('failed')
  answer = () => new Response(content)
  expect(await bring(file, Infinity, signal)).toBe('kept')
  const large = { ...file, attachment: { ...attachment, id: randomUUID(), size: 2 * 1024 * 1024 } }
  asked = []
  expect(await bring(large, Infinity, signal)).toBe('no-room')
  expect(asked).toEqual([])
})

test('a person lets go of what is here', async () => {
  const { calls } = open()
  await calls.file(file)
  await kept()
  expect(await calls.letGoOfFiles({})).toEqual({ files: 0, bytes: 0, othersBytes: 0 })
})
