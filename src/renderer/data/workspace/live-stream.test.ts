import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LiveHead } from '../../../shared/sync/wire'
import { followLive } from './live-stream'
import type { LiveStream } from './live-stream'

let streams: { readonly signal: AbortSignal; readonly say: (text: string) => void }[]
let heads: LiveHead[]
let ends: number
let live: LiveStream
beforeEach(() => {
  vi.useFakeTimers()
  streams = []
  heads = []
  ends = 0
  vi.stubGlobal('fetch', (_path: string, { signal }: { readonly signal: AbortSignal }) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        streams.push({ signal, say: (text) => controller.enqueue(new TextEncoder().encode(text)) })
        signal.addEventListener('abort', () => controller.error(signal.reason))
      },
    })
    return Promise.resolve(new Response(body))
  })
  live = followLive(
    (head) => heads.push(head),
    () => (ends += 1),
  )
})
afterEach(() => {
  live.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const head =
  'data: {"epoch":"018f0000-0000-7000-8000-000000000001","head":7,"durableSeq":7,"serverTime":1790000000000}\n\n'

test('a stream that falls silent is given up, and another one is asked for', async () => {
  await vi.advanceTimersByTimeAsync(0)
  streams[0]?.say(head)
  await vi.advanceTimersByTimeAsync(30_000)
  streams[0]?.say(': still here\n\n')
  await vi.advanceTimersByTimeAsync(30_000)
  expect([streams[0]?.signal.aborted, streams.length]).toEqual([false, 1])
  await vi.advanceTimersByTimeAsync(15_000)
  expect(streams[0]?.signal.aborted).toBe(true)
  expect(ends).toBe(1)
  await vi.advanceTimersByTimeAsync(2000)
  expect(streams).toHaveLength(2)
  expect(heads.map(({ head }) => head)).toEqual([7])
})

test('once stopped it asks for no other', async () => {
  await vi.advanceTimersByTimeAsync(0)
  live.stop()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(streams).toHaveLength(1)
})

test('a stream that waits to ask again asks at once when the server answered elsewhere, one that is heard does not', async () => {
  await vi.advanceTimersByTimeAsync(0)
  live.retry()
  expect(streams).toHaveLength(1)
  streams[0]?.say(head)
  await vi.advanceTimersByTimeAsync(40_000)
  expect([streams[0]?.signal.aborted, streams.length]).toEqual([true, 1])
  live.retry()
  await vi.advanceTimersByTimeAsync(0)
  expect(streams).toHaveLength(2)
  live.stop()
  live.retry()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(streams).toHaveLength(2)
})

test('a server that does not answer is asked ever more seldom, up to each ten seconds, until it is heard', async () => {
  live.stop()
  let asked = 0
  let answer = (): Promise<Response> => Promise.reject(new TypeError('no network'))
  vi.stubGlobal('fetch', () => {
    asked += 1
    return answer()
  })
  vi.spyOn(Math, 'random').mockReturnValue(1)
  live = followLive(
    (heard) => heads.push(heard),
    () => (ends += 1),
  )
  const askedAfter = async (ms: number): Promise<number> => {
    await vi.advanceTimersByTimeAsync(ms)
    return asked
  }
  expect([
    await askedAfter(999),
    await askedAfter(1),
    await askedAfter(2000),
    await askedAfter(4000),
  ]).toEqual([1, 2, 3, 4])
  expect([await askedAfter(8000), await askedAfter(9999), await askedAfter(1)]).toEqual([5, 5, 6])
  expect(ends).toBe(0)
  answer = () => Promise.resolve(new Response(head))
  await askedAfter(10_000)
  expect([heads.length, ends]).toEqual([1, 1])
  // It was heard: the next pause is a short one again.
  expect([await askedAfter(999), await askedAfter(1)]).toEqual([7, 8])
  vi.mocked(Math.random).mockRestore()
})

test('an app that is too old for the server asks it every two minutes', async () => {
  live.stop()
  let asked = 0
  vi.stubGlobal('fetch', () => {
    asked += 1
    return Promise.resolve(new Response(head, { status: 426 }))
  })
  live = followLive(
    (heard) => heads.push(heard),
    () => (ends += 1),
  )
  await vi.advanceTimersByTimeAsync(59_000)
  expect([asked, heads, ends]).toEqual([1, [], 0])
  await vi.advanceTimersByTimeAsync(61_000)
  expect(asked).toBe(2)
})

test('a line that says nothing of where the server is ends no stream', async () => {
  await vi.advanceTimersByTimeAsync(0)
  streams[0]?.say('data: {"epoch"\n\ndata: {"epoch":7}\n\nid: 7\n\n')
  streams[0]?.say(head)
  await vi.advanceTimersByTimeAsync(0)
  expect([heads.length, ends, streams.length]).toEqual([1, 0, 1])
})
