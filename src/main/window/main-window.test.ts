import type { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openMainWindow } from './main-window'

type Made = EventEmitter & {
  readonly options: Record<string, unknown>
  readonly webContents: EventEmitter
  readonly did: string[]
  loads: () => Promise<void>
}
const electron = vi.hoisted(() => ({ made: [] as unknown[], theme: null as unknown, errors: [] as string[] }))
// A window as far as it is told what to be: the real one is met in the end-to-end tests.
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  class BrowserWindow extends Emitter {
    webContents = new Emitter()
    did: string[] = []
    constructor(readonly options: Record<string, unknown>) {
      super()
      electron.made.push(this)
    }
    isVisible = (): boolean => true
    isMinimized = (): boolean => false
    isDestroyed = (): boolean => false
    isMaximized = (): boolean => false
    getNormalBounds = (): object => ({ x: 40, y: 30, width: 900, height: 700 })
    maximize = (): number => this.did.push('maximised')
    show = (): number => this.did.push('shown')
    setBackgroundColor = (colour: string): number => this.did.push(colour)
    loadURL(url: string): Promise<void> {
      this.did.push(url)
      return Promise.reject(new Error('ERR_FILE_NOT_FOUND'))
    }
  }
  electron.theme = Object.assign(new Emitter(), { shouldUseDarkColors: false })
  const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }
  return {
    app: {},
    BrowserWindow,
    dialog: {},
    nativeTheme: electron.theme,
    protocol: {},
    screen: { getPrimaryDisplay: () => display, getAllDisplays: () => [display] },
  }
})
vi.mock('../log', () => ({
  log: {
    warn: () => undefined,
    info: () => undefined,
    error: (line: string) => electron.errors.push(line),
  },
}))

let userData: string
beforeEach(() => {
  userData = mkdtempSync(join(tmpdir(), 'tijdig-main-window-'))
  electron.made = []
  electron.errors = []
  theme().removeAllListeners()
})
afterEach(() => rmSync(userData, { recursive: true, force: true }))

const open = (beside: Made | null = null): Made => {
  openMainWindow({
    userData,
    preload: '/p.cjs',
    icon: '/i.png',
    language: () => 'en',
    beside: beside as never,
  })
  return electron.made.at(-1) as Made
}
const theme = (): EventEmitter & { shouldUseDarkColors: boolean } =>
  electron.theme as EventEmitter & { shouldUseDarkColors: boolean }

it('a page has a sandbox, a world of its own and nothing of Node', () => {
  expect(open().options).toMatchObject({
    show: false,
    webPreferences: {
      preload: '/p.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
})

it('a window is shown when there is something to see, and keeps its name', () => {
  const window = open()
  expect(window.did).toEqual(['tijdig-app://app/index.html'])
  window.emit('ready-to-show')
  expect(window.did).toContain('shown')
  let kept = false
  window.emit('page-title-updated', { preventDefault: () => (kept = true) })
  expect(kept).toBe(true)
})

it('a window follows the theme until it is closed', () => {
  const first = open()
  const second = open(first)
  theme().shouldUseDarkColors = true
  theme().emit('updated')
  expect([first, second].map(({ did }) => did.at(-1))).toEqual(['#121315', '#121315'])
  theme().shouldUseDarkColors = false
  first.emit('closed')
  theme().emit('updated')
  expect([first, second].map(({ did }) => did.at(-1))).toEqual(['#121315', '#f4f4f2'])
  second.emit('closed')
  expect(theme().listenerCount('updated')).toBe(0)
})

it('the first window is as large as it was; a second one stands beside it and covers it not', () => {
  const bounds = { x: 10, y: 10, width: 1000, height: 700 }
  writeFileSync(join(userData, 'window.json'), JSON.stringify({ bounds, maximised: true }))
  const first = open()
  expect([first.options, first.did]).toEqual([
    expect.objectContaining(bounds),
    expect.arrayContaining(['maximised']),
  ])
  const second = open(first)
  expect(second.did).not.toContain('maximised')
  expect(second.options).toMatchObject({ x: 72, y: 62, width: 900, height: 700 })
})

it('a page or a script that cannot be loaded is in the log, and ends nothing', async () => {
  open().webContents.emit('preload-error', {}, '/p.cjs', new Error('broken'))
  await vi.waitFor(() => expect(electron.errors).toHaveLength(2))
})
