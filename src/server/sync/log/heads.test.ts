import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../db/database'
import type { HeadWatch } from './heads'
import { toldAtOnce, watchHeads } from './heads'

const epoch = 'one'
/** Nothing is read in these tests: the next look would come in half an hour. */
const unread = {} as Database

describe('telling how far the log is', () => {
  let heads: HeadWatch
  beforeEach(() => {
    heads = watchHeads(unread, 1_800_000, () => undefined)
  })
  afterEach(() => heads.close())

  /** What each of many listeners heard, in order. */
  const listeners = (count: number): number[][] =>
    Array.from({ length: count }, () => {
      const heard: number[] = []
      heads.listen('office', ({ seq }) => heard.push(seq))
      return heard
    })

  it('is at once for a few, and each time', () => {
    const heard = listeners(toldAtOnce)
    for (const seq of [1, 2, 3]) heads.announce('office', { epoch, seq })
    for (const each of heard) expect(each).toEqual([1, 2, 3])
  })

  it('is by turns for a crowd: everybody hears the newest, and nobody twice before the others', async () => {
    const heard = listeners(5 * toldAtOnce)
    heads.announce('office', { epoch, seq: 1 })
    expect(heard.filter((each) => each.length > 0)).toHaveLength(toldAtOnce)
    for (let seq = 2; seq <= 60; seq++) {
      heads.announce('office', { epoch, seq })
      await sleep(3)
      const counts = heard.map((each) => each.length)
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
    }
    const since = performance.now()
    while (heard.some((each) => each.at(-1) !== 60) && performance.now() - since < 5000) await sleep(5)
    for (const each of heard) expect(each.at(-1)).toBe(60)
  })

  it('is not for those who stopped listening, or to whom it is no news', async () => {
    const [stays] = listeners(2 * toldAtOnce)
    const gone: number[] = []
    const stop = heads.listen('office', ({ seq }) => gone.push(seq))
    heads.announce('office', { epoch, seq: 5 })
    stop()
    heads.announce('office', { epoch, seq: 4 })
    heads.announce('elsewhere', { epoch, seq: 9 })
    await sleep(60)
    expect([stays, gone]).toEqual([[5], []])
  })
})
