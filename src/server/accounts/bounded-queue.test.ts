import { expect, it } from 'vitest'
import { createBoundedQueue } from './bounded-queue'

/** Work that ends when it is told to. */
function gate() {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { open, opened }
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 5))

it('runs so many at once, and those in a hurry before the rest', async () => {
  const queue = createBoundedQueue({ atOnce: 2, waiting: 10 })
  const begun: string[] = []
  const gates = new Map(['a', 'b', 'c', 'd', 'e'].map((name) => [name, gate()]))
  const run = (name: string, rank: 'first' | 'ordinary') =>
    queue.run(rank, () => {
      begun.push(name)
      return gates.get(name)?.opened ?? Promise.resolve()
    })
  const all = [run('a', 'ordinary'), run('b', 'ordinary'), run('c', 'ordinary'), run('d', 'first')]
  await settle()
  expect(begun).toEqual(['a', 'b'])
  gates.get('a')?.open()
  await settle()
  expect(begun).toEqual(['a', 'b', 'd'])
  for (const { open } of gates.values()) open()
  await Promise.all(all)
  expect(begun).toEqual(['a', 'b', 'd', 'c'])
})

it('refuses what would wait behind too many; those in a hurry have a queue of their own', async () => {
  const queue = createBoundedQueue({ atOnce: 1, waiting: 1 })
  const { open, opened } = gate()
  const all = [queue.run('ordinary', () => opened), queue.run('ordinary', () => opened)]
  await expect(queue.run('ordinary', () => opened)).rejects.toMatchObject({
    code: 'sign-in-busy',
    facts: { retryAfterSeconds: 3 },
  })
  all.push(queue.run('first', () => opened))
  open()
  await Promise.all(all)
})

it('goes on after work that failed', async () => {
  const queue = createBoundedQueue({ atOnce: 1, waiting: 1 })
  await expect(queue.run('first', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(queue.run('first', () => Promise.resolve(7))).resolves.toBe(7)
})
