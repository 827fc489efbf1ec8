/** A first sync of everything: how long, beside the raw fetch and write of the same bytes, and what the page's thread feels. */
import { join } from 'node:path'
import { barePage } from '../e2e/support/bare-page'
import { openDesk, scratch, untilQuiet, untilTold } from './support/desk'
import { median, printFigures } from './support/figures'
import { settings } from './support/settings'
import { seededData, startServer } from './support/world'
import type { Server } from './support/world'

interface Run {
  readonly usable: number
  readonly stored: number
  readonly searchable: number
  readonly longest: number
  readonly long: readonly number[]
  readonly fetchMs: number
  readonly writeMs: number
  readonly bytes: number
}

async function run(server: Server): Promise<Run> {
  const profile = scratch()
  const desk = await openDesk(profile.folder)
  const { page } = desk
  try {
    await page.evaluate(() => bench.watchGaps())
    const begun = await desk.signIn(server)
    const opened = await untilTold(page, 'opened')
    const stored = await page.evaluate(
      () => bench.notices.find(({ name, phase }) => name === 'sync' && phase === 'online')?.at ?? NaN,
    )
    const atOpened = Date.now()
    await untilQuiet(desk.app)
    const searchable = opened + Date.now() - 2000 - atOpened
    const { longest, tasks } = await page.evaluate(() => ({
      longest: bench.longestGap,
      tasks: bench.longTasks,
    }))
    await page.addInitScript({ path: join(import.meta.dirname, 'support', 'floor-sync.js') })
    const bare = await barePage(desk.app)
    const floor = await bare.evaluate(() => floorSync())
    return {
      usable: opened - begun,
      stored: stored - begun,
      searchable: searchable - begun,
      longest,
      long: tasks.filter(({ startTime }) => startTime >= begun).map(({ duration }) => duration),
      ...floor,
    }
  } finally {
    await desk.close()
    profile.remove()
  }
}

const server = await startServer(await seededData(settings.tickets))
const runs: Run[] = []
try {
  // The server's own first reading of its disk is nobody's figure.
  await run(server)
  for (let count = 0; count < Math.min(2, settings.runs); count++) runs.push(await run(server))
} finally {
  await server.stop()
}
const of = (read: (run: Run) => number): number => median(runs.map(read))
const floor = of(({ fetchMs, writeMs }) => fetchMs + writeMs)
const bytes = runs[0]?.bytes ?? NaN
console.log(
  `\nFirst sync of ${settings.tickets} tickets, ${(bytes / 1e6).toFixed(0)} MB: median of ${runs.length}`,
)
console.log(
  '  floor: fetch of the same snapshot in an empty page, through the app, and one write of its bytes',
)
printFigures([
  {
    name: 'sign-in to usable queue',
    value: of(({ usable }) => usable),
    unit: 'ms',
    floor,
    budget: { kind: 'ratio', most: 2 },
  },
  { name: 'of it until all is stored', value: of(({ stored }) => stored), unit: 'ms', floor, budget: null },
  {
    name: 'until the search index rests too (about)',
    value: of(({ searchable }) => searchable),
    unit: 'ms',
    floor,
    budget: null,
  },
  { name: 'floor: fetch alone', value: of(({ fetchMs }) => fetchMs), unit: 'ms', floor, budget: null },
  {
    name: 'longest gap on the page’s thread meanwhile',
    value: Math.max(...runs.map(({ longest }) => longest)),
    unit: 'ms',
    floor: null,
    budget: { kind: 'value', most: 50 },
  },
])
console.log(
  `  long tasks (over 50 ms), run by run: ${runs.map(({ long }) => (long.length === 0 ? 'none' : long.join(' '))).join('; ')}`,
)
