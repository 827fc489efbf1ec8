import { beforeEach, expect, test, vi } from 'vitest'
import { serverNow } from '../clock/now'
import { officeCalendar } from '../clock/office'
import type { TakingAlong } from '../data/files/along'
import type { QueueCounts, WorkerNotices } from '../data/protocol'
import { connectData } from './data-client'
import type { DataClient } from './data-client'
import { followData, refreshAll, resetLiveData, useLiveData } from './live-data'

const listeners = new Map<string, (body: never) => void>()
const questions: ((counts: QueueCounts) => void)[] = []
connectData({
  counts: () => new Promise((resolve) => questions.push(resolve)),
  reference: () => Promise.resolve(null),
  listen: (name: string, listener: (body: never) => void) => {
    listeners.set(name, listener)
    return () => undefined
  },
} as unknown as DataClient)
followData()

const tell = <N extends keyof WorkerNotices>(name: N, body: WorkerNotices[N]): void =>
  listeners.get(name)?.(body as never)
const mine = (count: number) => ({ mine: count }) as QueueCounts
async function answerAll(count: number): Promise<void> {
  for (const answer of questions.splice(0)) answer(mine(count))
  await new Promise((resolve) => setTimeout(resolve))
}
const shown = () => useLiveData.getState().counts?.mine

beforeEach(async () => {
  while (questions.length > 0) await answerAll(0)
})

test('what changes while the counts are asked for is asked once more', async () => {
  tell('queueChanged', { tickets: 'all' })
  tell('queueChanged', { tickets: 'all' })
  tell('queueChanged', { tickets: 'all' })
  expect(questions).toHaveLength(1)
  await answerAll(1)
  expect(questions).toHaveLength(1)
  await answerAll(2)
  expect(shown()).toBe(2)
  expect(questions).toHaveLength(0)
})

test('a question that fails does not keep the next from being asked', async () => {
  const failing = vi.fn().mockRejectedValueOnce(new Error('x')).mockResolvedValue(mine(5))
  connectData({ counts: failing, reference: () => Promise.resolve(null) } as unknown as DataClient)
  await expect(refreshAll()).rejects.toThrow('x')
  await refreshAll()
  expect(shown()).toBe(5)
  connectData({
    counts: () => new Promise((resolve) => questions.push(resolve)),
    reference: () => Promise.resolve(null),
  } as unknown as DataClient)
})

test('counts that were asked for by the person who left are not shown to the next', async () => {
  tell('queueChanged', { tickets: 'all' })
  resetLiveData()
  expect(shown()).toBeUndefined()
  await answerAll(42)
  expect(shown()).toBeUndefined()
})

test('the staff days of the person who left move no deadline of the next', async () => {
  const before = officeCalendar()
  const staffDays = [{ date: '2026-02-03', announcedAt: Date.UTC(2026, 0, 5) }]
  connectData({
    counts: () => Promise.resolve(mine(1)),
    reference: () => Promise.resolve({ office: { staffDays } }),
  } as unknown as DataClient)
  await refreshAll()
  expect(officeCalendar()).not.toBe(before)
  resetLiveData()
  expect(officeCalendar()).toBe(before)
})

test('what the worker tells is on screen, and what is shown of it asks again', async () => {
  connectData({
    counts: () => Promise.resolve(mine(3)),
    reference: () => Promise.resolve({ office: { staffDays: [] } }),
  } as unknown as DataClient)
  const live = () => useLiveData.getState()
  const before = live()
  tell('sync', { ...before.sync, phase: 'online', clockOffsetMs: 90_000 })
  expect(live().sync.phase).toBe('online')
  expect(serverNow() - Date.now()).toBeGreaterThan(80_000)
  tell('journal', { state: 'damaged' })
  tell('takingAlong', { state: 'running' } as TakingAlong)
  tell('outboxChanged', { items: 1 })
  tell('filesChanged', {})
  tell('awayChanged', {})
  tell('queueChanged', { tickets: [] })
  expect(live()).toMatchObject({
    journal: 'damaged',
    taking: { state: 'running' },
    outboxRevision: before.outboxRevision + 1,
    filesRevision: before.filesRevision + 1,
    awayRevision: before.awayRevision + 1,
    queueRevision: before.queueRevision + 1,
  })
  tell('referenceChanged', {})
  await vi.waitFor(() => expect(live()).toMatchObject({ counts: mine(3), reference: { office: {} } }))
  const { queueRevision, outboxRevision } = live()
  tell('opened', { tickets: 1, runningClocks: 0, nextDeadline: null })
  await vi.waitFor(() =>
    expect(live()).toMatchObject({ queueRevision: queueRevision + 1, outboxRevision: outboxRevision + 1 }),
  )
})

test('a worker that stopped stays stopped for the next person, of whom nothing else is known', () => {
  tell('stopped', {})
  tell('journal', { state: 'damaged' })
  const { awayRevision } = useLiveData.getState()
  resetLiveData()
  expect(useLiveData.getState()).toMatchObject({
    workerStopped: true,
    journal: 'sound',
    taking: null,
    sync: { phase: 'starting', waiting: 0 },
    awayRevision,
  })
})
