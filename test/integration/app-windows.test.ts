import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { HostCalls, SyncState, WorkerNotices } from '../../src/renderer/data/protocol'
import { plainQuery } from '../../src/renderer/data/protocol'
import { openWorkspace } from '../../src/renderer/data/workspace/workspace'
import type { Notify, Workspace } from '../../src/renderer/data/workspace/workspace-types'
import { defaultPreferences } from '../../src/shared/ipc/preferences'
import type { MutationArgs, MutationType } from '../../src/shared/tickets/mutations'
import { changeReference } from '../../src/server/administration/change-reference'
import type { Office } from '../../src/shared/tickets/people'
import type { Client } from './support/client'
import { tuesdayMorning } from './support/desk'
import { createTicket, mutationOf, nothingSeen } from './support/mutations'
import { useDesk } from './support/use-desk'

/** Windows of the app as one person has them, over a real server: their worker's parts, put together as the app does it. */
describe('the windows of a person', () => {
  const use = useDesk('pglite')
  let colleague: Client
  let token: string
  let isOnline: boolean
  let windows: Window[]
  /** What main was told, and how its journal is. */
  let plans: { alerts: unknown[] }[]
  let journal: { isTorn: boolean; isThere: boolean }
  const realFetch = globalThis.fetch

  beforeAll(async () => {
    colleague = await use.desk.signIn(use.workspace.agents.administrator)
  })
  beforeEach(() => {
    token = use.client.session.token
    isOnline = true
    windows = []
    plans = []
    journal = { isTorn: false, isThere: true }
    deviceId = randomUUID()
    vi.stubGlobal('self', new EventTarget())
    vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => {
      // Not the app, but the test as somebody else.
      if (!path.startsWith('/api')) return realFetch(path, init)
      const headers = new Headers(init.headers)
      headers.set('authorization', `Bearer ${token}`)
      if (!isOnline) return Promise.reject(new TypeError('no network'))
      return realFetch(use.desk.address + path.slice('/api'.length), { ...init, headers })
    })
  })
  afterEach(async () => {
    await Promise.all(windows.map(({ leave }) => leave()))
    const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? [])
    for (const name of names) indexedDB.deleteDatabase(name)
    vi.unstubAllGlobals()
  })
  afterAll(() => void vi.unstubAllGlobals())

  const host = (async (name: string, args: unknown) => {
    if (name === 'journal.read') {
      if (!journal.isThere) throw new Error('the journal does not answer')
      return { records: [], tornTail: journal.isTorn }
    }
    if (name === 'alerts.plan') plans.push(args as (typeof plans)[number])
    return { ok: true, value: {} }
  }) as unknown as HostCalls

  interface Window {
    readonly workspace: Workspace
    readonly calls: Workspace['calls']
    readonly told: (readonly [keyof WorkerNotices, unknown])[]
    readonly faults: unknown[]
    readonly leave: () => Promise<void>
  }
  let deviceId: string

  async function open(): Promise<Window> {
    const told: Window['told'] = []
    const faults: unknown[] = []
    const leaving = new AbortController()
    const who = { workspaceId: use.workspace.id, agentId: use.client.session.agent.id, deviceId }
    const workspace = await openWorkspace(who, {
      preferences: defaultPreferences,
      clockOffsetMs: 0,
      clockIsCertain: true,
      desks: null,
      host,
      notify: ((name: keyof WorkerNotices, body: unknown) => void told.push([name, body])) as Notify,
      failed: (error) => faults.push(error),
      signal: leaving.signal,
    })
    const leave = (): Promise<void> => {
      leaving.abort()
      return workspace.closed
    }
    const window = { workspace, calls: workspace.calls, told, faults, leave }
    windows.push(window)
    return window
  }
  const until = (holds: () => unknown) =>
    vi.waitFor(async () => expect(await holds(), String(holds)).toBeTruthy(), { timeout: 8000, interval: 15 })
  const find = ({ calls }: Window, query: Partial<typeof plainQuery>) =>
    calls.queue({ query: { ...plainQuery, view: 'all', ...query }, from: 0, to: 500 })
  const has = async (window: Window, ticketId: string) =>
    (await find(window, {})).rows.some(({ id }) => id === ticketId)
  const stateOf = ({ told }: Window) =>
    told.findLast(([name]) => name === 'sync')?.[1] as SyncState | undefined
  const isSynced = (window: Window) => stateOf(window)?.phase === 'online'
  const heard = ({ told }: Window, wanted: keyof WorkerNotices) => told.filter(([name]) => name === wanted)
  const write = <T extends MutationType>(
    { calls }: Window,
    type: T,
    ticketId: string,
    args: MutationArgs<T>,
  ) => calls.mutate({ type, ticketId, args, seen: nothingSeen, replaces: null })
  async function ticket(fields: Parameters<typeof createTicket>[1] = {}): Promise<string> {
    const id = randomUUID()
    await colleague.push(createTicket(id, fields))
    return id
  }

  it('show what a colleague does, each of them, and find it by its words', async () => {
    const [first, second] = [await open(), await open()]
    await until(() => isSynced(first) && isSynced(second))
    const id = await ticket()
    await until(async () => (await has(first, id)) && (await has(second, id)))
    await colleague.push(mutationOf('note.add', id, { text: 'The toner leaks' }))
    for (const window of [first, second])
      await until(async () => (await find(window, { search: 'toner' })).total === 1)
    expect((await second.calls.ticket({ id }))?.events.map(({ pending }) => pending)).toEqual([
      false,
      false,
      false,
    ])
    expect([...first.faults, ...second.faults]).toEqual([])
  })

  it('send what is written in either, mark it until the server has it, and say how the line is in both', async () => {
    const id = await ticket()
    const [first, second] = [await open(), await open()]
    await until(() => isSynced(first) && isSynced(second))
    expect([stateOf(first)?.owner, stateOf(second)?.owner]).toEqual([true, false])
    isOnline = false
    await write(second, 'note.add', id, { text: 'From the second' })
    await until(async () => (await find(first, {})).rows.find((row) => row.id === id)?.pending === 1)
    await until(() => stateOf(first)?.phase === 'offline' && stateOf(second)?.phase === 'offline')
    expect(stateOf(second)).toMatchObject({ waiting: 1 })
    isOnline = true
    await second.calls.syncNow({})
    await until(async () => (await colleague.ticket(id)).notes === 1)
    for (const window of [first, second])
      await until(async () => isSynced(window) && (await window.calls.outbox({})).length === 0)
    expect(heard(first, 'outboxChanged').length).toBeGreaterThan(0)
    // Written by the server's clock, which is another than this machine's.
    const note = (await second.calls.ticket({ id }))?.events.at(-1)?.event
    expect(Math.abs((note?.at ?? 0) - tuesdayMorning)).toBeLessThan(60_000)
    expect(stateOf(second)?.clockOffsetMs).toBeLessThan(0)
  })

  it('go on when the one that synced is closed', async () => {
    const [first, second] = [await open(), await open()]
    await until(() => isSynced(first) && isSynced(second))
    await first.leave()
    await until(() => stateOf(second)?.owner)
    const id = await ticket()
    await until(() => has(second, id))
  })

  it('know a customer’s new name, and a day on which the office is closed', async () => {
    const window = await open()
    await until(() => isSynced(window))
    const id = await ticket({ customerId: use.workspace.customer.id })
    await until(() => has(window, id))
    const before = (await find(window, {})).rows.find((row) => row.id === id)
    const told = heard(window, 'referenceChanged').length
    const { id: customerId, ...customer } = use.workspace.customer
    const renamed = await colleague.replace(`/v1/customers/${customerId}`, {
      ...customer,
      name: 'Zuivelhandel',
    })
    expect(renamed.status).toBe(200)
    await until(async () => (await find(window, { search: 'zuivel' })).total > 0)
    expect((await find(window, { search: 'zuivel' })).rows[0]?.customerName).toBe('Zuivelhandel')
    expect(heard(window, 'referenceChanged').length).toBeGreaterThan(told)
    expect((await window.calls.reference({}))?.customers.map(({ name }) => name)).toContain('Zuivelhandel')
    const due = async () => (await find(window, {})).rows.find((row) => row.id === id)?.clock?.due ?? 0
    const office = (await window.calls.reference({}))?.office
    const staffDays = [
      { date: '2026-02-03', name: 'Uitje', announcedBy: 'X', announcedAt: tuesdayMorning - 40 * 86_400_000 },
    ]
    await changeReference(use.desk.context, use.workspace.id, () =>
      Promise.resolve({ kind: 'office', office: { ...office, staffDays } as Office }),
    )
    await until(async () => (await due()) > (before?.clock?.due ?? Infinity))
  })

  it('go on when who works there has signed in again', async () => {
    const window = await open()
    await until(() => isSynced(window))
    token = 'ended'
    await window.calls.syncNow({})
    await until(() => stateOf(window)?.phase === 'signed-out')
    await write(window, 'note.add', await ticket(), { text: 'Meanwhile' })
    token = use.client.session.token
    window.workspace.signedIn()
    await until(async () => isSynced(window) && (await window.calls.outbox({})).length === 0)
  })

  it('say once what they opened with, of the tickets that are here', async () => {
    await ticket()
    const first = await open()
    await until(() => isSynced(first) && heard(first, 'opened').length === 1)
    await first.leave()
    isOnline = false
    const again = await open()
    const { total } = await find(again, {})
    expect(heard(again, 'opened')).toEqual([['opened', expect.objectContaining({ tickets: total })]])
    expect(total).toBeGreaterThan(0)
  })

  it('say that a part of the journal is lost, or that it cannot be read', async () => {
    journal.isTorn = true
    const first = await open()
    await until(() => heard(first, 'journal').length > 0)
    expect(heard(first, 'journal')).toEqual([['journal', { state: 'damaged' }]])
    await first.leave()
    journal = { isTorn: false, isThere: false }
    const second = await open()
    await until(() => heard(second, 'journal').length > 0)
    expect(heard(second, 'journal')).toEqual([['journal', { state: 'unreadable' }]])
  })

  it('tell main what rings, once it is known, and what its person chose since', async () => {
    const { agent } = use.client.session
    await ticket({ assigneeId: agent.id })
    const window = await open()
    await until(() => plans.some(({ alerts }) => alerts.length > 0))
    expect(plans.at(-1)).toMatchObject({ owner: { workspaceId: use.workspace.id, agentId: agent.id } })
    window.workspace.prefer({ ...defaultPreferences, alertScope: 'none' })
    await until(() => plans.at(-1)?.alerts.length === 0)
  })

  it('hear of each other’s drafts, and mark the ticket on which something was begun', async () => {
    const id = await ticket()
    const [first, second] = [await open(), await open()]
    await until(() => has(second, id))
    const empty = { text: '', to: null, cc: null }
    const saved = { was: empty, is: { ...empty, text: 'Begun' }, without: [], updatedAt: Date.now() }
    await first.calls.saveDraft({ ticketId: id, kind: 'note', ...saved })
    await until(() => heard(second, 'draftsChanged').length > 0)
    expect(heard(second, 'draftsChanged')).toEqual([['draftsChanged', { ticketId: id }]])
    for (const window of [first, second])
      await until(async () => (await find(window, {})).rows.find((row) => row.id === id)?.begun)
    await write(first, 'note.add', id, { text: 'Begun' })
    await first.calls.saveDraft({ ticketId: id, kind: 'note', ...saved, was: saved.is, is: empty })
    for (const window of [first, second])
      await until(async () => !(await find(window, {})).rows.find((row) => row.id === id)?.begun)
  })

  it('list the recordings of all tickets, with whose they are', async () => {
    const id = await ticket({ customerId: use.workspace.customer.id })
    const window = await open()
    await until(() => has(window, id))
    const recording = { recordingId: randomUUID(), url: 'https://example.com/v', title: 'How', note: '' }
    await write(window, 'recording.add', id, recording)
    expect(await window.calls.recordings({})).toMatchObject([{ ticketId: id, recording }])
    await until(async () => (await window.calls.recordings({})).every(({ pending }) => !pending))
    const [found] = await window.calls.recordings({})
    expect(found?.customerName).not.toBe('')
  })
})
