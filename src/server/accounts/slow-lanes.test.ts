import { expect, it } from 'vitest'
import { createSlowLanes } from './slow-lanes'

it('lets a network’s work go one at a time, with pauses; another network does not wait for it', async () => {
  const lanes = createSlowLanes({ waiting: 5, pauseMs: 40 })
  const began = performance.now()
  const times: number[] = []
  const note = () => Promise.resolve(void times.push(performance.now() - began))
  const three = Promise.all([lanes.run('a', note), lanes.run('a', note), lanes.run('a', note)])
  await lanes.run('b', () => Promise.resolve())
  expect(times).toHaveLength(1)
  await three
  expect(times[1]).toBeGreaterThan(30)
  expect(times[2]).toBeGreaterThan(70)
})

it('takes no more than may wait, and has room again when they are done', async () => {
  const lanes = createSlowLanes({ waiting: 2, pauseMs: 1 })
  const work = () => Promise.resolve('done')
  const answers = await Promise.all([1, 2, 3].map(() => lanes.run('a', work)))
  expect(answers).toEqual(['done', 'done', 'full'])
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(await lanes.run('a', () => Promise.reject(new Error('no'))).catch((e: Error) => e.message)).toBe(
    'no',
  )
  expect(await lanes.run('a', work)).toBe('done')
})
