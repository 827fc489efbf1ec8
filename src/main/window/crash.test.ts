import type { BrowserWindow, MessageBoxOptions } from 'electron'
import { EventEmitter } from 'node:events'
import { describe, expect, test, vi } from 'vitest'
import { watchCrashes } from './crash'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A window as far as its troubles go, and a person who answers. */
function watched() {
  const page = Object.assign(new EventEmitter(), {
    reloads: 0,
    reload: () => void (page.reloads += 1),
    forcefullyCrashRenderer: () =>
      void page.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 }),
  })
  const window = Object.assign(new EventEmitter(), {
    visible: true,
    minimised: false,
    isVisible: () => window.visible,
    isMinimized: () => window.minimised,
    isDestroyed: (): boolean => false,
    webContents: page,
  })
  const person = {
    asked: [] as MessageBoxOptions[],
    quits: 0,
    /** Which button is pressed. */
    answer: (_: MessageBoxOptions): Promise<number> => new Promise(() => undefined),
  }
  watchCrashes(window as unknown as BrowserWindow, {
    language: () => 'en',
    ask: (question) => {
      person.asked.push(question)
      return person.answer(question)
    },
    quit: () => void (person.quits += 1),
    log: silent,
  })
  const die = (): void => void page.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
  return { page, window, person, die }
}

/** What Escape does: the button that it stands for. */
const escape = ({ cancelId }: MessageBoxOptions): Promise<number> => Promise.resolve(cancelId ?? -1)

describe('a page that dies twice', () => {
  test.each([
    ['minimised', 'restore'],
    ['hidden', 'show'],
  ] as const)('behind a %s window is asked about on %s', (how, event) => {
    const { page, window, person, die } = watched()
    if (how === 'hidden') window.visible = false
    else window.minimised = true
    die()
    die()
    expect([page.reloads, person.asked]).toEqual([1, []])
    window.visible = true
    window.minimised = false
    window.emit(event)
    expect(person.asked.map(({ buttons }) => buttons)).toEqual([['Reload', 'Quit']])
    window.emit('closed')
  })

  test('is loaded again on Escape: the app goes on, and its alerts', async () => {
    const { page, person, die } = watched()
    person.answer = escape
    die()
    die()
    await vi.waitFor(() => expect(page.reloads).toBe(2))
    expect(person.quits).toBe(0)
  })

  test('ends the app for who says so', async () => {
    const { page, person, die } = watched()
    person.answer = ({ buttons = [] }) => Promise.resolve(buttons.indexOf('Quit'))
    die()
    die()
    await vi.waitFor(() => expect(person.quits).toBe(1))
    expect(page.reloads).toBe(1)
  })

  test('is asked about once more when the question could not be put', async () => {
    const { window, person, die } = watched()
    person.answer = () => Promise.reject(new Error('no dialog'))
    die()
    die()
    await vi.waitFor(() => {
      window.emit('show')
      expect(person.asked.length).toBeGreaterThan(1)
    })
    window.emit('closed')
  })
})

describe('a page that hangs', () => {
  test('is waited for on Escape', async () => {
    const { page, window, person } = watched()
    person.answer = escape
    window.emit('unresponsive')
    await vi.waitFor(() => expect(person.asked).toHaveLength(1))
    expect([page.reloads, person.quits]).toEqual([0, 0])
  })

  test('is ended first, and loaded when its process is gone', async () => {
    const { page, window, person } = watched()
    person.answer = ({ buttons = [] }) => Promise.resolve(buttons.indexOf('Reload'))
    window.emit('unresponsive')
    await vi.waitFor(() => expect(page.reloads).toBe(1))
  })

  test('and is well again before somebody looks needs no question, and is simply loaded when it dies', () => {
    const { page, window, person, die } = watched()
    window.visible = false
    window.emit('unresponsive')
    window.emit('responsive')
    window.visible = true
    window.emit('show')
    expect(person.asked).toEqual([])
    let ends = 0
    page.forcefullyCrashRenderer = () => void (ends += 1)
    die()
    expect([page.reloads, ends]).toEqual([1, 0])
  })
})

test('a page that ends with its window is no trouble, and neither is one after that', () => {
  const { page, window, person, die } = watched()
  page.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 })
  expect(page.reloads).toBe(0)
  window.isDestroyed = () => true
  die()
  expect([page.reloads, person.asked]).toEqual([0, []])
})
