import { expect, it } from 'vitest'
import { readyLine } from './ready-line'

it('says how long it took and what is running', () => {
  const figures = { tickets: 240, runningClocks: 131, nextDeadline: Date.UTC(2026, 1, 9, 10) }
  expect(readyLine(figures, 1000, 1812.4)).toBe(
    'Tijdig ready in 812 ms: 240 tickets, 131 running clocks, next deadline 2026-02-09T10:00:00.000Z',
  )
})

it('says none when no deadline is running', () => {
  expect(readyLine({ tickets: 0, runningClocks: 0, nextDeadline: null }, 0, 5)).toBe(
    'Tijdig ready in 5 ms: 0 tickets, 0 running clocks, next deadline none',
  )
})
