import type { BrowserWindow } from 'electron'
import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Destination } from '../../shared/ipc/channels'
import type { Stay } from './stay'
import { createWindows } from './windows'

const link: Destination = { view: 'ticket-number', number: 1042 }

/** A window as far as the app's windows ask it; what it was made to do is written down. */
function windowNamed(name: string, did: string[]) {
  const window = Object.assign(new EventEmitter(), {
    name,
    visible: true,
    minimised: false,
    fullScreen: false,
    webContents: new EventEmitter(),
    isVisible: () => window.visible,
    isMinimized: () => window.minimised,
    isFullScreen: () => window.fullScreen,
    restore: () => void (did.push(`${name} restored`), (window.minimised = false)),
    show: () => void (did.push(`${name} shown`), (window.visible = true)),
    hide: () => void (did.push(`${name} hidden`), (window.visible = false)),
    focus: () => void (did.push(`${name} in front`), window.emit('focus')),
    flashFrame: (flash: boolean) => void did.push(`${name} flashes ${flash}`),
    setFullScreen: (on: boolean) => void (window.fullScreen = on),
    close: () => void closeWindow(window),
  })
  return window
}
type Window = ReturnType<typeof windowNamed>

let did: string[]
let made: Window[]
let besides: (string | null)[]
let told: unknown[]
let closing: ReturnType<Stay['closing']>
let asked: Parameters<Stay['closing']>[0][]
let isReady: boolean
let isQuitting: boolean
let quits: number
let stays: number
let badges: number
beforeEach(() => {
  ;[did, made, besides, told, asked] = [[], [], [], [], []]
  closing = 'close'
  isReady = true
  isQuitting = false
  quits = 0
  stays = 0
  badges = 0
})

const nameOf = (window: BrowserWindow | null): string | null =>
  (window as unknown as Window | null)?.name ?? null
const start = () =>
  createWindows({
    make: (beside) => {
      besides.push(nameOf(beside))
      const window = windowNamed(`window ${made.length + 1}`, did)
      made.push(window)
      return window as unknown as BrowserWindow
    },
    shown: () => void (badges += 1),
    stay: {
      closing: (window) => (asked.push(window), closing),
      isQuitting: () => isQuitting,
      stayed: () => void (stays += 1),
    },
    tell: (window, name, body) => void told.push([nameOf(window), name, body]),
    isReady: () => isReady,
    quit: () => void (quits += 1),
  })
const windowAt = (index: number): Window => {
  const window = made[index]
  if (!window) throw new Error(`window ${index + 1} was not made`)
  return window
}
type Page = Parameters<ReturnType<typeof start>['pageStarted']>[0]
const pageOf = (index: number): Page => windowAt(index).webContents as unknown as Page
/** As a click on its cross: true when it goes at once. */
const close = (index: number): boolean => closeWindow(windowAt(index))
function closeWindow(window: EventEmitter): boolean {
  let goes = true
  window.emit('close', { preventDefault: () => (goes = false) })
  if (goes) window.emit('closed')
  return goes
}
/** As `close`, of one whose page hears: it saves first. Resolves when the window has gone. */
async function closeSaved(windows: ReturnType<typeof start>, index: number): Promise<void> {
  expect(close(index)).toBe(false)
  expect(told.pop()).toEqual([windowAt(index).name, 'leaving', {}])
  windows.pageSaved(pageOf(index))
  await vi.waitFor(() => expect(nameOf(windows.current())).not.toBe(windowAt(index).name))
}

describe('a link', () => {
  test('that comes before a page can hear waits for the first one, and opens there once', () => {
    const windows = start()
    windows.sendTo(link)
    windows.open()
    expect(told).toEqual([])
    expect(windows.pageStarted(pageOf(0))).toEqual(link)
    windows.open()
    expect([windows.pageStarted(pageOf(1)), windows.pageStarted(pageOf(0))]).toEqual([null, null])
  })

  test('opens in the window that was used last, which comes to the front', () => {
    const windows = start()
    for (const index of [0, 1]) {
      windows.open()
      windows.pageStarted(pageOf(index))
    }
    windowAt(0).emit('focus')
    windowAt(0).minimised = true
    did = []
    windows.go(link)
    expect(told).toEqual([['window 1', 'open', link]])
    expect(nameOf(windows.current())).toBe('window 1')
    expect(windowAt(0).minimised).toBe(false)
    windows.go(null)
    expect(told).toHaveLength(1)
  })

  test('that comes while the page is loaded again is not lost: it opens when the page hears again', () => {
    const windows = start()
    windows.open()
    windows.pageStarted(pageOf(0))
    windowAt(0).webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true })
    windowAt(0).webContents.emit('did-start-navigation', { isMainFrame: false, isSameDocument: false })
    windows.go(link)
    expect(told).toHaveLength(1)
    windowAt(0).webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
    windows.go(link)
    expect(told).toHaveLength(1)
    expect(windows.pageStarted(pageOf(0))).toEqual(link)
  })

  test('that comes after the last window was closed opens in a new one', async () => {
    const windows = start()
    windows.open()
    windows.pageStarted(pageOf(0))
    await closeSaved(windows, 0)
    expect(windows.current()).toBeNull()
    windows.go(link)
    expect([told, made.length]).toEqual([[], 2])
    expect(windows.pageStarted(pageOf(1))).toEqual(link)
  })

  test('that comes before the app can make a window makes none, and is kept for the first', () => {
    const windows = start()
    isReady = false
    windows.go(link)
    expect(made).toEqual([])
    windows.open()
    expect(windows.pageStarted(pageOf(0))).toEqual(link)
  })

  test('goes to the other window once the one that was used last is closed', async () => {
    const windows = start()
    for (const index of [0, 1]) {
      windows.open()
      windows.pageStarted(pageOf(index))
    }
    await closeSaved(windows, 1)
    windows.go(link)
    expect([told, made.length]).toEqual([[['window 1', 'open', link]], 2])
  })
})

