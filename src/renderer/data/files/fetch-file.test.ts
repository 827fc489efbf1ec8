import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fetchFile } from './fetch-file'

let answer: (signal: AbortSignal) => Promise<Response>
let asked: string[]
beforeEach(() => {
  asked = []
  vi.stubGlobal('fetch', (path: string, { signal }: { signal: AbortSignal }) => {
    asked.push(path)
    return answer(signal)
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('a file comes with its bytes', async () => {
  answer = () => Promise.resolve(new Response('bytes'))
  const file = await fetchFile('a')
  expect(file.kind === 'came' && (await file.bytes.text())).toBe('bytes')
  expect(asked).toEqual(['/api/v1/attachments/a'])
})

test.each([
  [400, 'refused'],
  [403, 'refused'],
  [404, 'refused'],
  [410, 'refused'],
  // Another time it may well come.
  [401, 'failed'],
  [408, 'failed'],
  [429, 'failed'],
  [500, 'failed'],
  [503, 'failed'],
])('an answer %d is %s', async (status, kind) => {
  answer = () => Promise.resolve(new Response('{}', { status }))
  expect(await fetchFile('a')).toEqual({ kind })
})

test('a body that breaks off is no file', async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array([1]))
      controller.error(new Error('cut off'))
    },
  })
  answer = () => Promise.resolve(new Response(body))
  expect(await fetchFile('a')).toEqual({ kind: 'failed' })
  answer = () => Promise.reject(new TypeError('no network'))
  expect(await fetchFile('a')).toEqual({ kind: 'failed' })
})

test('whoever calls it off has the line to themselves at once, and nothing is asked that was called off before', async () => {
  let isEnded = false
  answer = (signal) =>
    new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => {
        isEnded = true
        reject(new Error('aborted'))
      }),
    )
  const off = new AbortController()
  const fetching = fetchFile('a', off.signal)
  off.abort()
  expect([await fetching, isEnded]).toEqual([{ kind: 'failed' }, true])
  expect(await fetchFile('b', off.signal)).toEqual({ kind: 'failed' })
  expect(asked).toEqual(['/api/v1/attachments/a'])
})

test('a line on which nothing moves is given up, one that moves slowly is waited for', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const bodyIn = (pieces: number, signal: AbortSignal) =>
    new Response(
      new ReadableStream({
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 20_000))
          if (signal.aborted) controller.error(new Error('aborted'))
          else if (pieces-- > 0) controller.enqueue(new Uint8Array(10))
          else controller.close()
        },
      }),
    )
  answer = (signal) => Promise.resolve(bodyIn(9, signal))
  const slow = fetchFile('a')
  await vi.advanceTimersByTimeAsync(300_000)
  expect(await slow).toMatchObject({ kind: 'came', bytes: { size: 90 } })
  answer = (signal) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('x'))))
  let isOver = false
  void fetchFile('a').then(() => (isOver = true))
  await vi.advanceTimersByTimeAsync(31_000)
  expect(isOver).toBe(true)
})
