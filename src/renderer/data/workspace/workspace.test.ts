import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defaultPreferences } from '../../../shared/ipc/preferences'
import type { HostCalls } from '../protocol'
import type { MutationArgs } from '../../../shared/tickets/mutations'
import { protocol } from '../../../shared/sync/protocol-version'
import { openCacheDatabase } from '../cache/cache-database'
import { openWorkspace } from './workspace'
import type { Identity, Notify, Workspace } from './workspace-types'

/** A real workspace: databases, locks and messages between windows as the browser has them; only main and the server are the test's. */

const host = (async (name: string, args: unknown) => {
  toldMain.push([name, args])
  return name === 'journal.read' ? { records: [], tornTail: false } : { ok: true, value: {} }
}) as unknown as HostCalls

interface Window {
  readonly workspace: Workspace
  readonly told: (readonly [string, unknown])[]
  readonly faults: unknown[]
  readonly leave: () => Promise<void>
}

let who: Identity
let windows: Window[]
let asked: string[]
/** What main was asked. */
let toldMain: (readonly [string, unknown])[]
/** What the server does with each question. */
let answer: (path: string, signal: AbortSignal) => Promise<Response>
/** Nothing can be read from a cache, as on a disk that does not answer. */
let isCacheBroken: boolean
beforeEach(() => {
  isCacheBroken = false
  const transaction = IDBDatabase.prototype.transaction
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
    if (isCacheBroken && this.name.startsWith('tijdig-cache')) throw new DOMException('x', 'UnknownError')
    return transaction.apply(this, args)
  })
  who = { workspaceId: randomUUID(), agentId: randomUUID(), deviceId: randomUUID() }
  windows = []
  asked = []
  toldMain = []
  answer = () => Promise.reject(new TypeError('no network'))
  vi.stubGlobal('self', new EventTarget())
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    asked.push(path)
    return answer(path, init.signal ?? new AbortController().signal)
  })
})
afterEach(async () => {
  await Promise.all(windows.map(({ leave }) => leave()))
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

async function openWindow(): Promise<Window> {
  const told: (readonly [string, unknown])[] = []
  const faults: unknown[] = []
  const leaving = new AbortController()
  const workspace = await openWorkspace(who, {
    preferences: defaultPreferences,
    clockOffsetMs: 0,
    clockIsCertain: true,
    desks: null,
    host,
    notify: ((name: string, body: unknown) => void told.push([name, body])) as Notify,
    failed: (error) => faults.push(error),
    signal: leaving.signal,
  })
  const window = {
    workspace,
    told,
    faults,
    leave: () => {
      leaving.abort()
      return workspace.closed
    },
  }
  windows.push(window)
  return window
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
async function until(isTrue: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(isTrue()).toBe(true), { timeout: 5000, interval: 10 })
}

const note = (workspace: Workspace, ticketId: string) =>
  workspace.calls.mutate({
    type: 'note.add',
    ticketId,
    args: { text: 'Called back.' } satisfies MutationArgs<'note.add'>,
    seen: { version: 0, customerMessages: 0, publicReplies: 0 },
    replaces: null,
  })

test('what is saved is answered as saved, although the cache cannot be read', async () => {
  const { workspace, faults } = await openWindow()
  isCacheBroken = true
  expect(await note(workspace, randomUUID())).toMatchObject({ ok: true })
  await until(() => faults.length > 0)
  expect(await workspace.calls.outbox({})).toHaveLength(1)
})

test('what stands in a dialog stays when other work is written on its ticket, and goes with its own', async () => {
  const { workspace } = await openWindow()
  const place = { ticketId: randomUUID(), dialog: 'overrun', copy: 0 } as const
  const values = { text: 'It takes until Tuesday.' }
  await workspace.calls.saveForm({ ...place, values, updatedAt: Date.now() })
  const reply = (text: string, form: typeof place | null) =>
    workspace.calls.mutate({
      type: 'reply.send',
      ticketId: place.ticketId,
      args: { text, to: ['a@example.com'], cc: [], purpose: 'overrun', attachmentIds: [], anyway: false },
      seen: { version: 0, customerMessages: 0, publicReplies: 0 },
      replaces: null,
      form,
    })
  expect(await reply('Thank you.', null)).toMatchObject({ ok: true })
  expect(await workspace.calls.form(place)).toEqual({ copy: 0, values })
  expect(await reply(values.text, place)).toMatchObject({ ok: true })
  // The page was killed before it could say that it is done with the dialog.
  await workspace.calls.leaveForm(place)
  expect(await workspace.calls.form(place)).toEqual({ copy: 0, values: null })
})

test('what a person writes names what they wrote before on this device', async () => {
  const { workspace } = await openWindow()
  const ticketId = crypto.randomUUID()
  await note(workspace, ticketId)
  await note(workspace, ticketId)
  await note(workspace, crypto.randomUUID())
  const [first, second, other] = (await workspace.calls.outbox({})).map(({ mutation }) => mutation)
  expect(first?.seen.own).toEqual([])
  expect(second?.seen.own).toEqual([first?.id])
  expect(other?.seen.own).toEqual([])
})

test('once it has ended, nothing is told to the page of the next person', async () => {
  let isAsked = (): void => undefined
  const firstQuestion = new Promise<void>((resolve) => (isAsked = resolve))
  // A request that is under way when the person leaves, and fails afterwards.
  answer = (_path, signal) =>
    new Promise((_resolve, reject) => {
      isAsked()
      signal.addEventListener('abort', () => reject(new Error('aborted')))
      setTimeout(() => reject(new TypeError('no network')), 150)
    })
  const { workspace, told, faults, leave } = await openWindow()
  await firstQuestion
  void note(workspace, randomUUID())
  await leave()
  const before = told.length
  await pause(800)
  expect(told.slice(before)).toEqual([])
  expect(faults).toEqual([])
})

test('a call that was under way when the person left is finished before the databases close', async () => {
  const { workspace, leave } = await openWindow()
  const ticketId = randomUUID()
  const saved = note(workspace, ticketId)
  await leave()
  expect(await saved).toMatchObject({ ok: true })
  const again = await openWindow()
  expect(await again.workspace.calls.outbox({})).toMatchObject([{ mutation: { ticketId } }])
})

describe('a server that wants to be left alone for ten minutes', () => {
  beforeEach(() => {
    answer = () =>
      Promise.resolve(
        new Response('{"code":"busy","message":"Later."}', {
          status: 503,
          headers: { 'content-type': 'application/json', 'retry-after': '600' },
        }),
      )
  })
  const questions = (): number => asked.filter((path) => path !== '/api/v1/sync/live').length

  test('is asked on a person’s word, also by a window that does not sync', async () => {
    await openWindow()
    await until(() => questions() > 0)
    const second = await openWindow()
    await pause(300)
    const before = questions()
    await second.workspace.calls.syncNow({})
    await until(() => questions() > before)
  })

  test('is asked when the network comes back', async () => {
    await openWindow()
    await until(() => questions() > 0)
    await pause(300)
    const before = questions()
    self.dispatchEvent(new Event('online'))
    await until(() => questions() > before)
  })
})

test('a network that comes back while the work is being opened is no error', async () => {
  const opening = openWindow()
  self.dispatchEvent(new Event('online'))
  const { faults } = await opening
  self.dispatchEvent(new Event('online'))
  await until(() => asked.length > 0)
  expect(faults).toEqual([])
})

test('what rings is planned anew when main tells the server’s time, because the clock of the machine was set', async () => {
  const { dexie, state } = await openCacheDatabase(`tijdig-cache-${who.workspaceId}-${who.agentId}`)
  const position = { epoch: randomUUID(), seq: 0 }
  const reference = {
    customers: [],
    agents: [],
    office: { name: 'Office', demo: false, staffDays: [], teams: [] },
  }
  await state.put({
    key: 'state',
    generation: 1,
    position,
    reference,
    protocol: protocol.version,
    unknown: false,
  })
  dexie.close()
  const plans = (): readonly unknown[] => toldMain.filter(([name]) => name === 'alerts.plan')
  const { workspace } = await openWindow()
  await until(() => plans().length > 0)
  const before = plans().length
  await workspace.calls.wake({ clockOffsetMs: -400 * 86_400_000 })
  await until(() => plans().length > before)
})

test('a second window hears that tickets changed', async () => {
  const first = await openWindow()
  const second = await openWindow()
  const ticketId = randomUUID()
  second.told.length = 0
  await note(first.workspace, ticketId)
  await until(() =>
    second.told.some(([name, body]) => name === 'queueChanged' && JSON.stringify(body).includes(ticketId)),
  )
  expect(await second.workspace.calls.outbox({})).toHaveLength(1)
})

test('an unsent reply that is taken back stands in its draft with its addresses and is not sent, in either window', async () => {
  const [first, second] = [await openWindow(), await openWindow()]
  const ticketId = randomUUID()
  const saved = await first.workspace.calls.mutate({
    type: 'reply.send',
    ticketId,
    args: {
      text: 'It is sovled.',
      to: ['a@example.com'],
      cc: ['b@example.com'],
      purpose: 'reply',
      attachmentIds: [],
      anyway: false,
    },
    seen: { version: 0, customerMessages: 0, publicReplies: 0 },
    replaces: null,
  })
  const mutationId = saved.ok ? saved.mutationId : ''
  await vi.waitFor(async () => expect(await second.workspace.calls.outbox({})).toHaveLength(1))
  const taken = await second.workspace.calls.takeBack({ mutationId, along: [] })
  expect(taken).toMatchObject({ ok: true, ticketId, writtenIn: { composer: 'reply' } })
  for (const { workspace } of [first, second]) {
    expect(await workspace.calls.drafts({ ticketId })).toMatchObject([
      { kind: 'reply', text: 'It is sovled.', to: 'a@example.com', cc: 'b@example.com' },
    ])
    await vi.waitFor(async () => expect(await workspace.calls.outbox({})).toEqual([]))
  }
  expect(await first.workspace.calls.takeBack({ mutationId, along: [] })).toMatchObject({ ok: false })
})

test('a new ticket is taken back with all that was written on it, once its author knows that', async () => {
  const { workspace } = await openWindow()
  const ticketId = randomUUID()
  const fields = {
    subject: 'Labels',
    customerId: null,
    reporter: { name: 'Petra', email: 'p@example.com', keyUserId: null },
    language: 'nl',
    teamId: null,
    assigneeId: null,
    type: null,
    priority: null,
    cover: null,
  } as const
  const occurredAt = Date.UTC(2026, 6, 2, 9, 5)
  const created = await workspace.calls.mutate({
    type: 'ticket.create',
    ticketId,
    args: { channel: 'telephone', fields, text: 'They blink.', occurredAt },
    seen: { version: 0, customerMessages: 0, publicReplies: 0 },
    replaces: null,
  })
  await note(workspace, ticketId)
  const mutationId = created.ok ? created.mutationId : ''
  const asked = await workspace.calls.takeBack({ mutationId, along: [] })
  expect(asked).toMatchObject({ error: { code: 'takes-more', details: [{ type: 'note.add' }] } })
  expect(await workspace.calls.outbox({})).toHaveLength(2)
  const along = (await workspace.calls.outbox({})).map(({ mutation }) => mutation.id)
  expect(await workspace.calls.takeBack({ mutationId, along })).toMatchObject({
    ok: true,
    writtenIn: { dialog: 'create' },
  })
  expect(await workspace.calls.outbox({})).toEqual([])
  const { values } = await workspace.calls.form({ ticketId: 'new', dialog: 'create' })
  expect(values).toMatchObject({
    subject: 'Labels',
    email: 'p@example.com',
    text: 'They blink.\n\nCalled back.',
    // As its author would write it, by the office's clock.
    when: '2026-07-02 11:05',
  })
})
