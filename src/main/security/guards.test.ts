import type { Session } from 'electron'
import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { openExternal } from './external'
import { denyNavigation, denyPermissions, fetchNoDictionaries } from './guards'

const electron = vi.hoisted(() => ({ app: null as unknown as EventEmitter, opened: [] as string[] }))
// The contents and sessions that are guarded are Electron's: here what it asks of the guards.
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  electron.app = new Emitter()
  return {
    app: electron.app,
    protocol: {},
    shell: { openExternal: (url: string) => Promise.resolve(electron.opened.push(url)) },
  }
})
vi.mock('../log', () => ({ log: { warn: () => undefined } }))

const page = 'tijdig-app://app/index.html'
const mail = 'https://example.com/'

describe('a page', () => {
  let contents: EventEmitter & { windowOpen: () => unknown }
  beforeEach(() => {
    electron.app.removeAllListeners()
    denyNavigation()
    contents = Object.assign(new EventEmitter(), {
      windowOpen: (): unknown => null,
      setWindowOpenHandler: (answer: () => unknown) => void (contents.windowOpen = answer),
    })
    electron.app.emit('web-contents-created', {}, contents)
  })
  const isStopped = (name: string, more: object = {}, ...args: unknown[]): boolean => {
    let stopped = false
    contents.emit(name, { ...more, preventDefault: () => (stopped = true) }, ...args)
    return stopped
  }

  it('goes nowhere but to itself', () => {
    expect(isStopped('will-navigate', {}, page)).toBe(false)
    for (const url of [mail, 'file:///etc/passwd', `${page}.example/`, 'tijdig-app://app/other.html'])
      expect(isStopped('will-navigate', {}, url)).toBe(true)
    expect(isStopped('will-redirect', {}, mail)).toBe(true)
  })

  it('shows a mail in a frame that goes nowhere when a link in it is clicked', () => {
    expect(isStopped('will-frame-navigate', { isMainFrame: false, url: mail })).toBe(true)
    expect(isStopped('will-frame-navigate', { isMainFrame: false, url: page })).toBe(true)
    expect(isStopped('will-frame-navigate', { isMainFrame: false, url: 'about:srcdoc' })).toBe(false)
    expect(isStopped('will-frame-navigate', { isMainFrame: false, url: 'blob:tijdig-app://app/7' })).toBe(
      false,
    )
    // The page's own frame is judged by `will-navigate`.
    expect(isStopped('will-frame-navigate', { isMainFrame: true, url: page })).toBe(false)
  })

  it('holds no webview and opens no window', () => {
    expect(isStopped('will-attach-webview')).toBe(true)
    expect(contents.windowOpen()).toEqual({ action: 'deny' })
  })
})

describe('a permission', () => {
  type Check = (contents: unknown, permission: string, origin: string) => boolean
  const handlers = {
    request: (_contents: unknown, _permission: string, _answer: (granted: boolean) => void): void =>
      undefined,
    check: (() => true) as Check,
    device: (): boolean => true,
    display: (_request: unknown, _answer: (streams: object) => void): void => undefined,
  }
  beforeEach(() =>
    denyPermissions({
      setPermissionRequestHandler: (given: typeof handlers.request) => (handlers.request = given),
      setPermissionCheckHandler: (given: Check) => (handlers.check = given),
      setDevicePermissionHandler: (given: () => boolean) => (handlers.device = given),
      setDisplayMediaRequestHandler: (given: typeof handlers.display) => (handlers.display = given),
    } as unknown as Session),
  )
  const asked = (permission: string): boolean[] => {
    const answers: boolean[] = []
    handlers.request(null, permission, (granted) => answers.push(granted))
    return answers
  }

  it('is given for what keeps the work of people, and for copying', () => {
    for (const permission of ['persistent-storage', 'clipboard-sanitized-write']) {
      expect(asked(permission)).toEqual([true])
      expect(handlers.check(null, permission, 'tijdig-app://app/')).toBe(true)
      expect(handlers.check(null, permission, 'https://example.com/')).toBe(false)
    }
  })

  it('is refused for everything else', () => {
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal']) {
      expect(asked(permission)).toEqual([false])
      expect(handlers.check(null, permission, 'tijdig-app://app/')).toBe(false)
    }
    expect(handlers.device()).toBe(false)
    const streams: object[] = []
    handlers.display(null, (given) => streams.push(given))
    expect(streams).toEqual([{}])
  })
})

it('no dictionary is fetched from anybody', () => {
  const set: unknown[] = []
  fetchNoDictionaries({
    setSpellCheckerEnabled: (on: boolean) => set.push(on),
    setSpellCheckerLanguages: (languages: string[]) => set.push(languages),
  } as unknown as Session)
  expect(set).toEqual(process.platform === 'darwin' ? [false] : [false, []])
})

it('what leaves the app is opened once, as it was checked; what may not leave is said so', async () => {
  expect(await openExternal('https://example.com/a b')).toBe(true)
  expect(await openExternal('file:///etc/passwd')).toBe(false)
  expect(electron.opened).toEqual(['https://example.com/a%20b'])
})
