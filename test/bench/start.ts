/** From the start of the process to a queue that can be used, from a warm cache, beside an empty window's first paint. */
import { startApp, startEmptyWindow } from './support/electron'
import { cachedProfile, scratch } from './support/desk'
import { median, printFigures } from './support/figures'
import { settings } from './support/settings'
import { pause } from './support/started'
import type { Started } from './support/started'

const settleMs = 4000

const full = await cachedProfile(settings.tickets)
const demo = scratch()
const empty = scratch()

async function timed(start: () => Promise<Started>, restMs = 300): Promise<number> {
  const { ms, stop } = await start()
  await pause(restMs)
  await stop()
  return ms
}

const times = { empty: [] as number[], demo: [] as number[], full: [] as number[] }
try {
  // The first start of all makes the demo workspace; the browser keeps what it compiled after the second. Time for both.
  await timed(() => startApp(demo.folder, { args: ['--demo'] }), settleMs)
  await timed(() => startApp(demo.folder), settleMs)
  for (const start of [() => startEmptyWindow(empty.folder), () => startApp(full)])
    for (let warm = 0; warm < 2; warm++) await timed(start, settleMs)
  for (let run = 0; run < settings.runs; run++) {
    times.empty.push(await timed(() => startEmptyWindow(empty.folder)))
    times.demo.push(await timed(() => startApp(demo.folder)))
    times.full.push(await timed(() => startApp(full)))
  }
} finally {
  demo.remove()
  empty.remove()
}

const floor = median(times.empty)
const budget = { kind: 'ratio', most: 1.5 } as const
console.log(`\nStart to usable queue: median of ${settings.runs} starts, second start, warm cache`)
printFigures([
  { name: '240 tickets, backend in the app', value: median(times.demo), unit: 'ms', floor, budget },
  {
    name: `${settings.tickets} tickets, server not reached yet`,
    value: median(times.full),
    unit: 'ms',
    floor,
    budget,
  },
])
for (const [name, list] of Object.entries(times))
  console.log(`  ${name}: ${list.map((ms) => ms.toFixed(0)).join(', ')} ms`)
