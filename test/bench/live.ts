/** From a colleague's change on the server to the painted row, on the loopback address; and search while it is asked. */
import { openSignedIn } from './support/desk'
import { median, printFigures, quantile } from './support/figures'
import { settings } from './support/settings'
import { pause } from './support/started'
import { createColleague } from './support/colleague'

const desk = await openSignedIn(settings.tickets)
const { page, server } = desk
const fromSending: number[] = []
const fromCommit: number[] = []
const floors: number[] = []
try {
  const colleague = await createColleague(server.url)
  const row = page.locator('[data-queue-list] [role=option]:not([aria-hidden])').nth(2)
  const ticketId = ((await row.getAttribute('id')) ?? '').replace(/^row-/, '')
  let former = (await row.locator('[class*=title]').textContent()) ?? ''
  for (let change = 0; change < settings.presses; change++) {
    await pause(250 + Math.random() * 100)
    const subject = `Measured change ${change} of ${Date.now()}`
    await page.evaluate((text) => bench.textPainted(text), subject)
    const { sentAt, answeredAt } = await colleague.rename(ticketId, former, subject)
    former = subject
    const painted = await page.evaluate(() => bench.armed)
    fromSending.push(painted - sentAt)
    fromCommit.push(painted - answeredAt)
    floors.push(
      await page.evaluate(async () => {
        const begun = performance.now()
        await (await fetch('/api/v1/me')).text()
        return (await bench.painted()) - begun
      }),
    )
  }
} finally {
  await desk.close()
}

console.log(
  `\nA colleague’s change to the painted row, loopback, ${settings.tickets} tickets, ${fromCommit.length} changes`,
)
console.log('  floor: one call through the app to the same server, and a frame')
const budget = { kind: 'value', most: 100 } as const
const p50 = median(floors)
const p95 = quantile(floors, 0.95)
printFigures([
  { name: 'from the colleague’s sending, p50', value: median(fromSending), unit: 'ms', floor: p50, budget },
  {
    name: 'from the colleague’s sending, p95',
    value: quantile(fromSending, 0.95),
    unit: 'ms',
    floor: p95,
    budget,
  },
  {
    name: 'from the server’s answer to it, p50',
    value: median(fromCommit),
    unit: 'ms',
    floor: p50,
    budget: null,
  },
  {
    name: 'from the server’s answer to it, p95',
    value: quantile(fromCommit, 0.95),
    unit: 'ms',
    floor: p95,
    budget: null,
  },
])
