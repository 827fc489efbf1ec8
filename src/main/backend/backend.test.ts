import type { UtilityProcess } from 'electron'
import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { BackendState } from '../../shared/ipc/channels'
import { createBackend } from './backend'
import { restartPauses, wellAfter } from './backoff'

const orders = { dataDir: '/profile/backend', demo: true } as const
const session = {
  workspaceId: '018f0000-0000-7000-8000-000000000001',
  workspaceName: 'Demo',
  agent: {
    id: '018f0000-0000-7000-8000-000000000002',
    name: 'Sanne de Wit',
    email: 'sanne@example.com',
    role: 'agent',
    teamId: null,
    active: true,
  },
}

/** A process as far as it is asked: the real one is Electron's alone. */
function processOf() {
  const child = Object.assign(new EventEmitter(), {
    stdout: null,
    stderr: null,
    told: [] as unknown[],
    kills: 0,
    postMessage: (message: unknown) => void child.told.push(message),
    kill: () => (child.kills += 1) > 0,
    /** It runs and can be used. */
    isReady: (port: number, token = 'token') => {
      child.emit('spawn')
      child.emit('message', { state: 'ready', port, token, session })
    },
    dies: () => void child.emit('exit', 1),
  })
  return child
}

let children: ReturnType<typeof processOf>[]
let heard: (BackendState | string)[]
beforeEach(() => {
  vi.useFakeTimers()
  children = []
  heard = []
})
afterEach(() => void vi.useRealTimers())

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const open = () =>
  createBackend({
    fork: () => {
      const child = processOf()
      children.push(child)
      return child as unknown as UtilityProcess
    },
    orders,
    changed: (state) => heard.push(state),
    ready: ({ token }) => heard.push(`ready with ${token}`),
    log: silent,
  })
const child = (index: number): ReturnType<typeof processOf> => {
  const found = children[index]
  if (!found) throw new Error(`process ${index} was not started`)
  return found
}

describe('the backend in the app', () => {
  test('is started once, told what to do when its process runs, and answers whoever waits', async () => {
    const backend = open()
    expect([backend.state(), backend.url()]).toEqual([{ state: 'off' }, null])
    const waiting = [backend.whenReady(), backend.whenReady()]
    backend.start()
    expect([children.length, child(0).told]).toEqual([1, []])
    child(0).emit('message', { state: 'starting', step: 'database' })
    child(0).isReady(4711)
    expect(child(0).told).toEqual([orders])
    for (const answer of waiting) expect(await answer).toMatchObject({ token: 'token', agent: session.agent })
    expect(backend.url()).toBe('http://127.0.0.1:4711')
    // The sign-in has its token before a page hears that it can go on.
    expect(heard.slice(-2)).toEqual(['ready with token', { state: 'ready' }])
    expect(await backend.whenReady()).toMatchObject({ token: 'token' })
    expect(children).toHaveLength(1)
  })

  test('says how far it is', () => {
    const backend = open()
    backend.start()
    child(0).emit('message', { state: 'starting', step: 'demo-data' })
    child(0).emit('message', { state: 'dancing' })
    expect(backend.state()).toEqual({ state: 'starting', step: 'demo-data' })
  })

  test('that dies is nowhere until it is started again, at a new address with a new token', async () => {
    const backend = open()
    backend.start()
    child(0).isReady(4711)
    child(0).dies()
    expect([backend.url(), backend.state().state]).toEqual([null, 'starting'])
    const waiting = backend.whenReady()
    vi.advanceTimersByTime(restartPauses[0] - 1)
    expect(children).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(children).toHaveLength(2)
    child(1).isReady(4712, 'fresh')
    expect(await waiting).toMatchObject({ token: 'fresh' })
    expect([backend.url(), backend.state()]).toEqual(['http://127.0.0.1:4712', { state: 'ready' }])
  })

  test('that was well for a while is started again at once when it dies, and not given up', () => {
    const backend = open()
    backend.start()
    for (let round = 0; round <= restartPauses.length; round += 1) {
      child(round).isReady(4711)
      vi.advanceTimersByTime(wellAfter)
      child(round).dies()
      vi.advanceTimersByTime(restartPauses[0])
    }
    expect(children).toHaveLength(restartPauses.length + 2)
    expect(backend.state().state).toBe('starting')
  })

  test('that dies again and again is left alone, says so to who waits, and is tried anew for who asks', async () => {
    const backend = open()
    const waiting = backend.whenReady()
    for (let round = 0; round <= restartPauses.length; round += 1) {
      child(round).dies()
      vi.advanceTimersByTime(60_000)
    }
    expect(await waiting).toBeNull()
    expect(backend.state().state).toBe('failed')
    expect(children).toHaveLength(restartPauses.length + 1)
    const again = backend.whenReady()
    // As many tries as before.
    child(restartPauses.length + 1).dies()
    vi.advanceTimersByTime(restartPauses[0])
    child(restartPauses.length + 2).isReady(4713)
    expect(await again).toMatchObject({ token: 'token' })
  })

  test('that is too old for its data is not started again by itself', async () => {
    const backend = open()
    const waiting = backend.whenReady()
    const failed = { state: 'failed', message: 'Made by a newer version.', reason: 'made-by-newer' } as const
    child(0).emit('message', failed)
    expect(await waiting).toBeNull()
    // Who asks before its process has ended is answered too.
    const late = backend.whenReady()
    child(0).dies()
    vi.advanceTimersByTime(600_000)
    expect(await late).toBeNull()
    expect([backend.state(), children.length]).toEqual([failed, 1])
  })

  test('that failed for good answers who asked while its process was ending', async () => {
    const backend = open()
    backend.start()
    let late: Promise<unknown> = Promise.resolve()
    for (let round = 0; round <= restartPauses.length; round += 1) {
      child(round).emit('message', { state: 'failed', message: 'The disk is full.' })
      late = backend.whenReady()
      child(round).dies()
      vi.advanceTimersByTime(60_000)
    }
    expect(await late).toBeNull()
    // What it said itself helps more than that it ended.
    expect(backend.state()).toEqual({ state: 'failed', message: 'The disk is full.' })
  })

  test('that dies each time as soon as it is ready is left alone too', () => {
    const backend = open()
    backend.start()
    vi.advanceTimersByTime(3_600_000)
    for (let round = 0; round <= restartPauses.length; round += 1) {
      child(round).isReady(4711)
      vi.advanceTimersByTime(wellAfter - 1)
      child(round).dies()
      vi.advanceTimersByTime(60_000)
    }
    expect([backend.state().state, children.length]).toEqual(['failed', restartPauses.length + 1])
  })

  test.each([
    ['while it runs', false, 1],
    ['while it waits to be started again', true, 0],
  ])('goes with the app %s', (_when, isDead, kills) => {
    const backend = open()
    backend.start()
    child(0).isReady(4711)
    if (isDead) child(0).dies()
    backend.stop()
    expect(child(0).kills).toBe(kills)
    if (!isDead) child(0).dies()
    backend.start()
    vi.advanceTimersByTime(600_000)
    expect(children).toHaveLength(1)
  })
})
