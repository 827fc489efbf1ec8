/** Search in all texts of all tickets: the worker's answer alone, for words of every kind. */
import { cachedProfile, openDesk, untilQuiet, untilTold } from './support/desk'
import { median, printFigures, quantile } from './support/figures'
import { settings } from './support/settings'
import { pause } from './support/started'

const queries = [
  'f',
  'fa',
  'de',
  'factuur',
  'voorraad',
  'waterkant',
  'factuur bestelling',
  'de factuur van',
  '10042',
  'zoë',
  'nergenstevinden',
]

const desk = await openDesk(await cachedProfile(settings.tickets))
const { page } = desk
const times = new Map<string, number[]>()
try {
  await untilTold(page, 'opened')
  await untilQuiet(desk.app)
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  const field = page.getByRole('searchbox')
  for (let round = 0; round < Math.max(3, settings.presses / 6); round++)
    for (const query of queries) {
      const before = await page.evaluate(() => bench.answers.length)
      await field.fill(query)
      await pause(60)
      await page.waitForFunction(
        ([count, text]) => bench.answers.slice(count).some((answer) => answer.search === text),
        [before, query] as const,
      )
      const ms = await page.evaluate(
        ([count, text]) => bench.answers.slice(count).find((answer) => answer.search === text)?.ms ?? NaN,
        [before, query] as const,
      )
      times.set(query, [...(times.get(query) ?? []), ms])
    }
} finally {
  await desk.close()
}

const all = [...times.values()].flat()
console.log(
  `\nSearch in all texts of ${settings.tickets} tickets: question of the page to the worker’s answer`,
)
printFigures([
  {
    name: 'all queries, p50',
    value: median(all),
    unit: 'ms',
    floor: null,
    budget: { kind: 'value', most: 50 },
  },
  {
    name: 'all queries, p95',
    value: quantile(all, 0.95),
    unit: 'ms',
    floor: null,
    budget: { kind: 'value', most: 50 },
  },
  ...[...times].map(([query, list]) => ({
    name: `“${query}”, median`,
    value: median(list),
    unit: 'ms' as const,
    floor: null,
    budget: null,
  })),
])
