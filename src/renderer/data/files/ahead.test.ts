import { beforeEach, expect, test } from 'vitest'
import { createAhead } from './ahead'
import type { TicketFile } from './device-files'
import type { Brought } from './ticket-files'

const file = (id: string, size = 1000): TicketFile => ({
  ticketId: 'ticket',
  attachment: { id, name: `${id}.png`, mediaType: 'image/png', size },
})
const pace = { on: true, quietSeconds: 30, pauseSeconds: 2, largestMB: 1 }

/** Time that the test lets go by, and what was fetched when. */
function open() {
  let now = 0
  let timers: { at: number; work: () => void }[] = []
  const fetched: [at: number, id: string][] = []
  const leaving = new AbortController()
  const world = {
    wanted: [file('a'), file('b')] as readonly TicketFile[],
    plans: 0,
    mayFetch: true,
    pace,
    answers: new Map<string, Brought>(),
    /** How long a file takes, ms. */
    takesMs: 0,
    /** Whether a file is on its way until the test ends it. */
    hangs: false,
    /** Happens while a file is on its way. */
    meanwhile: (): void => undefined,
  }
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  }
  const ahead = createAhead({
    world: {
      monotonic: () => now,
      after(ms, work) {
        const timer = { at: now + ms, work }
        timers.push(timer)
        return () => (timers = timers.filter((each) => each !== timer))
      },
    },
    pace: () => world.pace,
    mayFetch: () => world.mayFetch,
    wanted: () => {
      world.plans += 1
      const here = new Set(fetched.map(([, id]) => id).filter((id) => !world.answers.has(id)))
      return Promise.resolve(world.wanted.filter(({ attachment }) => !here.has(attachment.id)))
    },
    bring: ({ attachment: { id } }, signal) => {
      fetched.push([now, id])
      world.meanwhile()
      if (world.hangs)
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve('failed')))
      now += world.takesMs
      return Promise.resolve(world.answers.get(id) ?? 'kept')
    },
    signal: leaving.signal,
  })
  ahead.look()
  return {
    ahead,
    world,
    fetched,
    leaving,
    async run(ms: number) {
      const end = now + ms
      for (;;) {
        await settle()
        const next = timers.toSorted((one, other) => one.at - other.at)[0]
        if (!next || next.at > end) break
        timers = timers.filter((each) => each !== next)
        now = Math.max(now, next.at)
        next.work()
      }
      now = Math.max(now, end)
    },
  }
}

let desk: ReturnType<typeof open>
beforeEach(() => (desk = open()))

test('files are fetched one by one, with a pause between, after half a minute of quiet', async () => {
  await desk.run(29_000)
  expect(desk.fetched).toEqual([])
  await desk.run(60_000)
  expect(desk.fetched).toEqual([
    [30_000, 'a'],
    [32_000, 'b'],
  ])
})

test('whoever does something has the device to themselves for as long again', async () => {
  await desk.run(30_000)
  desk.ahead.active()
  await desk.run(29_000)
  expect(desk.fetched).toEqual([[30_000, 'a']])
  await desk.run(1000)
  expect(desk.fetched).toEqual([
    [30_000, 'a'],
    [60_000, 'b'],
  ])
})

test('while work waits or the line is not good nothing is fetched, and then it goes on', async () => {
  desk.world.mayFetch = false
  await desk.run(100_000)
  expect(desk.fetched).toEqual([])
  desk.world.mayFetch = true
  desk.ahead.look()
  await desk.run(0)
  expect(desk.fetched).toEqual([[100_000, 'a']])
})

test('work that is written takes the line from a file that is on its way, which comes later', async () => {
  desk.world.hangs = true
  await desk.run(30_000)
  desk.world.mayFetch = false
  desk.ahead.look()
  await desk.run(10_000)
  desk.world.hangs = false
  desk.world.mayFetch = true
  desk.ahead.look()
  await desk.run(0)
  expect(desk.fetched).toEqual([
    [30_000, 'a'],
    [40_000, 'a'],
  ])
})

test('what is larger than the pace allows is left out', async () => {
  desk.world.wanted = [file('film', 2 * 1024 * 1024), file('b')]
  await desk.run(100_000)
  expect(desk.fetched.map(([, id]) => id)).toEqual(['b'])
})

test('who turned it off has nothing fetched', async () => {
  desk.world.pace = { ...pace, on: false }
  await desk.run(100_000)
  expect(desk.fetched).toEqual([])
})

test('a slow line is left alone for a quarter of an hour', async () => {
  desk.world.wanted = [file('a', 100 * 1024), file('b', 100 * 1024)]
  desk.world.takesMs = 10_000
  await desk.run(15 * 60_000)
  expect(desk.fetched).toHaveLength(1)
  await desk.run(2 * 60_000)
  expect(desk.fetched).toHaveLength(2)
})

test('a file that does not come is tried three times, in its own time, and stops no other', async () => {
  desk.world.answers.set('a', 'failed')
  await desk.run(3_600_000)
  expect(desk.fetched.map(([, id]) => id).toSorted()).toEqual(['a', 'a', 'a', 'b'])
})

test.each(['refused', 'no-room'] as const)('a file that is %s is asked for once', async (answer) => {
  desk.world.answers.set('a', answer)
  await desk.run(100_000)
  desk.ahead.changed()
  await desk.run(3_600_000)
  expect(desk.fetched.map(([, id]) => id)).toEqual(['a', 'b'])
})

test('a file that had no room is asked for again when there is more', async () => {
  desk.world.answers.set('a', 'no-room').set('b', 'refused')
  await desk.run(100_000)
  desk.ahead.moreRoom()
  await desk.run(3_600_000)
  expect(desk.fetched.map(([, id]) => id)).toEqual(['a', 'b', 'a'])
})

test('a file that had no room is asked for again also when more came while it was on its way', async () => {
  desk.world.wanted = [file('a')]
  desk.world.answers.set('a', 'no-room')
  desk.world.meanwhile = () => {
    desk.world.meanwhile = () => undefined
    desk.ahead.moreRoom()
  }
  await desk.run(3_600_000)
  expect(desk.fetched.map(([, id]) => id)).toEqual(['a', 'a'])
})

test('what is wanted is worked out once a minute at most, however much changes', async () => {
  await desk.run(100_000)
  expect(desk.world.plans).toBe(1)
  for (let times = 0; times < 120; times++) {
    desk.ahead.changed()
    await desk.run(1000)
  }
  expect(desk.world.plans).toBeLessThanOrEqual(4)
  desk.world.wanted = [file('new')]
  desk.ahead.changed()
  await desk.run(61_000)
  expect(desk.fetched.at(-1)?.[1]).toBe('new')
})

test('it ends with the person', async () => {
  desk.leaving.abort()
  desk.ahead.changed()
  await desk.run(100_000)
  expect(desk.fetched).toEqual([])
})
