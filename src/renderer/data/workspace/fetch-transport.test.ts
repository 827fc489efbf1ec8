import { expect, test } from 'vitest'
import { createPatience, toRaw } from './fetch-transport'

/** A body that comes in pieces, so many ms apart, until it is aborted. */
function slowBody(pieces: readonly string[], ms: number, signal: AbortSignal): Response {
  const left = [...pieces]
  return new Response(
    new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, ms))
        if (signal.aborted) controller.error(new Error('aborted'))
        const piece = left.shift()
        if (piece === undefined) controller.close()
        else controller.enqueue(new TextEncoder().encode(piece))
      },
    }),
  )
}

test('a large answer on a slow line is waited for as long as something comes', async () => {
  const patience = createPatience(400)
  const pieces = Array.from({ length: 12 }, (_, n) => `piece ${n},`)
  const raw = toRaw(slowBody(pieces, 60, patience.signal), patience)
  expect(await raw.text()).toBe(pieces.join(''))
})

test('an answer that stands still is given up', async () => {
  const patience = createPatience(50)
  const raw = toRaw(slowBody(['a', 'b'], 300, patience.signal), patience)
  await expect(raw.text()).rejects.toThrow('aborted')
})
