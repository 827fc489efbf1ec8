import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import './support/bare-page'
import { expect, test } from './support/test'

const origin = 'tijdig-app://app'

/** What the log of this profile says. */
const logOf = (userData: string): string => readFileSync(join(userData, 'logs', 'main.log'), 'utf8')

const addressOf = (electron: ElectronApplication): Promise<string> =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL() ?? '')

test('the page is sandboxed, isolated and has no Node', async ({ app }) => {
  const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    // Read back from Electron itself; the method is not in its published types.
    return (
      contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    ).getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  })
  const globals = await app.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'electron', '__dirname'].filter((name) => name in globalThis),
  )
  expect(globals).toEqual([])
  expect(await app.page.evaluate(() => Object.keys(tijdig))).toEqual(['request', 'listen'])
})

test('every file comes with a strict content policy, and only files of the page come', async ({
  app,
  profile,
}) => {
  profile.expectProblem(/404|Failed to load resource/)
  const head = await app.page.evaluate(async () => {
    const answer = await fetch('/index.html')
    return { status: answer.status, policy: answer.headers.get('content-security-policy') ?? '' }
  })
  expect(head.status).toBe(200)
  const policy = new Map(
    head.policy.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1)]),
  )
  expect(policy.get('default-src')).toEqual(["'none'"])
  expect(policy.get('script-src')).toEqual(["'self'"])
  expect(policy.get('connect-src')).toEqual(["'self'"])
  expect(policy.get('object-src')).toEqual(["'none'"])
  expect(policy.get('base-uri')).toEqual(["'none'"])
  const outside = [
    '/%2e%2e/main/index.js',
    '/..%2f..%2fpackage.json',
    '/%2e%2e%5cmain',
    '/nothing.js',
    '/a%00.js',
  ]
  const answers = await app.page.evaluate(
    (paths) => Promise.all(paths.map(async (path) => (await fetch(path)).status)),
    outside,
  )
  expect(answers).toEqual(outside.map(() => 404))
})

test('scripts that are not files of the page do not run', async ({ app, profile }) => {
  profile.expectProblem(/Content Security Policy|Refused/)
  const ran = await app.page.evaluate(async () => {
    const marks = globalThis as unknown as Record<string, unknown>
    const script = document.createElement('script')
    script.textContent = 'globalThis.inlineRan = true'
    document.head.append(script)
    const image = document.createElement('div')
    image.innerHTML = '<img src="x:" onerror="globalThis.handlerRan = true">'
    const failed = new Promise((resolve) => image.firstElementChild?.addEventListener('error', resolve))
    document.body.append(image)
    // In a timer: what playwright runs itself is exempt from the policy.
    const evaluated = await new Promise((resolve) => {
      setTimeout(() => {
        try {
          resolve(new Function('return 1')())
        } catch {
          resolve('refused')
        }
      })
    })
    await failed
    image.remove()
    return { inline: 'inlineRan' in marks, handler: 'handlerRan' in marks, evaluated }
  })
  expect(ran).toEqual({ inline: false, handler: false, evaluated: 'refused' })
})

test('the page cannot go anywhere, open a window or hold a webview', async ({ app, profile }) => {
  profile.expectProblem(/./)
  const before = await addressOf(app.electron)
  expect(before.startsWith(origin)).toBe(true)
  const opened = await app.page.evaluate(() => window.open('https://example.com/') === null)
  expect(opened).toBe(true)
  await app.page.evaluate(() => {
    location.href = 'https://example.com/'
  })
  await app.page.evaluate(() => {
    location.href = 'file:///etc/passwd'
  })
  await app.page.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'https://example.com/'
    link.target = '_blank'
    document.body.append(link)
    link.click()
    link.remove()
  })
  await app.page.evaluate(() => {
    const form = document.createElement('form')
    form.action = 'https://example.com/'
    document.body.append(form)
    form.submit()
    form.remove()
  })
  await app.page.waitForTimeout(300)
  expect(await addressOf(app.electron)).toBe(before)
  expect(await app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1)
  expect(logOf(profile.userData)).toContain('refused a navigation')
})

