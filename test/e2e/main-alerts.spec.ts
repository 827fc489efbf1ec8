import type { Page } from '@playwright/test'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Alert } from '../../src/shared/alerts/alert'
import type { RequestArgs } from '../../src/shared/ipc/channels'
import type { Ticket } from '../../src/shared/tickets/ticket'
import { agentAt } from './support/agent'
import type { RunningApp } from './support/app'
import { barePage } from './support/bare-page'
import { openOwnDesktop } from './support/own-desktop'
import type { Desktop } from './support/own-desktop'
import { openTeam, sanne, youssef } from './support/team'
import { expect, test } from './support/test'
import type { Profile } from './support/test'

/** On a desktop of its own, with a real notification daemon. */

let desktop: Desktop
test.beforeAll(async () => {
  desktop = await openOwnDesktop()
})
test.afterAll(() => desktop.close())
test.beforeEach(({ profile }) => {
  desktop.clear()
  profile.expectProblem(/./)
})

const uuid = (index: number): string => `018f0000-0000-7000-8000-${String(index).padStart(12, '0')}`
const owner = { workspaceId: uuid(901), agentId: uuid(902) }

/** Starts an app in which somebody is signed in, to a server that does not answer. */
async function launch(profile: Profile, agentId = owner.agentId): Promise<RunningApp> {
  const agent = { name: 'Sanne', email: 'sanne@office.example', role: 'agent', teamId: null, active: true }
  const session = {
    workspaceId: owner.workspaceId,
    workspaceName: 'Office',
    agent: { ...agent, id: agentId },
    server: { kind: 'remote', url: 'http://127.0.0.1:9' },
    sealed: null,
  }
  writeFileSync(join(profile.userData, 'session.json'), JSON.stringify(session))
  return profile.launch({ env: desktop.env })
}

/** What the daemon has shown and still shows of one ticket, by its own account. */
const shownOf = (index: number) =>
  desktop.shown().filter(({ summary, body }) => `${summary} ${body}`.includes(`#${1000 + index} `))

type Planned = Pick<RequestArgs<'alerts.plan'>, 'alerts' | 'openIntervals'>

const plan = (page: Page, planned: Planned): Promise<unknown> =>
  page.evaluate((args) => tijdig.request('alerts.plan', args), { owner, version: 2, riskAt: [], ...planned })

const alert = (index: number, at: number, due: number, subject = `Subject ${index}`): Alert => ({
  rule: 'response',
  clock: 'response',
  ticketId: uuid(index),
  ticketNumber: 1000 + index,
  subject,
  customer: 'Van Dijk BV',
  leadMinutes: 15,
  at: Math.round(at),
  due: Math.round(due),
})

const openNow = (): [number, number][] => [[Date.now() - 3_600_000, Date.now() + 36_000_000]]

test('an alert rings once, through the desktop, with ticket, clock and time left', async ({ profile }) => {
  const app = await launch(profile)
  const page = await barePage(app)
  const now = Date.now()
  const alerts = [alert(1, now + 500, now + 15 * 60_000, 'Invoices stay in draft')]
  await plan(page, { alerts, openIntervals: openNow() })
  await expect
    .poll(() => shownOf(1))
    .toEqual([
      { summary: '#1001 · Response due in 15 min', body: expect.stringContaining('Invoices stay in draft') },
    ])
  await plan(page, { alerts, openIntervals: openNow() })
  await app.kill()
  const again = await barePage(await launch(profile))
  // What is planned beside it has rung when that one could have rung twice.
  await plan(again, { alerts: [...alerts, alert(2, now, now + 60_000)], openIntervals: openNow() })
  await expect.poll(() => shownOf(2)).toHaveLength(1)
  expect(shownOf(1)).toHaveLength(1)
  const history = await again.evaluate(() => tijdig.request('alerts.history', {}))
  expect(history.alerts.map(({ ticketNumber, seen, grouped }) => [ticketNumber, seen, grouped])).toEqual([
    [1002, false, false],
    [1001, false, false],
  ])
})

