import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { NoticeName, RequestAnswer } from '../../src/shared/ipc/channels'
import { trayIcons } from '../../src/main/menu/tray-icon'
import './support/bare-page'
import { startAgain } from './support/start-again'
import { expect, test } from './support/test'

/** Collects the notices of one name from now on. */
const collect = (page: Page, name: NoticeName): Promise<void> =>
  page.evaluate((channel) => {
    const heard: unknown[] = []
    Object.assign(globalThis, { heard })
    tijdig.listen(channel, (body) => heard.push(body))
  }, name)
const heard = (page: Page): Promise<unknown[]> =>
  page.evaluate(() => [...(globalThis as never as { heard: unknown[] }).heard])
const start = (page: Page): Promise<RequestAnswer<'app.start'>> =>
  page.evaluate(() => tijdig.request('app.start', {}))

test.beforeEach(({ profile }) => profile.expectProblem(/./))

test('a second start ends at once and hands its link to the first, which opens the ticket', async ({
  profile,
}) => {
  const app = await profile.launch()
  await start(app.page)
  await collect(app.page, 'open')
  expect(await startAgain(profile.userData, 'tijdig://ticket/1042')).toBe(0)
  await expect.poll(() => heard(app.page)).toEqual([{ view: 'ticket-number', number: 1042 }])
  await startAgain(profile.userData, 'tijdig://ticket/1042/solve')
  await startAgain(profile.userData)
  expect(await heard(app.page)).toHaveLength(1)
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('the window comes back where it was', async ({ profile }) => {
  const first = await profile.launch()
  await first.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 120, y: 80, width: 1000, height: 640 }),
  )
  // It is written once the window has come to rest.
  const kept = (): string => readFileSync(join(profile.userData, 'window.json'), 'utf8')
  await expect(() => expect(kept()).toContain('"width":1000')).toPass({ timeout: 10_000 })
  await first.quit()
  const second = await profile.launch()
  const bounds = await second.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBounds(),
  )
  expect(bounds).toMatchObject({ width: 1000, height: 640 })
})

test('preferences outlive a restart; an unknown value costs only itself, and a broken file is kept aside', async ({
  profile,
}) => {
  const first = await profile.launch()
  await first.page.evaluate(() => tijdig.request('preferences.set', { language: 'nl', theme: 'dark' }))
  expect(
    await first.electron.evaluate(({ nativeTheme, Menu }) => ({
      theme: nativeTheme.themeSource,
      reply: Menu.getApplicationMenu()?.getMenuItemById('ticket.reply')?.label,
    })),
  ).toEqual({ theme: 'dark', reply: 'Beantwoorden' })
  await first.quit()
  const second = await profile.launch()
  expect(await start(second.page)).toMatchObject({ preferences: { language: 'nl', theme: 'dark' } })
  await second.quit()
  const path = join(profile.userData, 'preferences.json')
  writeFileSync(path, '{"language": "klingon", "theme": "dark", "sounds": "soft"}')
  const third = await profile.launch()
  expect(await start(third.page)).toMatchObject({ preferences: { language: 'system', theme: 'dark' } })
  await third.page.evaluate(() => tijdig.request('preferences.set', { density: 'compact' }))
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
    language: 'klingon',
    theme: 'dark',
    sounds: 'soft',
    density: 'compact',
  })
  await third.quit()
  writeFileSync(path, '{"language": ')
  const fourth = await profile.launch()
  expect(await start(fourth.page)).toMatchObject({ preferences: { language: 'system', theme: 'system' } })
  expect(readFileSync(`${path}.bad`, 'utf8')).toBe('{"language": ')
})

test('a menu item runs its command in the page', async ({ app }) => {
  await start(app.page)
  await collect(app.page, 'command')
  await app.electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('go.missed')?.click())
  await expect.poll(() => heard(app.page)).toEqual([{ id: 'go.missed' }])
})

test('a command that is chosen while no window is on screen shows one and runs there', async ({ app }) => {
  await start(app.page)
  await collect(app.page, 'command')
  const choose = () =>
    app.electron.evaluate(({ Menu, BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0]
      window?.hide()
      const wasVisible = window?.isVisible()
      Menu.getApplicationMenu()?.getMenuItemById('go.missed')?.click()
      return wasVisible
    })
  expect(await choose()).toBe(false)
  await expect.poll(() => heard(app.page)).toEqual([{ id: 'go.missed' }])
  expect(
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()),
  ).toBe(true)
})

