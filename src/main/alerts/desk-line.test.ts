import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mostRung } from '../../shared/sync/wire'
import type { DeskAnswer, DeskReport } from '../../shared/sync/wire'
import { after } from '../after'
import { startDeskLine } from './desk-line'

const minute = 60_000
let reports: DeskReport[] = []
let heard: (DeskAnswer | null)[] = []
let answer: DeskAnswer | null = null
let idle = 0

/** An answer of the server, as of so many minutes after the start. */
const answerAt = (minutes: number, more: Partial<DeskAnswer> = {}): DeskAnswer => ({
  at: 1_770_000_000_000 + minutes * minute,
  until: {},
  isLastUsed: true,
  rung: [],
  ...more,
})
const start = () =>
  startDeskLine({
    ask: (report) => {
      reports.push(report)
      return Promise.resolve(answer)
    },
    idleMs: () => idle,
    heard: (told) => heard.push(told),
    steady: () => performance.now(),
    after,
  })
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers()
  reports = []
  heard = []
  answer = answerAt(0)
  idle = 0
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the line to the other desks', () => {
  it('tells the server soon after the start and once a minute from then on', async () => {
    idle = 5000
    const line = start()
    await pass(1000)
    expect(reports).toEqual([{ idleMs: 5000, rung: [], since: undefined }])
    await pass(2 * minute)
    expect(reports).toHaveLength(3)
    expect(reports[1]?.since).toBe(answerAt(0).at)
    line.stop()
  })

  it('tells at once what rang, all that rings together at one time', async () => {
    const line = start()
    await pass(1000)
    line.rang(['a'])
    line.rang(['b', 'c'])
    await pass(1000)
    expect(reports.map(({ rung }) => rung)).toEqual([[], ['a', 'b', 'c']])
    await pass(minute)
    expect(reports.at(-1)?.rung).toEqual([])
    line.stop()
  })

  it('keeps what no server heard, and tries again', async () => {
    answer = null
    const line = start()
    line.rang(['a'])
    await pass(1000)
    answer = answerAt(1)
    await pass(15_000)
    expect(reports.map(({ rung }) => rung)).toEqual([['a'], ['a']])
    await pass(minute)
    expect(reports.at(-1)?.rung).toEqual([])
    line.stop()
  })

  it('lets the device that was used last ring first, but not while this one is in use', async () => {
    answer = answerAt(0, { isLastUsed: false })
    const line = start()
    idle = 5 * minute
    expect(line.holdMs()).toBe(0)
    await pass(1000)
    expect(line.holdMs()).toBe(2 * minute)
    idle = 3000
    expect(line.holdMs()).toBe(0)
    line.stop()
  })

  it('rings by itself without a connection, and says that nobody knows who is where', async () => {
    answer = answerAt(0, { isLastUsed: false })
    idle = 5 * minute
    const line = start()
    await pass(1000)
    answer = null
    await pass(2 * minute)
    expect(line.holdMs()).toBe(2 * minute)
    expect(heard.at(-1)).not.toBeNull()
    await pass(2 * minute)
    expect(line.holdMs()).toBe(0)
    expect(heard.at(-1)).toBeNull()
    line.stop()
  })

  it('tells the next person’s server nothing of the former one, and takes no answer that was for them', async () => {
    let answered: (given: DeskAnswer) => void = () => undefined
    const line = startDeskLine({
      ask: (report) => {
        reports.push(report)
        return new Promise((resolve) => (answered = resolve))
      },
      idleMs: () => idle,
      heard: (told) => heard.push(told),
      steady: () => performance.now(),
      after,
    })
    await pass(1000)
    line.rang(['a'])
    line.changePerson()
    answered(answerAt(0))
    await pass(5000)
    expect(heard).toEqual([])
    expect(reports.at(-1)).toEqual({ idleMs: 0, rung: [], since: undefined })
    expect(reports).toHaveLength(2)
    line.stop()
  })

  it('holds nothing back for the next person because the former one used another device last', async () => {
    answer = answerAt(0, { isLastUsed: false })
    idle = 5 * minute
    const line = start()
    await pass(1000)
    expect(line.holdMs()).toBe(2 * minute)
    answer = null
    line.changePerson()
    expect(line.holdMs()).toBe(0)
    await pass(1000)
    expect(reports).toHaveLength(2)
    expect(reports.at(-1)?.since).toBeUndefined()
    line.stop()
  })

  it('is silent once it is stopped', async () => {
    const line = start()
    await pass(1000)
    line.stop()
    line.rang(['a'])
    line.tellNow()
    await pass(10 * minute)
    expect(reports).toHaveLength(1)
  })

  it('that is told to speak while it waits for an answer does so right after it', async () => {
    const answered: ((given: DeskAnswer) => void)[] = []
    const line = startDeskLine({
      ask: (report) => {
        reports.push(report)
        return new Promise((resolve) => answered.push(resolve))
      },
      idleMs: () => idle,
      heard: (told) => heard.push(told),
      steady: () => performance.now(),
      after,
    })
    await pass(1000)
    line.tellNow()
    await pass(1)
    expect(reports).toHaveLength(1)
    answered[0]?.(answerAt(0))
    await pass(1000)
    expect(reports).toHaveLength(2)
    answered[1]?.(answerAt(1))
    await pass(minute - 1)
    expect(reports).toHaveLength(2)
    await pass(1)
    expect(reports).toHaveLength(3)
    line.stop()
  })

  it('tells more than one report holds in several, and loses none', async () => {
    const line = start()
    const many = Array.from({ length: mostRung + 5 }, (_, index) => `key ${index}`)
    line.rang(many)
    await pass(3000)
    expect(reports.flatMap(({ rung }) => rung)).toEqual(many)
    expect(Math.max(...reports.map(({ rung }) => rung.length))).toBe(mostRung)
    line.stop()
  })

  it('asks no more often than usual without a connection, however much it has to tell', async () => {
    answer = null
    const line = start()
    line.rang(Array.from({ length: 2 * mostRung }, (_, index) => `key ${index}`))
    await pass(minute)
    expect(reports).toHaveLength(4)
    line.stop()
  })

  it('keeps what rang while it was asking, and what failed', async () => {
    const line = startDeskLine({
      ask: (report) => {
        reports.push(report)
        if (reports.length === 1) line.rang(['b'])
        return reports.length === 2 ? Promise.reject(new Error('no network')) : Promise.resolve(answerAt(0))
      },
      idleMs: () => idle,
      heard: (told) => heard.push(told),
      steady: () => performance.now(),
      after,
    })
    line.rang(['a'])
    await pass(2 * minute)
    expect(reports.map(({ rung }) => rung).slice(0, 4)).toEqual([['a'], ['b'], ['b'], []])
    line.stop()
  })
})
