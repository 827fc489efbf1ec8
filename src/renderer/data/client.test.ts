import { expect, test } from 'vitest'
import type { Bridge, Who } from '../../shared/ipc/channels'
import { defaultPreferences } from '../../shared/ipc/preferences'
import { createDataClient } from './client'
import type { WorkerMessage } from './messages'

const who: Who = {
  workspaceId: '018f0000-0000-7000-8000-000000000001',
  agentId: '018f0000-0000-7000-8000-000000000002',
  deviceId: '018f0000-0000-7000-8000-000000000003',
  preferences: defaultPreferences,
  clockOffsetMs: 0,
  clockIsCertain: true,
  desks: null,
}
const nobody: Who = { ...who, workspaceId: null, agentId: null }
const sanne = `${who.workspaceId} ${who.agentId}`

/** What main answers. */
let main: (name: string, args: unknown) => Promise<unknown> = () => Promise.resolve({})

/** The page's end with a worker whose messages and errors the test sends. */
function open() {
  const sent: unknown[] = []
  const worker = {
    postMessage: (message: unknown) => void sent.push(message),
    onmessage: null as ((event: { data: WorkerMessage }) => void) | null,
    onerror: null as ((event: { preventDefault: () => void }) => void) | null,
    onmessageerror: null as (() => void) | null,
  }
  const fromMain = new Map<string, (body: never) => void>()
  const bridge = {
    listen: (name: string, listener: (body: never) => void) => {
      fromMain.set(name, listener)
      return () => undefined
    },
    request: (name: string, args: unknown) => main(name, args),
  } as unknown as Bridge
  const client = createDataClient({ bridge, who, newWorker: () => worker as unknown as Worker })
  return {
    client,
    sent,
    mainTells: (name: string, body: unknown) => fromMain.get(name)?.(body as never),
    say: (message: WorkerMessage) => worker.onmessage?.({ data: message }),
    fail: () => worker.onerror?.({ preventDefault: () => undefined }),
    garble: () => worker.onmessageerror?.(),
  }
}

test('a worker that cannot start says so, and leaves no call waiting', async () => {
  const { client, fail } = open()
  const told: string[] = []
  client.listen('stopped', () => told.push('stopped'))
  client.listen('fault', ({ name }) => told.push(name))
  const asked = client.counts({})
  fail()
  await expect(asked).rejects.toThrow('could not start')
  await expect(client.counts({})).rejects.toThrow('could not start')
  expect(told).toEqual(['WorkerStopped', 'stopped'])
})

test('an error of a worker that has started is a fault, and calls go on', async () => {
  const { client, say, fail } = open()
  const told: string[] = []
  client.listen('stopped', () => told.push('stopped'))
  client.listen('fault', ({ name }) => told.push(name))
  say({ kind: 'started' })
  fail()
  const asked = client.reference({})
  say({ kind: 'answer', id: 1, answer: null })
  expect(await asked).toBeNull()
  expect(told).toEqual(['WorkerError'])
})

test('a call that failed is its caller’s to judge: no fault is told beside it', async () => {
  const { client, say } = open()
  const told: string[] = []
  client.listen('fault', ({ name }) => told.push(name))
  const error = { name: 'QuotaExceededError', message: 'The disk is full.', stack: 'at put (worker.js:1:2)' }
  const asked = client.counts({})
  say({ kind: 'error', id: 1, error })
  await expect(asked).rejects.toMatchObject(error)
  expect(told).toEqual([])
})

test('an answer that cannot be read leaves no caller waiting', async () => {
  const { client, say, garble } = open()
  say({ kind: 'started' })
  const asked = client.counts({})
  garble()
  await expect(asked).rejects.toThrow('could not be read')
})

