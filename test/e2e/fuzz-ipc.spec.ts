import { expect, test } from './support/test'
import { fuzzIpc } from '../fuzz/ipc'

test('broken arguments on every channel are refused, and the app goes on', async ({ profile }) => {
  test.setTimeout(180_000)
  profile.expectProblem(/Error occurred in handler for '.*is refused/)
  const app = await profile.launch()
  await expect(app.page.getByRole('button', { name: /demo/i })).toBeVisible()
  const report = await fuzzIpc(app.page, 20_230_224, 500)
  expect(report.faults).toEqual([])
  expect(report.refused).toBeGreaterThan(250)
  const start = await app.page.evaluate(() => window.tijdig.request('app.start', {}))
  expect(start.signedIn).toBeNull()
  expect(await app.electron.evaluate(() => 'polluted' in {})).toBe(false)
})
