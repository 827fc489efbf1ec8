/** From a key press to the paint of the changed rows: view, filter, order and search, beside a frame of an empty window. */
import type { Locator, Page } from '@playwright/test'
import { openSignedIn } from './support/desk'
import { openEmptyPage } from './support/empty-page'
import { median, printFigures, quantile } from './support/figures'
import type { Figure } from './support/figures'
import { settings } from './support/settings'
import { pause } from './support/started'

interface Samples {
  readonly name: string
  readonly ms: number[]
  readonly worker: number[]
  readonly draw: number[]
}

/** A key press at any moment between two frames. */
const someTime = (): Promise<void> => pause(120 + Math.random() * 33)

async function emptyFrames(): Promise<number[]> {
  const { page, close } = await openEmptyPage()
  try {
    const times: number[] = []
    for (let press = 0; press < settings.presses; press++) {
      await someTime()
      await page.evaluate(() => bench.armPlain())
      await page.keyboard.press('x')
      times.push(await page.evaluate(() => bench.resultPlain()))
    }
    return times
  } finally {
    await close()
  }
}

/** Presses a key and adds what it took, if it changed the rows. */
async function press(page: Page, key: string, samples: Samples): Promise<void> {
  await someTime()
  await page.evaluate(() => bench.arm())
  await page.keyboard.press(key)
  const found = await page.evaluate(() => bench.result())
  if (found === null) return
  samples.ms.push(found.ms)
  samples.draw.push(found.draw)
  if (found.worker !== null) samples.worker.push(found.worker)
}

const samplesOf = (name: string): Samples => ({ name, ms: [], worker: [], draw: [] })

async function views(page: Page): Promise<Samples> {
  const samples = samplesOf('view')
  const keys = ['u', 's', 't', 'w', 'a']
  for (let count = 0; count < settings.presses; count++) {
    await page.keyboard.press('g')
    await press(page, keys[count % keys.length] ?? 'a', samples)
  }
  return samples
}

/** Goes up and down through the choices of a select. */
async function choices(page: Page, name: string, field: Locator, options: number): Promise<Samples> {
  const samples = samplesOf(name)
  await field.focus()
  for (let count = 0; count < settings.presses; count++)
    await press(page, count % (2 * options - 2) < options - 1 ? 'ArrowDown' : 'ArrowUp', samples)
  await page.keyboard.press('Escape')
  return samples
}

async function filters(page: Page): Promise<Samples> {
  await page.getByRole('button', { name: /^(Filter|\d+ filter)/i }).click()
  const field = page.getByLabel(/^(Prioriteit|Priority)$/)
  const samples = await choices(page, 'filter', field, 4)
  await field.selectOption('')
  return samples
}

const orders = (page: Page): Promise<Samples> =>
  choices(page, 'order', page.locator('[role=search] select'), 4)

async function search(page: Page): Promise<Samples> {
  const samples = samplesOf('search')
  const words = [
    'factuur',
    'password',
    'voorraad telling',
    'bestelling',
    'e-mail',
    'printer',
    'sensor',
    'betaling',
  ]
  for (let count = 0; samples.ms.length < settings.presses && count < 40; count++) {
    await page.keyboard.press('/')
    await page.keyboard.press('Delete')
    await pause(200)
    for (const letter of words[count % words.length] ?? '') await press(page, letter, samples)
    await page.keyboard.press('Escape')
  }
  return samples
}

const frames = await emptyFrames()
const desk = await openSignedIn(settings.tickets)
try {
  const all = [
    await views(desk.page),
    await filters(desk.page),
    await orders(desk.page),
    await search(desk.page),
  ]
  console.log(`\nKey press to paint with ${settings.tickets} tickets`)
  console.log('  from the key event to the first task after the frame that paints the changed rows')
  const floor = { p50: median(frames), p95: quantile(frames, 0.95) }
  const frame = { kind: 'value', most: 16.7 } as const
  printFigures(
    all.flatMap(({ name, ms }): readonly Figure[] => [
      { name: `${name}, p50 of ${ms.length}`, value: median(ms), unit: 'ms', floor: floor.p50, budget: null },
      { name: `${name}, p95`, value: quantile(ms, 0.95), unit: 'ms', floor: floor.p95, budget: frame },
    ]),
  )
  console.log('  of it: the worker’s answer, and from the changed document to its paint (p50 / p95, ms)')
  for (const { name, worker, draw } of all) console.log(`    ${name}: ${pair(worker)}, ${pair(draw)}`)
} finally {
  await desk.close()
}

function pair(values: readonly number[]): string {
  return `${median(values).toFixed(1)} / ${quantile(values, 0.95).toFixed(1)}`
}
