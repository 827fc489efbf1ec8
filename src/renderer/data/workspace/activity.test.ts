import { expect, test } from 'vitest'
import { watchActivity } from './activity'

test('acts and new questions are somebody’s doing; the same question again follows a change', async () => {
  let acts = 0
  const calls = watchActivity(
    {
      mutate: (args: { text: string }) => Promise.resolve(args.text),
      queue: (args: { view: string }) => Promise.resolve(args.view),
      counts: () => Promise.resolve(7),
    },
    () => (acts += 1),
  )
  expect(await calls.mutate({ text: 'a' })).toBe('a')
  expect(acts).toBe(1)
  await calls.queue({ view: 'mine' })
  expect(acts).toBe(2)
  await calls.queue({ view: 'mine' })
  expect(await calls.counts()).toBe(7)
  expect(acts).toBe(2)
  await calls.queue({ view: 'all' })
  expect(acts).toBe(3)
})