test('a window that is looked at stops asking for attention, and one that comes back gets its badge again', async ({
  profile,
}) => {
  const owner = {
    workspaceId: '018f0000-0000-7000-8000-000000000901',
    agentId: '018f0000-0000-7000-8000-000000000902',
  }
  const agent = { name: 'Sanne', email: 'sanne@office.example', role: 'agent', teamId: null, active: true }
  const session = {
    workspaceId: owner.workspaceId,
    workspaceName: 'Office',
    agent: { ...agent, id: owner.agentId },
    server: { kind: 'remote', url: 'http://127.0.0.1:9' },
    sealed: null,
  }
  writeFileSync(join(profile.userData, 'session.json'), JSON.stringify(session))
  const app = await profile.launch()
  await start(app.page)
  const past = Date.now() - 60_000
  const plan = {
    owner,
    version: 2,
    alerts: [],
    riskAt: [past, past, past],
    openIntervals: [],
    clockOffsetMs: 0,
  }
  await app.page.evaluate((args) => tijdig.request('alerts.plan', args), plan)
  const told = await app.electron.evaluate(({ app: running, BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]
    if (!window) throw new Error('there is no window')
    const calls: unknown[] = []
    window.flashFrame = (flash) => void calls.push(['flash', flash])
    running.setBadgeCount = (count) => calls.push(['badge', count]) > 0
    window.emit('focus')
    window.emit('show')
    return calls
  })
  expect(told).toEqual([
    ['flash', false],
    ['badge', 3],
  ])
})

test('the tray and the window have an icon', async ({ app }) => {
  const empty = await app.electron.evaluate(
    ({ nativeImage, app: running }, names) =>
      names.filter((name) =>
        nativeImage.createFromPath(`${running.getAppPath()}/resources/${name}`).isEmpty(),
      ),
    [...trayIcons, 'icon.png'],
  )
  expect(empty).toEqual([])
})

test('a page that dies twice behind its closed window asks nobody there; it asks when somebody looks', async ({
  app,
}) => {
  await start(app.page)
  const die = () =>
    app.electron.evaluate(async ({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0]
      if (!window) throw new Error('there is no window')
      const gone = new Promise((done) => window.webContents.once('render-process-gone', done))
      window.webContents.forcefullyCrashRenderer()
      await gone
    })
  const state = () =>
    app.electron.evaluate(({ BrowserWindow }) => ({
      crashed: BrowserWindow.getAllWindows()[0]?.webContents.isCrashed(),
      loading: BrowserWindow.getAllWindows()[0]?.webContents.isLoading(),
      visible: BrowserWindow.getAllWindows()[0]?.isVisible(),
      asked: (globalThis as { asked?: number }).asked,
    }))
  await expect.poll(async () => (await state()).visible).toBe(true)
  // The question itself is the system's: it is answered here with "Reload".
  await app.electron.evaluate(({ BrowserWindow, dialog }) => {
    const counted = globalThis as { asked?: number }
    counted.asked = 0
    dialog.showMessageBox = async () => {
      counted.asked = (counted.asked ?? 0) + 1
      return { response: 0, checkboxChecked: false }
    }
    BrowserWindow.getAllWindows()[0]?.hide()
  })
  await die()
  await expect.poll(state).toEqual({ crashed: false, loading: false, visible: false, asked: 0 })
  await die()
  expect(await state()).toMatchObject({ crashed: true, visible: false, asked: 0 })
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show())
  await expect.poll(state).toEqual({ crashed: false, loading: false, visible: true, asked: 1 })
})

test('a page whose process dies is loaded again', async ({ app }) => {
  const crashed = await app.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (!contents) throw new Error('there is no window')
    return new Promise<boolean>((resolve) => {
      contents.once('did-finish-load', () => resolve(contents.isCrashed()))
      contents.forcefullyCrashRenderer()
    })
  })
  expect(crashed).toBe(false)
})

test('a second window has a page of its own, and a link opens in the one that was used last', async ({
  app,
}) => {
  await start(app.page)
  const [second] = await Promise.all([
    app.electron.waitForEvent('window'),
    app.electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('window.new')?.click()),
  ])
  await second.waitForLoadState()
  await start(second)
  await collect(app.page, 'open')
  await collect(second, 'open')
  await app.electron.evaluate(({ app: electronApp }) =>
    electronApp.emit('second-instance', {}, ['tijdig', 'tijdig://ticket/12']),
  )
  await expect.poll(async () => [await heard(app.page), await heard(second)].flat()).toHaveLength(1)
})
