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
