import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { defaultPreferences } from '../../shared/ipc/preferences'
import type { PageMessage, WorkerMessage } from './messages'

/** The worker's own script, with a page that the test is: what it is told, and what main answers it. */
const said: WorkerMessage[] = []
let hear: (message: PageMessage) => void = () => undefined
/** What main answers a call; undefined: nothing yet. */
let main: (name: string, id: number) => PageMessage | undefined = () => undefined
const who = {
  workspaceId: randomUUID(),
  agentId: randomUUID(),
  deviceId: randomUUID(),
  preferences: defaultPreferences,
  clockOffsetMs: 0,
  clockIsCertain: true,
  desks: null,
}
const page = Object.assign(new EventTarget(), {
  name: JSON.stringify(who),
  onmessage: null as ((event: { data: PageMessage }) => void) | null,
  postMessage(message: WorkerMessage) {
    said.push(message)
    if (message.kind !== 'host-call') return
    const answer = main(message.name, message.id)
    if (answer) queueMicrotask(() => hear(answer))
  },
})

let lastId = 0
async function call(name: string, args: object): Promise<WorkerMessage | undefined> {
  const id = ++lastId
  hear({ kind: 'call', id, name: name as 'counts', args })
  const isAnswer = (message: WorkerMessage): boolean =>
    (message.kind === 'answer' || message.kind === 'error') && message.id === id
  await vi.waitFor(() => expect(said.some(isAnswer)).toBe(true))
  return said.find(isAnswer)
}
const note = () =>
  call('mutate', {
    type: 'note.add',
    ticketId: randomUUID(),
    args: { text: 'Called.' },
    seen: { version: 0, customerMessages: 0, publicReplies: 0 },
    replaces: null,
  })
const journal = (name: string): unknown =>
  name === 'journal.read' ? { records: [], tornTail: false } : { ok: true, value: {} }

beforeAll(async () => {
  vi.stubGlobal('self', page)
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  main = (name, id) => ({ kind: 'host-answer', id, answer: journal(name) })
  await import('./worker')
  hear = (message) => page.onmessage?.({ data: message })
})
afterAll(async () => {
  await call('start', { ...who, workspaceId: null, agentId: null })
  vi.unstubAllGlobals()
})

test('it says that it has started, and opens the work of whoever its name says', async () => {
  expect(said.some(({ kind }) => kind === 'started')).toBe(true)
  await call('start', who)
  expect(await note()).toMatchObject({ kind: 'answer', answer: { ok: true } })
  const notice = said.find(({ kind }) => kind === 'notice')
  expect(notice).toMatchObject({ owner: `${who.workspaceId} ${who.agentId}` })
})

test('what main refuses to keep, or fails to, is not called saved', async () => {
  main = (name, id) =>
    name === 'journal.append'
      ? { kind: 'host-error', id, message: 'main is gone' }
      : { kind: 'host-answer', id, answer: journal(name) }
  expect(await note()).toMatchObject({ answer: { ok: false, error: { code: 'journal-unreachable' } } })
  main = (_name, id) => ({
    kind: 'host-answer',
    id,
    answer: { ok: false, code: 'disk-full', message: 'Full.' },
  })
  expect(await note()).toMatchObject({ answer: { ok: false, error: { code: 'disk-full' } } })
  main = (name, id) => ({ kind: 'host-answer', id, answer: journal(name) })
})

test('answers of main reach whoever asked, in whatever order they come', async () => {
  const late: (() => void)[] = []
  main = (name, id) => {
    late.push(() => hear({ kind: 'host-answer', id, answer: journal(name) }))
    return undefined
  }
  const [first, second] = [note(), note()]
  await vi.waitFor(() => expect(late.length).toBeGreaterThan(0))
  const rest = setInterval(() => late.pop()?.(), 5)
  expect([await first, await second]).toMatchObject([{ answer: { ok: true } }, { answer: { ok: true } }])
  clearInterval(rest)
  main = (name, id) => ({ kind: 'host-answer', id, answer: journal(name) })
  for (const answer of late) answer()
})

test('a call that fails is answered, with its name and where it failed', async () => {
  const failed = await call('queue', { query: null, from: 0, to: 1 })
  expect(failed).toMatchObject({ kind: 'error', error: { name: 'TypeError' } })
  expect(failed?.kind === 'error' && failed.error.stack).toContain('at ')
})

test('what nobody caught is a fault that the page hears of, and no end of the worker', () => {
  const faults = () => said.flatMap((message) => (message.kind === 'fault' ? message.fault.name : []))
  const before = faults().length
  const happens = (name: string, what: object): Event => {
    const event = Object.assign(new Event(name, { cancelable: true }), what)
    page.dispatchEvent(event)
    return event
  }
  expect(happens('error', { error: new RangeError('x') }).defaultPrevented).toBe(true)
  expect(happens('unhandledrejection', { reason: new SyntaxError('x') }).defaultPrevented).toBe(true)
  happens('unhandledrejection', { reason: new DOMException('x', 'AbortError') })
  expect(faults().slice(before)).toEqual(['RangeError', 'SyntaxError'])
})
