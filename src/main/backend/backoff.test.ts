import { expect, it } from 'vitest'
import { pauseBeforeRestart, restartPauses, wellAfter } from './backoff'

it('waits longer after each death in a row, and gives up in the end', () => {
  const pauses: (number | null)[] = []
  let deaths = 0
  for (let index = 0; index <= restartPauses.length; index += 1) {
    const next = pauseBeforeRestart(deaths, 0)
    deaths = next.deaths
    pauses.push(next.pause)
  }
  expect(pauses).toEqual([...restartPauses, null])
})

it('begins anew when the backend had been well', () => {
  expect(pauseBeforeRestart(5, wellAfter)).toEqual({ pause: restartPauses[0], deaths: 1 })
})
