import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { againTooSoonMs, followTrouble, remedyOf } from './page-trouble'
import type { Remedy, Trouble } from './page-trouble'

test.each<[Trouble, boolean, number, Remedy]>([
  ['gone', true, Infinity, 'reload'],
  ['gone', false, Infinity, 'reload'],
  ['gone', true, 1000, 'ask'],
  ['gone', false, 1000, 'reload-later'],
  ['unresponsive', true, Infinity, 'ask'],
  ['unresponsive', false, 1000, 'wait'],
])('%s, seen %s, %s ms after the last death: %s', (trouble, isSeen, sinceLastMs, remedy) => {
  expect(remedyOf(trouble, { isSeen, sinceLastMs })).toBe(remedy)
})

describe('a page in trouble', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function page(seen = true) {
    const window = { isSeen: seen, reloads: 0, asked: [] as Trouble[], answer: (_: boolean) => {} }
    const trouble = followTrouble({
      isSeen: () => window.isSeen,
      now: () => Date.now(),
      reload: () => void (window.reloads += 1),
      ask: (what) => {
        window.asked.push(what)
        return new Promise((resolve) => (window.answer = resolve))
      },
    })
    return { window, trouble }
  }

  test('that dies twice behind a closed window is loaded again, and nobody is asked', () => {
    const { window, trouble } = page(false)
    trouble.happened('gone')
    expect(window.reloads).toBe(1)
    trouble.happened('gone')
    expect([window.reloads, window.asked]).toEqual([1, []])
    vi.advanceTimersByTime(againTooSoonMs)
    expect([window.reloads, window.asked]).toEqual([2, []])
  })

  test('that somebody looks at before that is asked about, once', async () => {
    const { window, trouble } = page(false)
    trouble.happened('gone')
    trouble.happened('gone')
    window.isSeen = true
    trouble.shown()
    trouble.shown()
    expect(window.asked).toEqual(['gone'])
    window.answer(true)
    await vi.advanceTimersByTimeAsync(againTooSoonMs * 2)
    expect([window.reloads, window.asked]).toEqual([2, ['gone']])
  })

  test('is not asked about twice while an answer is awaited, nor loaded when its window is gone', async () => {
    const { window, trouble } = page()
    trouble.happened('gone')
    trouble.happened('gone')
    trouble.happened('gone')
    expect([window.reloads, window.asked]).toEqual([1, ['gone']])
    trouble.stop()
    window.answer(true)
    await vi.advanceTimersByTimeAsync(againTooSoonMs * 2)
    expect(window.reloads).toBe(1)
  })

  test('that hangs behind a closed window and is well again needs no question', () => {
    const { window, trouble } = page(false)
    trouble.happened('unresponsive')
    trouble.well()
    trouble.shown()
    expect(window.asked).toEqual([])
    trouble.happened('unresponsive')
    window.isSeen = true
    trouble.shown()
    expect(window.asked).toEqual(['unresponsive'])
  })

  test('that is waited for is not asked about again, and not loaded behind the person’s back', async () => {
    const { window, trouble } = page()
    trouble.happened('unresponsive')
    window.answer(false)
    await vi.advanceTimersByTimeAsync(againTooSoonMs * 2)
    trouble.shown()
    expect([window.reloads, window.asked]).toEqual([0, ['unresponsive']])
  })

  test('that hangs behind a closed window is left alone until somebody looks', () => {
    const { window, trouble } = page(false)
    trouble.happened('unresponsive')
    vi.advanceTimersByTime(againTooSoonMs * 2)
    expect([window.reloads, window.asked]).toEqual([0, []])
  })

  test('that hung and then dies is loaded again: it is its first death', () => {
    const { window, trouble } = page(false)
    trouble.happened('unresponsive')
    trouble.happened('gone')
    expect(window.reloads).toBe(1)
  })

  test('that is dead is not well because it is said to respond', () => {
    const { window, trouble } = page(false)
    trouble.happened('gone')
    trouble.happened('gone')
    trouble.well()
    vi.advanceTimersByTime(againTooSoonMs)
    expect(window.reloads).toBe(2)
  })

  test('that dies again a while later is simply loaded again', () => {
    const { window, trouble } = page()
    trouble.happened('gone')
    vi.advanceTimersByTime(againTooSoonMs + 1)
    trouble.happened('gone')
    expect([window.reloads, window.asked]).toEqual([2, []])
  })
})
