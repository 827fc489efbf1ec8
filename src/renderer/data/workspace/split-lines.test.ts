import { expect, test } from 'vitest'
import { splitLines } from './split-lines'

async function linesOf(...pieces: readonly (string | Uint8Array)[]) {
  let bytes = 0
  let isCalledOff = false
  const left = pieces.map((piece) => (typeof piece === 'string' ? new TextEncoder().encode(piece) : piece))
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = left.shift()
      if (piece) controller.enqueue(piece)
      else controller.close()
    },
    cancel: () => void (isCalledOff = true),
  })
  const lines: string[] = []
  for await (const line of splitLines(body, () => (bytes += 1))) {
    lines.push(line)
    if (line === 'enough') break
  }
  return { lines, bytes, isCalledOff }
}

test('a line is whole, in however many pieces it comes, also in the middle of a letter', async () => {
  const euro = new TextEncoder().encode('{"€":1}\n')
  expect((await linesOf('{"a', '":1}\n{"b":2}\n', '{"c"', ':3', '}\n')).lines).toEqual([
    '{"a":1}',
    '{"b":2}',
    '{"c":3}',
  ])
  expect((await linesOf(euro.slice(0, 3), euro.slice(3))).lines).toEqual(['{"€":1}'])
  expect((await linesOf('a\n\nb\n')).lines).toEqual(['a', '', 'b'])
})

test('a last line without an end is one too, and of nothing there is none', async () => {
  expect((await linesOf('a\nb')).lines).toEqual(['a', 'b'])
  expect((await linesOf('a\n')).lines).toEqual(['a'])
  expect(await linesOf()).toEqual({ lines: [], bytes: 0, isCalledOff: false })
})

test('whatever comes is told, and a stream of which there was enough is called off', async () => {
  expect(await linesOf('a', 'b', 'c\n')).toMatchObject({ bytes: 3 })
  expect(await linesOf('a\nenough\n', 'never\n')).toMatchObject({ lines: ['a', 'enough'], isCalledOff: true })
})
