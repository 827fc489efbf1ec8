import { beforeEach, expect, test, vi } from 'vitest'
import type { QueueQuery } from '../protocol'
import { createAlong } from './along'
import type { TakingAlong } from './along'
import type { TicketFile } from './device-files'
import type { Brought } from './ticket-files'

const query = { view: 'all' } as QueueQuery
const file = (id: string): TicketFile => ({
  ticketId: 'ticket',
  attachment: { id, name: `${id}.png`, mediaType: 'image/png', size: 10 },
})

let told: TakingAlong[]
let answers: Map<string, Brought[]>
let asked: string[]
/** Ends the pause that is being made. */
let goOn: (() => void) | null
let held: Promise<void>
beforeEach(() => {
  told = []
  answers = new Map()
  asked = []
  goOn = null
  held = Promise.resolve()
})

const open = (signal = new AbortController().signal) =>
  createAlong({
    world: {
      after(_, work) {
        goOn = work
        return () => (goOn = null)
      },
    },
    wanted: () => Promise.resolve({ missing: ['a', 'b', 'c'].map(file), here: 1, dangerous: 2 }),
    bring: async ({ attachment: { id } }) => {
      await held
      asked.push(id)
      return answers.get(id)?.shift() ?? 'kept'
    },
    tell: (taking) => told.push(taking),
    signal,
  })
const until = (state: TakingAlong['state']) => vi.waitFor(() => expect(told.at(-1)?.state).toBe(state))

test('the files of a view come one after another, with a count that moves', async () => {
  const along = open()
  expect(await along.take(query)).toMatchObject({ of: 3, ofBytes: 30, dangerous: 2, files: 0 })
  await until('done')
  expect(told.map(({ files, bytes }) => [files, bytes])).toEqual([
    [0, 0],
    [1, 10],
    [2, 20],
    [3, 30],
    [3, 30],
  ])
  expect(along.isRunning()).toBe(false)
})

test('what the budget has no room for, and what the server does not give, is counted apart', async () => {
  answers.set('a', ['no-room']).set('b', ['refused'])
  await open().take(query)
  await until('done')
  expect(told.at(-1)).toMatchObject({ files: 1, noRoom: 1, refused: 1 })
})

test('without a line it waits, and goes on where it was', async () => {
  answers.set('b', ['failed', 'failed'])
  const along = open()
  await along.take(query)
  await until('waiting')
  expect(along.isRunning()).toBe(true)
  goOn?.()
  await vi.waitFor(() => expect(asked).toEqual(['a', 'b', 'b']))
  await vi.waitFor(() => expect(goOn).not.toBeNull())
  goOn?.()
  await until('done')
  expect(told.at(-1)).toMatchObject({ files: 3 })
})

test('it can be stopped, and what came stays counted', async () => {
  let letGo = (): void => undefined
  const along = open()
  answers.set('b', ['failed'])
  await along.take(query)
  await until('waiting')
  held = new Promise((resolve) => (letGo = resolve))
  along.stop()
  letGo()
  await Promise.resolve()
  expect(told.at(-1)).toMatchObject({ state: 'stopped', files: 1 })
  expect(asked).toEqual(['a', 'b'])
  along.stop()
  expect(told.filter(({ state }) => state === 'stopped')).toHaveLength(1)
})

test('stopped while it is worked out what there is to do, it is not under way any more', async () => {
  const along = open()
  const taking = along.take(query)
  along.stop()
  expect(await taking).toMatchObject({ state: 'stopped', of: 3 })
  expect(along.isRunning()).toBe(false)
  expect(asked).toEqual([])
})

test('another view takes the place of the one that is under way', async () => {
  answers.set('a', ['failed'])
  const along = open()
  await along.take(query)
  await until('waiting')
  await along.take(query)
  await until('done')
  expect(told.map(({ state }) => state)).toContain('stopped')
})

test('it ends with the person', async () => {
  answers.set('a', ['failed'])
  const leaving = new AbortController()
  await open(leaving.signal).take(query)
  await until('waiting')
  const before = told.length
  leaving.abort()
  await Promise.resolve()
  expect(told).toHaveLength(before)
  expect(asked).toEqual(['a'])
})
