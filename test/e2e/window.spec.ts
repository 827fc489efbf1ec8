import { expect, test } from './support/test'

test('the window opens and has the app’s name', async ({ app }) => {
  await expect(app.page).toHaveTitle(/Tijdig/)
  const windows = await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  expect(windows).toBe(1)
})

test('the same profile opens again after kill -9', async ({ profile }) => {
  const first = await profile.launch()
  await first.kill()
  const second = await profile.launch()
  await expect(second.page).toHaveTitle(/Tijdig/)
})
