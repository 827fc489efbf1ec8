import { beforeEach, expect, test, vi } from 'vitest'
import type { QueueResult, QueueRow, WorkerCalls } from '../data/protocol'
import { connectData } from './data-client'
import type { DataClient } from './data-client'
import { useLiveData } from './live-data'
import {
  changeQuery,
  closeTicket,
  goToView,
  openTicket,
  resetNavigation,
  select,
  useNavigation,
} from './navigation'
import {
  followQueue,
  placeOf,
  resetQueueWindow,
  selectNext,
  selectPlace,
  showRange,
  useQueueWindow,
} from './queue-window'

type Question = Parameters<WorkerCalls['queue']>[0]

/** The list as the worker has it, and what was asked of it. */
let list: string[]
let asked: Question[]
let fails: boolean
connectData({
  queue: (question: Question): Promise<QueueResult> => {
    asked.push(question)
    if (fails) return Promise.reject(new Error('the worker failed'))
    const { from, to, find } = question
    const rows = list.slice(from, to).map((id) => ({ id }) as QueueRow)
    const at = find ? list.indexOf(find) : -1
    return Promise.resolve({ total: list.length, ids: [], foundAt: at < 0 ? null : at, from, rows })
  },
} as Partial<DataClient> as DataClient)
followQueue()

const settle = () => vi.advanceTimersByTimeAsync(0)
const selected = () => useNavigation.getState().selectedId
const changes = async (next: readonly string[]): Promise<void> => {
  list = [...next]
  useLiveData.setState(({ queueRevision }) => ({ queueRevision: queueRevision + 1 }))
  await settle()
}
const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => `t${n}`)

beforeEach(async () => {
  vi.useFakeTimers()
  fails = false
  asked = []
  list = ids(5)
  resetNavigation()
  resetQueueWindow()
  goToView('all')
  await settle()
  asked = []
})

test('keys begin at the first ticket, and stay within the list', async () => {
  expect(selected()).toBe('t0')
  expect([selectNext(1), selected()]).toEqual([1, 't1'])
  expect([selectNext(10), selected()]).toEqual([4, 't4'])
  expect([selectNext(-10), selected()]).toEqual([0, 't0'])
  expect([selectPlace(3), selected()]).toEqual([3, 't3'])
  await changes([])
  expect([selectPlace(0), selectNext(1), selected()]).toEqual([null, null, null])
})

test('the selection stays on its ticket when others come before it', async () => {
  selectPlace(2)
  await changes(['new', ...ids(5)])
  expect(selected()).toBe('t2')
  expect(selectNext(1)).toBe(4)
  expect(selected()).toBe('t3')
})

test('where the selected ticket leaves the list, the one that takes its place is selected', async () => {
  selectPlace(2)
  await changes(['t0', 't1', 't3', 't4'])
  expect(selected()).toBe('t3')
  selectPlace(3)
  await changes(['t0', 't1'])
  expect(selected()).toBe('t1')
})

test('a ticket that is being read stays in the pane when it leaves the list; the next one is the one after it', async () => {
  openTicket('t2')
  await changes(['t0', 't1', 't3', 't4'])
  expect(useNavigation.getState()).toMatchObject({ openId: 't2', selectedId: 't2' })
  expect(selectNext(1)).toBe(2)
  expect(useNavigation.getState()).toMatchObject({ openId: 't3', selectedId: 't3' })
  await changes(['t0', 't1', 't4'])
  expect(selectNext(-1)).toBe(1)
  expect(useNavigation.getState().openId).toBe('t1')
})

test('j and k read through the queue while a ticket is open, and open none while none is', () => {
  selectNext(1)
  expect(useNavigation.getState().openId).toBeNull()
  openTicket('t1')
  selectNext(1)
  expect(useNavigation.getState().openId).toBe('t2')
  closeTicket()
  selectNext(1)
  expect(useNavigation.getState()).toMatchObject({ openId: null, selectedId: 't3' })
})

test('a row that is not here yet is selected when it comes, unless another was chosen meanwhile', async () => {
  await changes(ids(500))
  expect(selectPlace(400)).toBe(400)
  expect(selected()).toBe('t0')
  showRange({ from: 390, to: 410 })
  await settle()
  expect(selected()).toBe('t400')
  selectPlace(100)
  select('t401')
  showRange({ from: 90, to: 110 })
  await settle()
  expect(selected()).toBe('t401')
})