test('what the worker still tells of the person who left is not heard', () => {
  const { client, say } = open()
  const heard: unknown[] = []
  client.listen('outboxChanged', ({ items }) => heard.push(items))
  say({ kind: 'notice', owner: sanne, name: 'outboxChanged', body: { items: 1 } })
  void client.start(nobody)
  say({ kind: 'notice', owner: sanne, name: 'outboxChanged', body: { items: 2 } })
  say({ kind: 'notice', owner: '', name: 'outboxChanged', body: { items: 0 } })
  expect(heard).toEqual([1, 0])
})

test('what the worker asks of main is asked, and its answer or its failure handed back', async () => {
  const { sent, say } = open()
  main = (name, args) =>
    name === 'journal.read' ? Promise.resolve({ asked: args }) : Promise.reject(new Error('the disk is full'))
  say({ kind: 'host-call', id: 7, name: 'journal.read', args: { a: 1 } })
  say({ kind: 'host-call', id: 8, name: 'journal.append', args: {} })
  await new Promise((resolve) => setTimeout(resolve))
  expect(sent).toContainEqual({ kind: 'host-answer', id: 7, answer: { asked: { a: 1 } } })
  expect(sent).toContainEqual({ kind: 'host-error', id: 8, message: 'Error: the disk is full' })
})

test('answers reach the call that they are for, in whatever order they come', async () => {
  const { client, sent, say } = open()
  const asked = [client.reference({}), client.undelivered({})] as const
  expect(sent).toMatchObject([
    { kind: 'call', id: 1, name: 'reference', args: {} },
    { kind: 'call', id: 2, name: 'undelivered', args: {} },
  ])
  say({ kind: 'answer', id: 2, answer: [] })
  say({ kind: 'answer', id: 1, answer: null })
  say({ kind: 'answer', id: 99, answer: 'of nobody' })
  expect(await Promise.all(asked)).toEqual([null, []])
})

test('what main tells of the machine, of desks and of the server reaches the worker', () => {
  const { sent, mainTells } = open()
  mainTells('wake', { clockOffsetMs: 5 })
  mainTells('desks', { at: 1, until: {} })
  mainTells('backend', { state: 'starting' })
  mainTells('backend', { state: 'ready' })
  expect(sent).toMatchObject([
    { name: 'wake', args: { clockOffsetMs: 5 } },
    { name: 'desks', args: { desks: { at: 1, until: {} } } },
    { name: 'syncNow', args: {} },
  ])
})

test('a worker that fails at what main told makes no fault beside its own', async () => {
  const { say, mainTells } = open()
  const unhandled: unknown[] = []
  const note = (error: unknown): void => void unhandled.push(error)
  process.on('unhandledRejection', note)
  mainTells('wake', { clockOffsetMs: 5 })
  say({ kind: 'error', id: 1, error: { name: 'Error', message: 'x' } })
  await new Promise((resolve) => setTimeout(resolve, 5))
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
})

test('what was told before the page was there to hear it is heard by all who begin to listen then, once', async () => {
  const { client, say } = open()
  const heard: string[] = []
  const listenAs = (name: string) =>
    client.listen('outboxChanged', ({ items }) => heard.push(`${name} ${items}`))
  say({ kind: 'notice', owner: sanne, name: 'outboxChanged', body: { items: 1 } })
  say({ kind: 'notice', owner: sanne, name: 'outboxChanged', body: { items: 2 } })
  const stop = listenAs('first')
  listenAs('second')
  await Promise.resolve()
  listenAs('late')
  expect(heard).toEqual(['first 2', 'second 2'])
  stop()
  say({ kind: 'notice', owner: sanne, name: 'outboxChanged', body: { items: 3 } })
  expect(heard.slice(2)).toEqual(['second 3', 'late 3'])
})

test('the worker opens the work of whoever is here, before it gets a message', () => {
  let named = ''
  createDataClient({
    bridge: { listen: () => () => undefined } as unknown as Bridge,
    who,
    newWorker: (name) => {
      named = name
      return {} as Worker
    },
  })
  expect(JSON.parse(named)).toEqual(who)
})
