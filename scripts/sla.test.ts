import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

/** Runs the calculator as a process of its own, with the input in pieces as given. */
async function calculate(pieces: readonly string[]): Promise<{ answers: unknown[]; code: number | null }> {
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs')
  const child = spawn(process.execPath, [tsx, 'scripts/sla.ts'], { cwd: root })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  const code = new Promise<number | null>((resolve) => child.on('close', resolve))
  for (const piece of pieces) {
    child.stdin.write(piece)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  child.stdin.end()
  const result = await code
  const answers = output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown)
  return { answers, code: result }
}

describe('the calculator as a command', () => {
  it('answers in order, passes over blank lines, takes Windows line ends and a last line without one', async () => {
    const { answers, code } = await calculate([
      '\uFEFF{"op":"effectiveStart","at":"2026-02-02T16:00:00Z"}\r\n\r\n   \n{"op":"add","start":',
      '"2026-02-02T12:00:00Z","minutes":240}\n\n{"op":"autoClose","lastContact":"2026-03-22T02:00:00Z"}',
    ])
    expect(answers).toEqual([
      { at: '2026-02-03T07:30:00Z' },
      { at: '2026-02-02T16:00:00Z' },
      { at: '2026-03-29T01:00:00Z' },
    ])
    expect(code).toBe(0)
  })

  it('answers the rest after a request that it cannot answer, and ends with code 1', async () => {
    const { answers, code } = await calculate([
      'nonsense\n{"op":"openIntervals","date":"2026-02-30"}\n{"op":"openIntervals","date":"2026-02-07"}\n',
    ])
    expect(answers).toEqual([
      { error: expect.stringMatching(/^the line is not JSON/) },
      { error: expect.stringMatching(/^date is "2026-02-30"/) },
      { intervals: [] },
    ])
    expect(code).toBe(1)
  })

  it('has nothing to say to nothing', async () => {
    expect(await calculate([])).toEqual({ answers: [], code: 0 })
  })
})
