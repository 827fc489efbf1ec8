import type { RunningApp } from './support/app'
import { openOwnDesktop, type Desktop } from './support/own-desktop'
import { startAgain } from './support/start-again'
import { expect, test } from './support/test'

/** Closing the last window: the app stays at work, says so once, and ends only when it is told to. */
let desktop: Desktop
test.beforeAll(async () => {
  desktop = await openOwnDesktop()
})
test.afterAll(() => desktop.close())

const closeWindow = ({ electron }: RunningApp): Promise<void> =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())

const isVisible = ({ electron }: RunningApp): Promise<boolean | undefined> =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())

/** Resolves with the code of the app's own end. */
const ended = ({ electron }: RunningApp): Promise<number | null> =>
  new Promise((resolve) => electron.process().once('exit', resolve))

const told = (): number => desktop.shown().filter(({ summary }) => summary === 'Tijdig keeps watch').length

test('the app goes on behind its closed window, says so once, comes back, and really quits', async ({
  profile,
}) => {
  const app = await profile.launch({ env: desktop.env, args: ['--lang=en-US'] })
  await closeWindow(app)
  await expect.poll(() => isVisible(app)).toBe(false)
  await expect.poll(told).toBe(1)
  expect(await app.page.evaluate(() => document.title)).toBe('Tijdig')

  expect(await startAgain(profile.userData)).toBe(0)
  await expect.poll(() => isVisible(app)).toBe(true)
  await closeWindow(app)
  await expect.poll(() => isVisible(app)).toBe(false)
  expect(told()).toBe(1)

  const end = ended(app)
  void app.electron
    .evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
      items.find(({ role }) => role === 'quit')?.click()
    })
    .catch(() => undefined)
  expect(await end).toBe(0)
})

test('the app ends with its last window where a person wants that', async ({ profile }) => {
  const app = await profile.launch({ env: desktop.env })
  await app.page.waitForLoadState('load')
  await app.page.evaluate(() => window.tijdig.request('preferences.set', { stayWhenClosed: false }))
  const end = ended(app)
  void closeWindow(app).catch(() => undefined)
  expect(await end).toBe(0)
})