test('several at once come as one, which names the most urgent', async ({ profile }) => {
  const page = await barePage(await launch(profile))
  const now = Date.now()
  const alerts = [11, 12, 13, 14].map((index) => alert(index, now - 60_000, now + (40 - index) * 60_000))
  await plan(page, { alerts, openIntervals: openNow() })
  await expect
    .poll(() => shownOf(14))
    .toEqual([{ summary: '4 deadlines need you', body: expect.stringContaining('and 3 more') }])
})

test('nothing rings while the office is closed, unless the person asked for it', async ({ profile }) => {
  const page = await barePage(await launch(profile))
  const now = Date.now()
  await plan(page, {
    alerts: [alert(21, now - 120_000, now + 60_000)],
    openIntervals: [[now + 36_000_000, now + 60_000_000]],
  })
  // The look that a plan brings is done when this is answered.
  const history = await page.evaluate(() => tijdig.request('alerts.history', {}))
  expect([history.alerts, shownOf(21)]).toEqual([[], []])
  await page.evaluate(() => tijdig.request('preferences.set', { alertOutsideOfficeHours: true }))
  await expect.poll(() => shownOf(21)).toHaveLength(1)
})

test('nothing rings for who chose none, from that moment on', async ({ profile }) => {
  const page = await barePage(await launch(profile))
  const now = Date.now()
  await page.evaluate(() => tijdig.request('preferences.set', { alertScope: 'none' }))
  await plan(page, { alerts: [alert(25, now, now + 60_000)], openIntervals: openNow() })
  const history = await page.evaluate(() => tijdig.request('alerts.history', {}))
  expect([history.alerts, shownOf(25)]).toEqual([[], []])
})

test('the next person on this device does not have the bells of the former one, who finds them again', async ({
  profile,
}) => {
  const chosen = (page: Page) =>
    page.evaluate(async () => {
      const [started, who] = [await tijdig.request('app.start', {}), await tijdig.request('app.who', {})]
      return [started, who].map(({ preferences: { alertScope, theme } }) => `${alertScope} ${theme}`)
    })
  const first = await launch(profile)
  const page = await barePage(first)
  await page.evaluate(() => tijdig.request('preferences.set', { alertScope: 'none', theme: 'dark' }))
  await page.evaluate(() => {
    const told: unknown[] = []
    Object.assign(globalThis, { told })
    tijdig.listen('preferences', ({ alertScope }) => told.push(alertScope))
    return tijdig.request('session.signOut', {})
  })
  await expect
    .poll(() => page.evaluate(() => (globalThis as never as { told: unknown[] }).told))
    .toEqual(['mine-and-unassigned'])
  await first.quit()

  const second = await launch(profile, uuid(903))
  const other = await barePage(second)
  expect(await chosen(other)).toEqual(Array(2).fill('mine-and-unassigned dark'))
  await second.quit()
  expect(await chosen(await barePage(await launch(profile)))).toEqual(Array(2).fill('none dark'))
})

test('an alert rings although the page is dead', async ({ profile }) => {
  const app = await launch(profile)
  const page = await barePage(app)
  const now = Date.now()
  await plan(page, { alerts: [alert(31, now + 8000, now + 60_000)], openIntervals: openNow() })
  await app.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.removeAllListeners('render-process-gone')
    contents?.forcefullyCrashRenderer()
  })
  expect(shownOf(31)).toEqual([])
  await expect.poll(() => shownOf(31), { timeout: 20_000 }).toHaveLength(1)
})

test('a click opens the ticket', async ({ profile }) => {
  const page = await barePage(await launch(profile))
  const now = Date.now()
  await page.evaluate(() => {
    const heard: unknown[] = []
    Object.assign(globalThis, { heard })
    tijdig.listen('open', (body) => heard.push(body))
    return tijdig.request('app.start', {})
  })
  await plan(page, { alerts: [alert(41, now, now + 60_000)], openIntervals: openNow() })
  await expect.poll(desktop.displayed).toBe(1)
  desktop.click()
  await expect
    .poll(() => page.evaluate(() => (globalThis as never as { heard: unknown[] }).heard))
    .toEqual([{ view: 'ticket', ticketId: uuid(41) }])
})