describe('a command of the menu', () => {
  const command = { id: 'ticket.reply' }

  test('runs in the window in use, which is shown first where it was hidden', () => {
    const windows = start()
    windows.open()
    windows.pageStarted(pageOf(0))
    windows.run(command.id)
    expect([told, did]).toEqual([[['window 1', 'command', command]], []])
    windowAt(0).visible = false
    windows.run(command.id)
    expect(told).toHaveLength(2)
    expect(did).toContain('window 1 shown')
  })

  test('without a window runs in a new one as soon as its queue is there, once', () => {
    const windows = start()
    windows.run(command.id)
    windows.pageStarted(pageOf(0))
    expect(told).toEqual([])
    windows.pageReady(pageOf(0))
    windows.pageReady(pageOf(0))
    expect(told).toEqual([['window 1', 'command', command]])
  })
})

describe('closing a window', () => {
  test('of several takes it away; the last one is hidden where the app stays, and the person is told', () => {
    const windows = start()
    windows.open()
    windows.open()
    expect(close(1)).toBe(true)
    expect(asked).toEqual([{ isLast: false, isFullScreen: false }])
    closing = 'hide'
    expect(close(0)).toBe(false)
    expect(asked.at(-1)).toEqual({ isLast: true, isFullScreen: false })
    expect([did, stays]).toEqual([['window 1 hidden'], 1])
    expect(nameOf(windows.current())).toBe('window 1')
  })

  test('that goes tells nobody that the app stays', () => {
    start().open()
    close(0)
    expect([did, stays]).toEqual([[], 0])
  })

  test('waits until its page has saved what stands in it, asked once, and for no page that is silent', async () => {
    vi.useFakeTimers()
    const windows = start()
    for (const index of [0, 1]) {
      windows.open()
      windows.pageStarted(pageOf(index))
    }
    expect([close(1), close(1)]).toEqual([false, false])
    expect(told).toEqual([['window 2', 'leaving', {}]])
    await vi.advanceTimersByTimeAsync(1400)
    expect(nameOf(windows.current())).toBe('window 2')
    await vi.advanceTimersByTimeAsync(200)
    expect(nameOf(windows.current())).toBe('window 1')
    await closeSaved(windows, 0)
    expect(quits).toBe(0)
    vi.useRealTimers()
  })

  test('at the end of the app goes on with the end, which it had stopped', async () => {
    const windows = start()
    windows.open()
    windows.pageStarted(pageOf(0))
    isQuitting = true
    expect(close(0)).toBe(false)
    windows.pageSaved(pageOf(0))
    await vi.waitFor(() => expect(quits).toBe(1))
    expect(close(0)).toBe(true)
  })

  test('that stays after all is asked again the next time', async () => {
    const windows = start()
    windows.open()
    windows.pageStarted(pageOf(0))
    isQuitting = true
    close(0)
    windows.pageSaved(pageOf(0))
    await vi.waitFor(() => expect(quits).toBe(1))
    const stays = { preventDefault: () => undefined }
    windowAt(0).emit('close', stays)
    windowAt(0).emit('close', stays)
    expect(told).toEqual([
      ['window 1', 'leaving', {}],
      ['window 1', 'leaving', {}],
    ])
  })

  test('in full screen leaves that first: a window hidden in it leaves a black space behind', () => {
    start().open()
    windowAt(0).fullScreen = true
    closing = 'leave-full-screen-and-hide'
    expect(close(0)).toBe(false)
    expect([asked[0]?.isFullScreen, windowAt(0).fullScreen, did]).toEqual([true, false, []])
    windowAt(0).emit('leave-full-screen')
    windowAt(0).emit('leave-full-screen')
    expect([did, stays]).toEqual([['window 1 hidden'], 1])
  })
})

test('a second window is made beside the one that was used last', () => {
  const windows = start()
  windows.open()
  windows.open()
  windowAt(0).emit('focus')
  windows.open()
  expect(besides).toEqual([null, 'window 1', 'window 1'])
})

test('a window that comes on screen gets its badge back, and one that is looked at asks for attention no more', () => {
  start().open()
  windowAt(0).emit('show')
  windowAt(0).emit('focus')
  expect([badges, did]).toEqual([1, ['window 1 flashes false']])
})
