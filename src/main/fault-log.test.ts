import { expect, test } from 'vitest'
import { createFaultLog } from './fault-log'

const fault = { where: 'page', name: 'TypeError', message: 'x is no function', stack: '' } as const

function open() {
  const lines: string[] = []
  const clock = { now: 0 }
  const log = createFaultLog({ write: (line) => lines.push(line), now: () => clock.now })
  return { lines, clock, log }
}

test('a fault is one line of the log, whatever is in it', () => {
  const { lines, log } = open()
  log({ ...fault, part: 'sidebar', message: 'one\n[2026-01-01] two', stack: 'at a\nat b' })
  expect(lines).toEqual(['failed in the page, sidebar: TypeError: one | [2026-01-01] two at a | at b'])
})

test('a page that fails all the time fills no disk: the rest of a minute is counted', () => {
  const { lines, clock, log } = open()
  for (let n = 0; n < 500; n += 1) log(fault)
  expect(lines).toHaveLength(20)
  clock.now = 60_000
  log(fault)
  expect(lines.slice(20)).toEqual([
    '480 more faults of pages were not written down',
    expect.stringContaining('TypeError'),
  ])
})
