import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { attachToDesk, dataWorker } from '../durability/desk-client'
import { agentAt } from './support/agent'
import type { RunningApp } from './support/app'
import { openTeam, sanne } from './support/team'
import { expect, test } from './support/test'

/**
 * The server's clock without a network: kept on disk, not believed when this machine's was set before a start, and right when it
 * is set while the app runs.
 */
const hour = 3_600_000

const offsetOf = ({ page }: RunningApp): Promise<number> =>
  page.evaluate(async () => (await window.tijdig.request('app.start', {})).clockOffsetMs)

/** Main learns what the server's clock showed with a plan, whoever's it is. */
const planNothing = async ({ page }: RunningApp, clockOffsetMs: number): Promise<void> => {
  const nobody = '00000000-0000-7000-8000-000000000000'
  const owner = { workspaceId: nobody, agentId: nobody }
  const plan = { owner, version: 2, alerts: [], riskAt: [], openIntervals: [], clockOffsetMs }
  await page.evaluate((args) => window.tijdig.request('alerts.plan', args), plan)
}

test('what the server’s clock showed is known at the next start', async ({ profile }) => {
  const first = await profile.launch()
  expect(await offsetOf(first)).toBe(0)
  await planNothing(first, 7_200_000)
  await first.kill()
  expect(await offsetOf(await profile.launch())).toBe(2 * hour)
})

test('after the machine’s clock was set, the kept figure counts no more', async ({ profile }) => {
  const file = join(profile.userData, 'server-clock.json')
  writeFileSync(file, JSON.stringify({ offsetMs: hour, wall: Date.now() - 600_000, uptime: uptime() * 1000 }))
  const app = await profile.launch()
  expect(await offsetOf(app)).toBe(0)
  await planNothing(app, 1000)
  expect(existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as object)).toMatchObject({
    offsetMs: 1000,
  })
})

/** Sets the wall clock of all the app's processes, as setting the machine's would: in one moment. Their other clocks run on. */
async function setClock({ electron, page }: RunningApp, byMs: number): Promise<void> {
  const real = (): number => performance.timeOrigin + performance.now()
  const setting = { at: real() + 2000, byMs }
  const set = ({ at, byMs }: typeof setting): void => {
    const now = Date.now
    Date.now = () => now() + (performance.timeOrigin + performance.now() < at ? 0 : byMs)
  }
  await electron.evaluate((_electron, { at, byMs }) => {
    const now = Date.now
    Date.now = () => now() + (performance.timeOrigin + performance.now() < at ? 0 : byMs)
  }, setting)
  await (await dataWorker(page)).evaluate(set, setting)
  await page.evaluate(set, setting)
  await page.waitForTimeout(setting.at - real())
}

test('a clock that is set while no server answers moves no countdown', async ({ profile }) => {
  test.setTimeout(180_000)
  profile.expectProblem(/ERR_|Failed to load resource|503|401/)
  const team = await openTeam()
  try {
    const ticket = await team.report('Printer is silent', 3 * hour)
    const app = await profile.launch({ args: ['--lang=en-US'] })
    const { sync } = await attachToDesk(app.page)
    const desk = agentAt(app.page)
    await desk.signIn(team.address, sanne.email)
    await desk.open(ticket)
    await team.killServer()
    await expect(desk.status).toContainText('Offline', { timeout: 30_000 })
    const figure = desk.row(ticket).getByText(/^\d:\d\d$/)
    let right = team.now() - Date.now()
    for (const by of [hour, -3 * hour]) {
      await setClock(app, by)
      right -= by
      const seen = new Set<string | null>()
      const until = performance.now() + 5000
      while (performance.now() < until) seen.add(await figure.textContent())
      expect([...seen].filter((text) => !/^(3:00|2:5\d)$/.test(text ?? ''))).toEqual([])
      await expect.poll(async () => (await sync())?.clockOffsetMs).toBeGreaterThan(right - 2000)
      expect((await sync())?.clockOffsetMs).toBeLessThan(right + 2000)
    }
  } finally {
    await team.close()
  }
})
