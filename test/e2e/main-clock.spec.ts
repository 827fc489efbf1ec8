import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'
import type { RunningApp } from './support/app'
import { expect, test } from './support/test'

/** The server's clock at a start without a network: kept on disk, and not believed when this machine's was set. */
const hour = 3_600_000

const offsetOf = ({ page }: RunningApp): Promise<number> =>
  page.evaluate(async () => (await window.tijdig.request('app.start', {})).clockOffsetMs)

test('what the server’s clock showed is known at the next start', async ({ profile }) => {
  const first = await profile.launch()
  expect(await offsetOf(first)).toBe(0)
  await first.page.evaluate(() =>
    window.tijdig.request('alerts.plan', { alerts: [], openIntervals: [], clockOffsetMs: 7_200_000 }),
  )
  await first.kill()
  expect(await offsetOf(await profile.launch())).toBe(2 * hour)
})

test('after the machine’s clock was set, the kept figure counts no more', async ({ profile }) => {
  const file = join(profile.userData, 'server-clock.json')
  writeFileSync(file, JSON.stringify({ offsetMs: hour, wall: Date.now() - 600_000, uptime: uptime() * 1000 }))
  const app = await profile.launch()
  expect(await offsetOf(app)).toBe(0)
  await app.page.evaluate(() =>
    window.tijdig.request('alerts.plan', { alerts: [], openIntervals: [], clockOffsetMs: 1000 }),
  )
  expect(existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as object)).toMatchObject({
    offsetMs: 1000,
  })
})
