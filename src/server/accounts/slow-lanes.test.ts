import { expect, it } from 'vitest'
import { createSlowLanes } from './slow-lanes'

const nothing = () => Promise.resolve('done')
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const patient = { waiting: 5, patienceMs: 10_000 }

it('lets a lane’s work go one at a time, with pauses; another lane does not wait for it', async () => {
  const lanes = createSlowLanes(patient)
  const began = performance.now()
  const times: number[] = []
  const note = () => Promise.resolve(void times.push(performance.now() - began))
  const turn = { lane: 'a', from: 'x', pauseMs: 40 }
  const three = Promise.all([lanes.run(turn, note), lanes.run(turn, note), lanes.run(turn, note)])
  await lanes.run({ ...turn, lane: 'b' }, nothing)
  expect(times).toHaveLength(1)
  await three
  expect(times[1]).toBeGreaterThan(30)
  expect(times[2]).toBeGreaterThan(70)
})

it('takes no more than may wait, and has room again when they are done', async () => {
  const lanes = createSlowLanes({ waiting: 1, patienceMs: 10_000 })
  const turn = { lane: 'a', from: 'x', pauseMs: 1 }
  const answers = await Promise.all([1, 2, 3].map(() => lanes.run(turn, nothing)))
  expect(answers).toEqual(['done', 'done', 'full'])
  await wait(30)
  const failing = () => Promise.reject(new Error('no'))
  expect(await lanes.run(turn, failing).catch((e: Error) => e.message)).toBe('no')
  expect(await lanes.run(turn, nothing)).toBe('done')
})

it('lets those go first who had fewer turns, and makes room for them', async () => {
  const lanes = createSlowLanes({ waiting: 2, patienceMs: 10_000 })
  const order: string[] = []
  const go = (from: string, name: string) =>
    lanes.run({ lane: 'a', from, pauseMs: 20 }, () => Promise.resolve(void order.push(name)))
  const strangers = [1, 2, 3].map((n) => go('stranger', `stranger ${n}`))
  const owner = go('owner', 'owner')
  expect(await strangers[2]).toBe('full')
  await owner
  await Promise.all(strangers)
  expect(order).toEqual(['stranger 1', 'owner', 'stranger 2'])
})

it('lets nobody wait longer than their patience', async () => {
  const lanes = createSlowLanes({ waiting: 5, patienceMs: 30 })
  const turn = { lane: 'a', from: 'x', pauseMs: 500 }
  await lanes.run(turn, nothing)
  const began = performance.now()
  expect(await lanes.run(turn, nothing)).toBe('full')
  expect(performance.now() - began).toBeLessThan(400)
})
