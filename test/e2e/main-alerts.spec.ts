import { execFileSync } from 'node:child_process'
import type { Page } from '@playwright/test'
import type { Alert, RequestArgs } from '../../src/shared/ipc/channels'
import { barePage } from './support/bare-page'
import { expect, test } from './support/test'

/** Needs a real notification daemon on the session's bus: the test command starts dunst. */

interface Shown {
  readonly summary: string
  readonly body: string
}

const ticketId = (index: number): string => `018f0000-0000-7000-8000-${String(index).padStart(12, '0')}`

const dunst = (...args: readonly string[]): string => execFileSync('dunstctl', args, { encoding: 'utf8' })

/** Other tests may ring at the same time: these numbers are this file's own. */
const firstNumber = 100_000 + (process.pid % 10_000) * 100
const numberOf = (index: number): number => firstNumber + index

/** What the daemon has shown and still shows of one ticket, by its own account. */
function shownByDaemon(index: number): readonly Shown[] {
  dunst('close-all')
  const { data } = JSON.parse(dunst('history')) as {
    data: readonly (readonly Readonly<Record<'summary' | 'body', { readonly data: string }>>[])[]
  }
  return data
    .flat()
    .map(({ summary, body }) => ({ summary: summary.data, body: body.data }))
    .filter(({ summary, body }) => `${summary} ${body}`.includes(`#${numberOf(index)}`))
}

const plan = (page: Page, args: RequestArgs<'alerts.plan'>): Promise<unknown> =>
  page.evaluate((input) => tijdig.request('alerts.plan', input), args)

const alert = (index: number, at: number, due: number, subject = `Subject ${index}`): Alert => ({
  ticketId: ticketId(index),
  ticketNumber: numberOf(index),
  subject,
  customer: 'Van Dijk BV',
  clock: 'response',
  leadMinutes: 15,
  at: Math.round(at),
  due: Math.round(due),
})

const openNow = (): [number, number][] => [[Date.now() - 3_600_000, Date.now() + 36_000_000]]

test.beforeEach(({ profile }) => profile.expectProblem(/./))

test('an alert rings once, through the desktop, with ticket, clock and time left', async ({ profile }) => {
  const app = await profile.launch()
  const page = await barePage(app)
  const now = Date.now()
  const alerts = [alert(1, now + 500, now + 15 * 60_000, 'Invoices stay in draft')]
  await plan(page, { alerts, openIntervals: openNow() })
  await expect
    .poll(() => shownByDaemon(1))
    .toEqual([
      {
        summary: `#${numberOf(1)} · Response due in 15 min`,
        body: expect.stringContaining('Invoices stay in draft'),
      },
    ])
  await plan(page, { alerts, openIntervals: openNow() })
  await app.kill()
  const again = await barePage(await profile.launch())
  await plan(again, { alerts, openIntervals: openNow() })
  await again.waitForTimeout(1000)
  expect(shownByDaemon(1)).toHaveLength(1)
  const history = await again.evaluate(() => tijdig.request('alerts.history', {}))
  expect(history).toMatchObject({ alerts: [{ ticketNumber: numberOf(1), seen: false, grouped: false }] })
})

test('several at once come as one, which names the most urgent', async ({ app }) => {
  const page = await barePage(app)
  const now = Date.now()
  const alerts = [11, 12, 13, 14].map((index) => alert(index, now - 60_000, now + (40 - index) * 60_000))
  await plan(page, { alerts, openIntervals: openNow() })
  await expect
    .poll(() => shownByDaemon(14))
    .toEqual([{ summary: '4 deadlines need you', body: expect.stringContaining('and 3 more') }])
})

test('nothing rings while the office is closed, unless the person asked for it', async ({ app }) => {
  const page = await barePage(app)
  const now = Date.now()
  const args: RequestArgs<'alerts.plan'> = {
    alerts: [alert(21, now - 60_000, now + 60_000)],
    openIntervals: [[now + 36_000_000, now + 60_000_000]],
  }
  await plan(page, args)
  await page.waitForTimeout(1000)
  expect(shownByDaemon(21)).toEqual([])
  await page.evaluate(() => tijdig.request('preferences.set', { alertOutsideOfficeHours: true }))
  await expect.poll(() => shownByDaemon(21)).toHaveLength(1)
})

test('an alert rings although the page is dead', async ({ app }) => {
  const page = await barePage(app)
  const now = Date.now()
  await plan(page, { alerts: [alert(31, now + 2500, now + 60_000)], openIntervals: openNow() })
  await app.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.removeAllListeners('render-process-gone')
    contents?.forcefullyCrashRenderer()
  })
  expect(shownByDaemon(31)).toEqual([])
  await expect.poll(() => shownByDaemon(31)).toHaveLength(1)
})

test('a click opens the ticket', async ({ app }) => {
  const page = await barePage(app)
  const now = Date.now()
  await page.evaluate(() => {
    const heard: unknown[] = []
    Object.assign(globalThis, { heard })
    tijdig.listen('open', (body) => heard.push(body))
    return tijdig.request('app.start', {})
  })
  dunst('close-all')
  await plan(page, { alerts: [alert(41, now, now + 60_000)], openIntervals: openNow() })
  await expect.poll(() => Number(dunst('count', 'displayed'))).toBe(1)
  // The daemon's own "do what a click does" on the newest notification.
  dunst('action')
  await expect
    .poll(() => page.evaluate(() => (globalThis as never as { heard: unknown[] }).heard))
    .toEqual([{ view: 'ticket', ticketId: ticketId(41) }])
})

test('the plan outlives the app: after a restart it rings without the page planning anew', async ({
  profile,
}) => {
  const first = await profile.launch()
  const page = await barePage(first)
  const now = Date.now()
  await plan(page, { alerts: [alert(51, now + 6000, now + 60_000)], openIntervals: openNow() })
  await first.kill()
  await barePage(await profile.launch())
  await expect.poll(() => shownByDaemon(51), { timeout: 30_000 }).toHaveLength(1)
})

test('after a sleep, what was missed comes as one, and the page is told to read the time again', async ({
  app,
}) => {
  const page = await barePage(app)
  await page.evaluate(() => {
    const woken: unknown[] = []
    Object.assign(globalThis, { woken })
    tijdig.listen('wake', (body) => woken.push(body))
  })
  const now = Date.now()
  // The lid is closed between the plan and these moments: the timer has not rung when the machine wakes.
  const alerts = [61, 62].map((index) => alert(index, now + 1500, now + (90 - index) * 60_000))
  await plan(page, { alerts, openIntervals: openNow() })
  await app.electron.evaluate(({ powerMonitor }) => {
    const asleep = Date.now() + 2000
    while (Date.now() < asleep);
    powerMonitor.emit('resume')
  })
  await expect.poll(() => shownByDaemon(62).map(({ summary }) => summary)).toEqual(['2 deadlines need you'])
  expect(await page.evaluate(() => (globalThis as never as { woken: unknown[] }).woken)).toEqual([
    { clockOffsetMs: 0 },
  ])
})