test('a row that was moved to in another query is not selected in this one', async () => {
  await changes(ids(500))
  selectPlace(400)
  changeQuery({ priority: 'high' })
  await settle()
  showRange({ from: 390, to: 410 })
  await settle()
  expect(selected()).toBe('t0')
})

test('rows are asked for before scrolling reaches their end, and not more often', async () => {
  await changes(ids(500))
  showRange({ from: 100, to: 140 })
  await settle()
  expect(asked.at(-1)).toMatchObject({ from: 60, to: 180 })
  const before = asked.length
  showRange({ from: 110, to: 150 })
  showRange({ from: 85, to: 125 })
  await settle()
  expect(asked).toHaveLength(before)
  showRange({ from: 125, to: 165 })
  await settle()
  expect(asked.at(-1)).toMatchObject({ from: 85, to: 205 })
  showRange({ from: 100, to: 140 })
  await settle()
  expect(asked.at(-1)).toMatchObject({ from: 60, to: 180 })
})

test('at either end of the list nothing more is asked for', async () => {
  await changes(ids(60))
  showRange({ from: 20, to: 60 })
  await settle()
  const before = asked.length
  showRange({ from: 0, to: 40 })
  showRange({ from: 30, to: 60 })
  await settle()
  expect(asked).toHaveLength(before)
})

test('another view begins at its top with what the screen holds, and the rest follows', async () => {
  await changes(ids(500))
  showRange({ from: 100, to: 130 })
  await settle()
  asked = []
  goToView('mine')
  await settle()
  expect(asked.map(({ from, to, find }) => [from, to, find])).toEqual([
    [0, 30, null],
    [0, 70, 't0'],
  ])
})

test('a ticket that stands elsewhere in the order is known by its place there', async () => {
  await changes(ids(500))
  select('t300')
  await changes(ids(500))
  const { found } = useQueueWindow.getState()
  expect([
    found && placeOf('t300', found),
    found && placeOf('t2', found),
    found && placeOf('x', found),
  ]).toEqual([300, 2, null])
  expect(selectNext(1)).toBe(301)
})

test('while another view is on its way keys move nothing on the one that is left', () => {
  goToView('mine')
  expect(selectPlace(2)).toBeNull()
})

test('a worker that fails leaves no view waiting for it, and is asked again', async () => {
  fails = true
  const failed = vi.fn()
  process.once('unhandledRejection', failed)
  goToView('mine')
  await settle()
  vi.useRealTimers()
  await new Promise((resolve) => setTimeout(resolve, 20))
  vi.useFakeTimers()
  // The page tells the person of it.
  expect(failed).toHaveBeenCalledOnce()
  expect(useNavigation.getState()).toMatchObject({ query: { view: 'mine' }, next: null })
  expect(useQueueWindow.getState().found).toMatchObject({ isAwaited: true })
  fails = false
  await changes(ids(3))
  expect(useQueueWindow.getState().found).toMatchObject({ total: 3, query: { view: 'mine' } })
})

test('rows that say the same as before are the same, so that nothing is drawn for them', async () => {
  const before = useQueueWindow.getState().found?.rows
  await changes(ids(5))
  expect(useQueueWindow.getState().found?.rows[1]).toBe(before?.[1])
})

test('nothing that the former person looked at or moved to is left for the next', async () => {
  await changes(ids(500))
  selectPlace(400)
  showRange({ from: 390, to: 430 })
  resetNavigation()
  resetQueueWindow()
  expect([useQueueWindow.getState().found, selectNext(1), selectPlace(0)]).toEqual([null, null, null])
  asked = []
  await changes(ids(500))
  expect(asked[0]).toMatchObject({ from: 0, to: 40 })
  expect(selected()).toBe('t0')
})

test('a search keeps the ticket that is being read, and selects its first hit where none is', async () => {
  selectPlace(2)
  changeQuery({ search: 'x' })
  await settle()
  expect(selected()).toBe('t0')
  openTicket('t3')
  changeQuery({ search: 'xy' })
  await settle()
  expect(useNavigation.getState()).toMatchObject({ selectedId: 't3', openId: 't3' })
})