test('the plan outlives the app: after a restart it rings without the page planning anew', async ({
  profile,
}) => {
  const first = await launch(profile)
  const page = await barePage(first)
  const now = Date.now()
  await plan(page, { alerts: [alert(51, now + 6000, now + 60_000)], openIntervals: openNow() })
  await first.kill()
  await barePage(await launch(profile))
  await expect.poll(() => shownOf(51), { timeout: 30_000 }).toHaveLength(1)
})

test('after a sleep, what was missed comes as one, and the page is told to read the time again', async ({
  profile,
}) => {
  const app = await launch(profile)
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
  await expect.poll(() => shownOf(62).map(({ summary }) => summary)).toEqual(['2 deadlines need you'])
  expect(await page.evaluate(() => (globalThis as never as { woken: unknown[] }).woken)).toEqual([
    { clockOffsetMs: 0 },
  ])
})

test('with the person go the plan, what stands on the screen and the list', async ({ profile }) => {
  const page = await barePage(await launch(profile))
  const now = Date.now()
  await plan(page, { alerts: [alert(71, now, now + 60_000)], openIntervals: openNow() })
  await expect.poll(desktop.displayed).toBe(1)
  await page.evaluate(() => tijdig.request('session.signOut', {}))
  await expect.poll(desktop.displayed).toBe(0)
  await plan(page, { alerts: [alert(72, now, now + 60_000)], openIntervals: openNow() })
  const history = await page.evaluate(() => tijdig.request('alerts.history', {}))
  expect([history.alerts, shownOf(72)]).toEqual([[], []])
})

test('a bell goes away when a colleague solves its ticket or another window wants none, and rings for who stands in', async ({
  profile,
}) => {
  test.setTimeout(240_000)
  const team = await openTeam()
  try {
    const app = await profile.launch({ args: ['--lang=en-US'], env: desktop.env })
    await agentAt(app.page).signIn(team.address, sanne.email)
    // What the others of this workspace have to say comes first, as one.
    await expect.poll(desktop.displayed, { timeout: 60_000 }).toBe(1)
    desktop.clear()
    const ringsFor = async (subject: string): Promise<Ticket> => {
      const ticket = await team.report(subject, 12 * 60_000)
      await expect.poll(desktop.displayed, { timeout: 30_000 }).toBe(1)
      const { alerts } = await app.page.evaluate(() => window.tijdig.request('alerts.history', {}))
      expect(alerts[0]).toMatchObject({ ticketId: ticket.id, clock: 'response', grouped: false })
      return ticket
    }
    await team.solve(await ringsFor('Printer is silent'))
    await expect.poll(desktop.displayed, { timeout: 30_000 }).toBe(0)

    await ringsFor('Scanner is silent')
    const opened = app.electron.waitForEvent('window')
    await app.electron.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()?.getMenuItemById('window.new')?.click(),
    )
    const second = await opened
    await second.waitForLoadState('load')
    await second.evaluate(() =>
      window.tijdig.request('preferences.set', { alertScope: 'none', language: 'nl' }),
    )
    await expect.poll(desktop.displayed, { timeout: 30_000 }).toBe(0)
    await expect(app.page.locator('html')).toHaveAttribute('lang', 'nl')

    await second.evaluate(() => window.tijdig.request('preferences.set', { alertScope: 'mine' }))
    await team.putAway(youssef, sanne)
    const { id } = await team.report('Label printer is silent', 12 * 60_000, youssef)
    const history = () => app.page.evaluate(() => window.tijdig.request('alerts.history', {}))
    const inPlaceOf = async () =>
      (await history()).alerts.find(({ ticketId }) => ticketId === id)?.absentOwner ?? null
    await expect.poll(inPlaceOf, { timeout: 30_000 }).toBe(youssef.name)
  } finally {
    await team.close()
  }
})