test('every permission is refused', async ({ app, profile }) => {
  profile.expectProblem(/./)
  const answers = await app.page.evaluate(async () => {
    const refused = (work: Promise<unknown>): Promise<string> =>
      work.then(
        () => 'granted',
        () => 'refused',
      )
    const located = new Promise((resolve, reject) =>
      navigator.geolocation.getCurrentPosition(resolve, reject),
    )
    return {
      camera: await refused(navigator.mediaDevices.getUserMedia({ video: true })),
      microphone: await refused(navigator.mediaDevices.getUserMedia({ audio: true })),
      screen: await refused(navigator.mediaDevices.getDisplayMedia()),
      place: await refused(located),
      notification: await Notification.requestPermission(),
      clipboard: await refused(navigator.clipboard.readText()),
      midi: (await navigator.permissions.query({ name: 'midi' as PermissionName })).state,
    }
  })
  expect(answers).toEqual({
    camera: 'refused',
    microphone: 'refused',
    screen: 'refused',
    place: 'refused',
    notification: 'denied',
    clipboard: 'refused',
    midi: 'denied',
  })
})

test('main refuses unknown requests, wrong arguments and senders that are not the page', async ({
  app,
  profile,
}) => {
  profile.expectProblem(/refused|Error occurred in handler/)
  const ask = (name: string, args: unknown): Promise<string> =>
    app.page.evaluate(
      ([channel, input]) =>
        // Wrong on purpose: the types would refuse it.
        tijdig.request(channel as 'app.start', input as never).then(
          () => 'answered',
          (error: Error) => error.message,
        ),
      [name, args] as const,
    )
  expect(await ask('no.such', {})).toContain('There is no request named')
  expect(await ask('journal.append', { id: 'not-a-uuid', bytes: '' })).toContain('refused')
  expect(await ask('journal.append', null)).toContain('refused')
  expect(await ask('preferences.set', { theme: 'purple' })).toContain('refused')
  expect(await ask('app.openExternal', { url: 7 })).toContain('refused')
  expect(await ask('preferences.set', { theme: 'dark' })).toBe('answered')

  // A frame has no bridge at all; and one that asks main by itself is not the app's own page.
  const bridge = await app.page.evaluate(async () => {
    const frame = document.createElement('iframe')
    frame.srcdoc = '<p>mail</p>'
    document.body.append(frame)
    await new Promise((resolve) => frame.addEventListener('load', resolve))
    const has = 'tijdig' in (frame.contentWindow as object)
    frame.remove()
    return has
  })
  expect(bridge).toBe(false)
  await app.electron.evaluate(async ({ BrowserWindow, app: electronApp }) => {
    const foreign = new BrowserWindow({
      show: false,
      webPreferences: { preload: `${electronApp.getAppPath()}/out/preload/index.cjs`, sandbox: true },
    })
    await foreign.loadURL(
      `data:text/html,<meta http-equiv="Content-Security-Policy" content="default-src 'none'">foreign`,
    )
    const answer: unknown = await foreign.webContents.executeJavaScript(
      `window.tijdig.request('app.start', {}).then(() => 'answered', (error) => error.message)`,
    )
    foreign.destroy()
    if (!String(answer).includes('only the app')) throw new Error(`a foreign page got: ${String(answer)}`)
  })
  expect(logOf(profile.userData)).toContain("the sender is not the app's own page")
})

test('only https and mail addresses leave the app', async ({ app }) => {
  await app.electron.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = (url: string) => {
      opened.push(url)
      return Promise.resolve()
    }
  })
  const open = (url: string): Promise<boolean> =>
    app.page.evaluate(
      (address) => tijdig.request('app.openExternal', { url: address }).then((answer) => answer.ok),
      url,
    )
  expect(await open('https://example.com/video')).toBe(true)
  expect(await open('mailto:anna@example.com')).toBe(true)
  for (const url of [
    'file:///etc/passwd',
    'http://example.com/',
    'javascript:alert(1)',
    'smb://server/share',
  ])
    expect(await open(url)).toBe(false)
  const opened = await app.electron.evaluate(() => (globalThis as never as { opened: string[] }).opened)
  expect(opened).toEqual(['https://example.com/video', 'mailto:anna@example.com'])
})
