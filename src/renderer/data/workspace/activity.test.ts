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

test('whoever writes, opens or asks for something is there; what follows a change by itself is nobody', () => {
  const acts: string[] = []
  const done: readonly string[] = [
    'mutate',
    'saveDraft',
    'attach',
    'form',
    'saveForm',
    'discard',
    'takeBack',
    'file',
    'takeAlong',
    'syncNow',
  ]
  const byItself: readonly string[] = ['counts', 'reference', 'outbox', 'drafts', 'filesHere', 'wake', 'away']
  let name = ''
  const calls = watchActivity(
    Object.fromEntries([...done, ...byItself].map((each) => [each, () => undefined])),
    () => acts.push(name),
  )
  for (name of Object.keys(calls)) calls[name]?.()
  expect(acts).toEqual(done)
})

test('the same ticket in two questions, and two questions about one ticket, are each their own', () => {
  let acts = 0
  const calls = watchActivity({ ticket: (_: object) => null, queue: (_: object) => null }, () => (acts += 1))
  calls.ticket({ id: 'a' })
  calls.queue({ id: 'a' })
  calls.ticket({ id: 'a' })
  calls.ticket({ id: 'b' })
  calls.ticket({ id: 'a' })
  expect(acts).toBe(4)
})
