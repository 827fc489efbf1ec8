/** What a desk costs while nobody touches it: the tick's main-thread time, and memory, beside an empty window. */
import type { CDPSession } from '@playwright/test'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { cachedProfile, openSignedIn, scratch } from './support/desk'
import { openEmptyPage } from './support/empty-page'
import { startApp, startEmptyWindow } from './support/electron'
import { printFigures } from './support/figures'
import { processTree, pssOf } from './support/process-tree'
import { settings } from './support/settings'
import { pause } from './support/started'
import type { Started } from './support/started'
import { seededData } from './support/world'

const seconds = 30

/** Memory of a started app after it has come to rest: its windows and services, and its embedded backend apart. */
async function memoryOf(started: Promise<Started>, restMs: number) {
  const { pid, stop } = await started
  await pause(restMs)
  const tree = processTree(pid)
  const backend = tree.filter(({ service }) => service.startsWith('node.mojom'))
  const parts = new Map<string, number>()
  for (const each of tree) {
    const name = each.service || each.kind
    parts.set(name, (parts.get(name) ?? 0) + pssOf([each]))
  }
  const app = pssOf(tree.filter((each) => !backend.includes(each)))
  const apart = pssOf(backend)
  await stop()
  return { app, backend: apart, parts }
}

/** Processor time of the page's main thread, ms a second. */
async function spentAtRest(devtools: CDPSession) {
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const read = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0
  }
  // What the work before left behind is not the tick: V8 would collect it some time in these seconds.
  await devtools.send('HeapProfiler.collectGarbage')
  await pause(1000)
  const before = await read()
  await pause(seconds * 1000)
  const after = await read()
  const spent = (name: string): number => ((after(name) - before(name)) * 1000) / seconds
  return {
    total: spent('TaskDuration'),
    script: spent('ScriptDuration'),
    layout: spent('LayoutDuration') + spent('RecalcStyleDuration'),
  }
}

async function emptyPageAtRest(): Promise<number> {
  const { page, close } = await openEmptyPage()
  try {
    return (await spentAtRest(await page.context().newCDPSession(page))).total
  } finally {
    await close()
  }
}

/** V8 tidies up for the better part of a minute after work: that is not the tick, and told beside it. */
const justStoppedMs = 15_000
const untilTidyMs = 30_000

async function tick() {
  const desk = await openSignedIn(settings.tickets)
  try {
    await pause(justStoppedMs)
    const justStopped = await spentAtRest(desk.devtools)
    await pause(untilTidyMs)
    const spent = await spentAtRest(desk.devtools)
    return {
      ...spent,
      justStopped: justStopped.total,
      app: pssOf(processTree(desk.app.electron.process().pid ?? 0)),
    }
  } finally {
    await desk.close()
  }
}

const emptyTicking = await emptyPageAtRest()
const ticking = await tick()
console.log(
  `\nThe tick with ${settings.tickets} tickets: processor time of the page’s thread, ${seconds} s at rest, clocks ticking`,
)
printFigures([
  {
    name: 'all tasks',
    value: ticking.total,
    unit: 'ms/s',
    floor: emptyTicking,
    budget: { kind: 'value', most: 2 },
  },
  { name: 'of them scripts', value: ticking.script, unit: 'ms/s', floor: null, budget: null },
  { name: 'of them style and layout', value: ticking.layout, unit: 'ms/s', floor: null, budget: null },
  {
    name: 'all tasks, a minute earlier',
    value: ticking.justStopped,
    unit: 'ms/s',
    floor: null,
    budget: null,
  },
])

const full = await cachedProfile(settings.tickets)
const empty = scratch()
const embedded = scratch()
try {
  await startEmptyWindow(empty.folder).then(({ stop }) => stop())
  const window = await memoryOf(startEmptyWindow(empty.folder), 5000)
  const floor = window.app
  const client = await memoryOf(startApp(full), 30_000)
  cpSync(await seededData(settings.tickets), join(embedded.folder, 'backend'), { recursive: true })
  await startApp(embedded.folder, { args: ['--demo'] }).then(async ({ stop }) => {
    await pause(15_000)
    await stop()
  })
  const both = await memoryOf(startApp(embedded.folder), 45_000)
  console.log('\nMemory at rest: PSS of all processes of the app')
  const budget = { kind: 'ratio', most: 1.6 } as const
  printFigures([
    { name: `${settings.tickets} tickets, from the cache`, value: client.app, unit: 'MB', floor, budget },
    { name: 'the same, signed in, after work', value: ticking.app, unit: 'MB', floor, budget: null },
    { name: `${settings.tickets} tickets, backend in the app`, value: both.app, unit: 'MB', floor, budget },
    { name: 'the backend in the app, apart', value: both.backend, unit: 'MB', floor: null, budget: null },
  ])
  for (const [name, { parts }] of [
    ['empty window', window],
    ['client', client],
    ['both', both],
  ] as const)
    console.log(`  ${name}: ${[...parts].map(([part, mb]) => `${part} ${mb.toFixed(0)}`).join(', ')} MB`)
} finally {
  empty.remove()
  embedded.remove()
}
