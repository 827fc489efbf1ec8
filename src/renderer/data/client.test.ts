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

/** The page's end with a worker whose messages and errors the test sends. */
function open() {
  const sent: unknown[] = []
  const worker = {
    postMessage: (message: unknown) => void sent.push(message),
    onmessage: null as ((event: { data: WorkerMessage }) => void) | null,
    onerror: null as ((event: { preventDefault: () => void }) => void) | null,
    onmessageerror: null as (() => void) | null,
  }
  const bridge = { listen: () => () => undefined } as unknown as Bridge
  const client = createDataClient({ bridge, who, newWorker: () => worker as unknown as Worker })
  return {
    client,
    sent,
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
