import type { Page } from '@playwright/test'
import type { RequestAnswer } from '../../src/shared/ipc/channels'
import { barePage } from './support/bare-page'
import { expect, test } from './support/test'

const start = (page: Page): Promise<RequestAnswer<'app.start'>> =>
  page.evaluate(() => tijdig.request('app.start', {}))

const me = (page: Page): Promise<number> => page.evaluate(async () => (await fetch('/api/v1/me')).status)

test('the backend in the app comes back when it dies, with the same person signed in, and goes with the app', async ({
  app,
  profile,
}) => {
  test.setTimeout(180_000)
  profile.expectProblem(/./)
  const page = await barePage(app)
  const opened = await page.evaluate(() => tijdig.request('session.openDemo', {}))
  if (!opened.ok) throw new Error(opened.message)
  expect(opened.value.server).toEqual({ kind: 'embedded' })
  expect(await me(page)).toBe(200)

  const pidOf = (): Promise<number | undefined> =>
    app.electron.evaluate(
      ({ app: electronApp }) =>
        electronApp.getAppMetrics().find((metric) => metric.name === 'Tijdig backend')?.pid,
    )
  const first = await pidOf()
  if (first === undefined) throw new Error('the backend has no process')
  process.kill(first, 'SIGKILL')
  await expect.poll(() => me(page)).toBe(503)
  await expect.poll(async () => (await start(page)).backend.state, { timeout: 60_000 }).toBe('ready')
  await expect.poll(() => me(page), { timeout: 60_000 }).toBe(200)
  expect((await start(page)).signedIn).toMatchObject({ agent: opened.value.agent, expired: false })
  const second = await pidOf()
  expect(second).not.toBe(first)

  await app.quit()
  await expect
    .poll(() => {
      try {
        return process.kill(second ?? 0, 0)
      } catch {
        return false
      }
    })
    .toBe(false)
})
