import { expect, test } from 'vitest'
import { monday10 } from '../../tickets/example'
import { epoch, minute, open } from './testing/engine-over'

test('a server that the live stream hears while it counts as offline is asked, however often it is heard', async () => {
  let isThere = false
  const page = { epoch, after: 4, to: 4, head: 4, serverTime: monday10, durableSeq: 4, changes: [] }
  const desk = open(() => (isThere ? { protocol: 3, body: page } : null), {
    position: () => Promise.resolve({ epoch, seq: 4 }),
  })
  await desk.start()
  await desk.run(minute)
  expect(desk.engine.state().phase).toBe('offline')
  isThere = true
  for (let heads = 0; heads < 6 && desk.engine.state().phase === 'offline'; heads++) {
    desk.engine.heard({ epoch, head: 4, durableSeq: 4, serverTime: monday10 })
    await desk.run(9000)
  }
  expect(desk.engine.state().phase).toBe('online')
})

test('who comes back after a long time shows as connected before a large page has come', async () => {
  const page = { epoch, after: 4, to: 4, serverTime: monday10, durableSeq: 4, changes: [] }
  const phases: string[] = []
  const desk = open(
    ({ path }) => {
      phases.push(`${desk.engine.state().phase} limit=${/limit=(\d+)/.exec(path)?.[1] ?? ''}`)
      return phases.length < 4 ? null : { protocol: 3, body: { ...page, head: phases.length < 5 ? 900 : 4 } }
    },
    { position: () => Promise.resolve({ epoch, seq: 4 }) },
  )
  await desk.start()
  await desk.run(minute)
  expect(phases.slice(3, 5)).toEqual(['offline limit=1', 'online limit=500'])
})
