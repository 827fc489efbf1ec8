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
