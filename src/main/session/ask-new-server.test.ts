import type { BrowserWindow, MessageBoxOptions } from 'electron'
import { beforeEach, expect, it, vi } from 'vitest'
import { askNewServer } from './ask-new-server'

const box = vi.hoisted(() => ({
  asked: [] as unknown[][],
  press: (_question: unknown): number => 0,
}))
// The box is the system's; here a person who answers it.
vi.mock('electron', () => ({
  dialog: {
    showMessageBox: (...args: unknown[]) => {
      box.asked.push(args)
      return Promise.resolve({ response: box.press(args.at(-1)) })
    },
  },
}))
beforeEach(() => {
  box.asked = []
})

const origin = 'https://desk.example.com'
const pressed = (label: string): void => {
  box.press = (question) => (question as MessageBoxOptions).buttons?.indexOf(label) ?? -1
}
const windowOf = (isVisible: boolean, isMinimised = false) =>
  ({ isVisible: () => isVisible, isMinimized: () => isMinimised }) as BrowserWindow

it('a new server is contacted by who says so, and by nobody who cancels or presses Enter or Escape', async () => {
  pressed('Contact it')
  expect(await askNewServer(origin, null, 'en')).toBe(true)
  pressed('Cancel')
  expect(await askNewServer(origin, null, 'en')).toBe(false)
  for (const key of ['cancelId', 'defaultId'] as const) {
    box.press = (question) => (question as MessageBoxOptions)[key] ?? -1
    expect(await askNewServer(origin, null, 'en')).toBe(false)
  }
})

it('the question names the server, in the language of the person', async () => {
  pressed('Annuleren')
  expect(await askNewServer(origin, null, 'nl')).toBe(false)
  expect(box.asked[0]?.[0]).toMatchObject({ detail: expect.stringContaining(`${origin}\n`) as string })
})

it('is put beside the window where that can be seen, and else by itself: nobody answers behind a hidden one', async () => {
  const seen = windowOf(true)
  for (const window of [seen, windowOf(false), windowOf(true, true), null])
    await askNewServer(origin, window, 'en')
  expect(box.asked.map((args) => (args.length === 2 ? args[0] === seen : null))).toEqual([
    true,
    null,
    null,
    null,
  ])
})
