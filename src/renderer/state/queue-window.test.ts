import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { QueueResult, QueueRow } from '../data/protocol'
import { connectData } from './data-client'
import type { DataClient } from './data-client'
import { changeQuery, goToView, useNavigation } from './navigation'
import { followQueue, useQueueWindow } from './queue-window'

const row = (id: string) => ({ id }) as QueueRow
const answerWith = (...ids: readonly string[]): QueueResult => ({
  total: ids.length,
  ids: [],
  foundAt: null,
  from: 0,
  rows: ids.map(row),
})

const answers: ((result: QueueResult) => void)[] = []
connectData({
  queue: () => new Promise((resolve) => answers.push(resolve)),
} as Partial<DataClient> as DataClient)
followQueue()

const found = () => useQueueWindow.getState().found
const answer = async (...ids: readonly string[]): Promise<void> => {
  answers.shift()?.(answerWith(...ids))
  await vi.advanceTimersByTimeAsync(0)
}

beforeEach(async () => {
  vi.useFakeTimers()
  goToView('mine')
  while (answers.length > 0) await answer('a', 'b')
})
afterEach(async () => {
  while (answers.length > 0) await answer('a', 'b')
})

test('another view comes at once with its rows', async () => {
  goToView('team')
  await vi.advanceTimersByTimeAsync(50)
  expect(useNavigation.getState().query.view).toBe('mine')
  await answer('c')
  expect(useNavigation.getState().query.view).toBe('team')
  expect(found()).toMatchObject({ total: 1, query: { view: 'team' } })
})

test('an answer to a question that was given up is not shown, nor the view for which it was asked', async () => {
  goToView('team')
  await vi.advanceTimersByTimeAsync(20)
  goToView('all')
  await answer('of', 'the', 'team')
  expect(found()).toMatchObject({ query: { view: 'mine' }, rows: [{ id: 'a' }, { id: 'b' }] })
  await answer('of', 'all')
  expect(useNavigation.getState().query.view).toBe('all')
  expect(found()).toMatchObject({ query: { view: 'all' }, rows: [{ id: 'of' }, { id: 'all' }] })
})

test('an older search that answers late does not take the place of what is searched for now', async () => {
  changeQuery({ search: 's' })
  await vi.advanceTimersByTimeAsync(150)
  changeQuery({ search: 'scanner' })
  await answer('x', 'y')
  expect(found()?.rows).toEqual([])
  await answer('z')
  expect(found()).toMatchObject({ query: { search: 'scanner' }, rows: [{ id: 'z' }] })
  expect(useNavigation.getState().selectedId).toBe('z')
})

test('a slow view is shown before its rows, in a list that stays', async () => {
  goToView('team')
  await vi.advanceTimersByTimeAsync(150)
  expect(useNavigation.getState().query.view).toBe('team')
  expect(found()).toMatchObject({ isAwaited: true, total: 0, query: { view: 'team' } })
  expect(useNavigation.getState().selectedId).toBeNull()
  await answer('c', 'd')
  expect(found()).toMatchObject({ total: 2 })
  expect(found()?.isAwaited).toBeUndefined()
  expect(useNavigation.getState().selectedId).toBe('c')
})

test('what is searched for has its first hit selected, although a letter before it found another', async () => {
  expect(useNavigation.getState().selectedId).toBe('a')
  changeQuery({ search: 's' })
  await answer('x', 'a')
  expect(useNavigation.getState().selectedId).toBe('x')
  while (answers.length > 0) await answer('x', 'a')
  changeQuery({ search: 'sc' })
  await answer('c', 'b', 'x')
  expect(useNavigation.getState().selectedId).toBe('c')
})
