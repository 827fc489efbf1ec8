import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Who } from '../../shared/ipc/channels'
import { defaultPreferences } from '../../shared/ipc/preferences'
import { createDesk } from './desk'
import { ownerOf } from './messages'
import type { HostCalls } from './protocol'
import { openWorkspace } from './workspace/workspace'
import type { Identity, Workspace } from './workspace/workspace-types'

const host = (async (name: string) =>
  name === 'journal.read'
    ? { records: [], tornTail: false }
    : { ok: true, value: {} }) as unknown as HostCalls
const person = (): Who => ({
  workspaceId: randomUUID(),
  agentId: randomUUID(),
  deviceId: randomUUID(),
  preferences: defaultPreferences,
  clockOffsetMs: 0,
  clockIsCertain: true,
  desks: null,
})
const nobody: Who = { ...person(), workspaceId: null, agentId: null }

let told: { readonly owner: string; readonly name: string; readonly body: unknown }[]
/** Whose databases do not open, by a part of their name. */
let closedDatabases: string | null
beforeEach(() => {
  told = []
  closedDatabases = null
  vi.stubGlobal('self', new EventTarget())
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  const open = IDBFactory.prototype.open
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(function (this: IDBFactory, name, version) {
    if (closedDatabases !== null && name.includes(closedDatabases))
      throw new DOMException('x', 'QuotaExceededError')
    return open.call(this, name, version)
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const newDesk = () =>
  createDesk({
    host,
    notify: (owner, name, body) => told.push({ owner, name, body }),
    failed: () => undefined,
  })
const note = (desk: ReturnType<typeof newDesk>) =>
  desk.mutate({
    type: 'note.add',
    ticketId: randomUUID(),
    args: { text: 'Called back.' },
    seen: { version: 0, customerMessages: 0, publicReplies: 0 },
    replaces: null,
  })

test('from the moment another person is named, the former one’s work neither answers nor tells', async () => {
  const desk = newDesk()
  const [a, b] = [person(), person()]
  await desk.start(a)
  expect(await note(desk)).toMatchObject({ ok: true })
  const starting = desk.start(b)
  const before = told.length
  expect(await desk.outbox({})).toEqual([])
  await starting
  expect(await desk.outbox({})).toEqual([])
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(new Set(told.slice(before).map(({ owner }) => owner))).toEqual(new Set([ownerOf(b)]))
  await desk.start(nobody)
  expect(await note(desk)).toMatchObject({ ok: false, error: { code: 'signed-out' } })
  await desk.start(a)
  expect(await desk.outbox({})).toHaveLength(1)
  await desk.start(nobody)
})

test('what main says while a workspace opens is handed to it, the newest of each', async () => {
  let goOn = (): void => undefined
  const held = new Promise<void>((resolve) => (goOn = resolve))
  let isOpening = false
  const heard: unknown[] = []
  const desk = createDesk({
    host,
    notify: () => undefined,
    failed: () => undefined,
    open: async (who, ports) => {
      isOpening = true
      const workspace = await openWorkspace(who, ports)
      await held
      return {
        ...workspace,
        prefer: ({ alertScope }) => heard.push(alertScope),
        hearDesks: (desks) => heard.push(desks),
        calls: { ...workspace.calls, wake: async ({ clockOffsetMs }) => void heard.push(clockOffsetMs) },
      }
    },
  })
  const a = person()
  const starting = desk.start(a)
  await vi.waitFor(() => expect(isOpening).toBe(true))
  const signedInAgain = desk.start({ ...a, preferences: { ...defaultPreferences, alertScope: 'team' } })
  await desk.preferences({ preferences: { ...defaultPreferences, alertScope: 'all' } })
  await desk.preferences({ preferences: { ...defaultPreferences, alertScope: 'none' } })
  await desk.desks({ desks: { at: 1, until: {} } })
  await desk.wake({ clockOffsetMs: 5000 })
  goOn()
  await Promise.all([starting, signedInAgain])
  expect(heard).toEqual(['none', { at: 1, until: {} }, 5000])

  await desk.start(nobody)
  // What is said while nobody is there is of no later person: their own start says what holds for them.
  await desk.preferences({ preferences: { ...defaultPreferences, alertScope: 'all' } })
  heard.length = 0
  await desk.start(person())
  expect(heard).toEqual([])
  await desk.start(nobody)
})

test('what a dialog saves just before its author leaves is there when they come back', async () => {
  const desk = newDesk()
  const a = person()
  const place = { ticketId: 'new', dialog: 'create' } as const
  const values = { text: 'The last letters' }
  await desk.start(a)
  const { copy } = await desk.form(place)
  const saved = desk.saveForm({ ...place, copy, values, updatedAt: 1000 })
  void desk.start(nobody)
  await saved
  await desk.start(a)
  expect(await desk.form(place)).toEqual({ copy, values })
  await desk.start(nobody)
})

test('one whose storage does not open gives way to the next', async () => {
  const desk = newDesk()
  const [a, b] = [person(), person()]
  closedDatabases = a.workspaceId
  const never = desk.start(a).catch((error: unknown) => error)
  await vi.waitFor(() =>
    expect(told).toContainEqual(
      expect.objectContaining({
        owner: ownerOf(a),
        body: expect.objectContaining({ phase: 'failed' }) as object,
      }),
    ),
  )
  await Promise.all([desk.start(nobody), desk.start(b)])
  expect(await never).toBeDefined()
  expect(await note(desk)).toMatchObject({ ok: true })
  await desk.start(nobody)
}, 20_000)

/** A workspace in which nothing is done but noted: what it was asked, and what it was told. */
function noted() {
  const asked: [string, unknown][] = []
  const note =
    (name: string) =>
    (args: unknown): Promise<unknown> => {
      asked.push([name, args])
      return Promise.resolve(`answer of ${name}`)
    }
  const workspace = {
    calls: new Proxy({}, { get: (_target, name) => note(String(name)) }),
    signedIn: () => void asked.push(['signedIn', null]),
    prefer: note('prefer'),
    hearDesks: note('hearDesks'),
    closed: Promise.resolve(),
  } as unknown as Workspace
  return { asked, workspace }
}

test('each call reaches the work of whoever is signed in as it was made, and so does its answer', async () => {
  const { asked, workspace } = noted()
  const desk = createDesk({
    host,
    notify: () => undefined,
    failed: () => undefined,
    open: () => Promise.resolve(workspace),
  })
  const beforeAnybody: readonly string[] = ['start', 'preferences', 'desks']
  const names = Object.keys(desk).filter((name) => !beforeAnybody.includes(name))
  const callAll = async () => {
    const answers: [string, unknown][] = []
    for (const name of names) {
      const call = desk[name as 'counts'] as (args: unknown) => Promise<unknown>
      answers.push([name, await call({ of: name }).catch((error: unknown) => error)])
    }
    return answers
  }
  const withNobody = await callAll()
  expect(asked).toEqual([])
  for (const name of ['mutate', 'discard', 'takeBack', 'attach'])
    expect(withNobody).toContainEqual([name, expect.objectContaining({ ok: false })])
  // A dialog is not told that it is kept.
  expect(withNobody).toContainEqual(['saveForm', expect.any(Error)])
  await desk.start(person())
  asked.length = 0
  const answers = await callAll()
  expect(asked).toEqual(
    names.map((name) => [name, name === 'wake' ? { clockOffsetMs: undefined } : { of: name }]),
  )
  const silent: readonly string[] = ['saveForm', 'wake']
  for (const [name, answer] of answers)
    expect([name, answer]).toEqual([name, silent.includes(name) ? undefined : `answer of ${name}`])
})

test('who signs in again goes on in the same work, with what main knows now, and is synced', async () => {
  const { asked, workspace } = noted()
  let opened = 0
  const desk = createDesk({
    host,
    notify: () => undefined,
    failed: () => undefined,
    open: () => {
      opened += 1
      return Promise.resolve(workspace)
    },
  })
  const a = person()
  await desk.start(a)
  const preferences = { ...defaultPreferences, alertScope: 'team' } as const
  await desk.start({ ...a, preferences, desks: { at: 1, until: {} } })
  expect([opened, asked]).toEqual([
    1,
    [
      ['prefer', preferences],
      ['hearDesks', { at: 1, until: {} }],
      ['signedIn', null],
    ],
  ])
})

test.each(['workspaceId', 'agentId', 'deviceId'] as const)('another %s is other work', async (part) => {
  const opened: Identity[] = []
  const desk = createDesk({
    host,
    notify: () => undefined,
    failed: () => undefined,
    open: (who) => {
      opened.push(who)
      return Promise.resolve(noted().workspace)
    },
  })
  const a = person()
  const b = { ...a, [part]: randomUUID() }
  await desk.start(a)
  await desk.start(b)
  expect(opened.map((who) => who[part])).toEqual([a[part], b[part]])
})

test('a storage that opens a moment later opens by itself, with the newest that main said; until then the screen says why', async () => {
  vi.useFakeTimers()
  const ends: boolean[] = []
  const knew: number[] = []
  let isFull = true
  const signals: AbortSignal[] = []
  const desk = createDesk({
    host,
    notify: (owner, name, body) => told.push({ owner, name, body }),
    failed: () => undefined,
    open: (_who, { signal, clockOffsetMs }) => {
      signals.push(signal)
      knew.push(clockOffsetMs)
      return isFull
        ? Promise.reject(new DOMException('x', 'QuotaExceededError'))
        : Promise.resolve(noted().workspace)
    },
  })
  const a = person()
  let isOpen = false
  const starting = desk.start(a).then(() => (isOpen = true))
  await vi.advanceTimersByTimeAsync(0)
  expect(told).toMatchObject([
    { owner: ownerOf(a), name: 'sync', body: { phase: 'failed', message: { code: 'storage-failed' } } },
  ])
  expect(JSON.stringify(told)).toContain('QuotaExceededError')
  await desk.wake({ clockOffsetMs: 777 })
  isFull = false
  await vi.advanceTimersByTimeAsync(2999)
  expect(isOpen).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  await starting
  ends.push(...signals.map(({ aborted }) => aborted))
  // What was opened of the first try was let go of, and the second is in use.
  expect([knew, ends]).toEqual([
    [0, 777],
    [true, false],
  ])
  vi.useRealTimers()
})
