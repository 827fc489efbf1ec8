import type { BrowserWindow } from 'electron'
import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepWindowState, readWindowState } from './window-state'

const screens = vi.hoisted(() => ({ areas: [] as unknown[] }))
const displayOf = (id: number, x: number) => ({ id, workArea: { x, y: 0, width: 1920, height: 1080 } })
// The screens of this machine are Electron's to know.
vi.mock('electron', () => ({
  screen: { getPrimaryDisplay: () => screens.areas[1], getAllDisplays: () => screens.areas },
}))
vi.mock('../log', () => ({ log: { warn: () => undefined } }))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tijdig-window-'))
  screens.areas = [displayOf(1, -1920), displayOf(2, 0)]
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

const bounds = { x: 100, y: 50, width: 1000, height: 700 }
function windowAt(at = bounds) {
  const window = Object.assign(new EventEmitter(), {
    bounds: at,
    maximised: false,
    minimised: false,
    destroyed: false,
    getNormalBounds: () => window.bounds,
    isMaximized: () => window.maximised,
    isMinimized: () => window.minimised,
    isDestroyed: () => window.destroyed,
  })
  keepWindowState(window as unknown as BrowserWindow, folder)
  return window
}
const path = (): string => join(folder, 'window.json')

it('the first window is in the middle of the first screen', () => {
  expect(readWindowState(folder, null)).toEqual({
    bounds: { x: 320, y: 140, width: 1280, height: 800 },
    maximised: false,
  })
})

it('a window comes back where it came to rest, also on another screen, and as large as it was', () => {
  const window = windowAt()
  window.bounds = { ...bounds, x: -1800 }
  window.emit('move')
  vi.advanceTimersByTime(499)
  window.emit('resize')
  vi.advanceTimersByTime(499)
  expect(existsSync(path())).toBe(false)
  vi.advanceTimersByTime(1)
  expect(readWindowState(folder, null)).toEqual({ bounds: { ...bounds, x: -1800 }, maximised: false })
  window.maximised = true
  window.emit('maximize')
  vi.advanceTimersByTime(500)
  expect(readWindowState(folder, null)).toMatchObject({ maximised: true })
  window.maximised = false
  window.emit('unmaximize')
  vi.advanceTimersByTime(500)
  expect(readWindowState(folder, null)).toMatchObject({ maximised: false })
})

it('what was changed just before closing is kept, and nothing is written after that', () => {
  const window = windowAt()
  window.bounds = { ...bounds, x: 300 }
  window.emit('move')
  window.emit('close')
  window.destroyed = true
  expect(readWindowState(folder, null).bounds.x).toBe(300)
  rmSync(path())
  vi.advanceTimersByTime(1000)
  expect(existsSync(path())).toBe(false)
})

it('a minimised window is no place to come back to', () => {
  const window = windowAt()
  window.minimised = true
  window.emit('move')
  vi.advanceTimersByTime(500)
  window.emit('close')
  expect(existsSync(path())).toBe(false)
})

it('a second window is a little beside the first one', () => {
  windowAt().emit('close')
  const beside = { ...bounds, x: 200, y: 100 }
  expect(readWindowState(folder, beside).bounds).toEqual({ ...bounds, x: 232, y: 132 })
})

it('a place that cannot be read or kept costs the place and not the window', () => {
  writeFileSync(path(), '{"bounds": {"x": "left"}}')
  expect(readWindowState(folder, null).bounds).toMatchObject({ width: 1280 })
  expect(readdirSync(folder)).toEqual(['window.json.bad'])
  mkdirSync(`${path()}.new`)
  windowAt().emit('close')
  expect(existsSync(path())).toBe(false)
})
