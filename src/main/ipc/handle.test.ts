import { beforeEach, expect, it, vi } from 'vitest'
import { handle } from './handle'
import { notify, notifyOne } from './notify'

type Answer = (event: unknown, input: unknown) => Promise<unknown>
const electron = vi.hoisted(() => ({ handlers: new Map<string, unknown>(), windows: [] as unknown[] }))
const notes = vi.hoisted(() => [] as string[])
// Electron's line between page and main is there in the app only.
vi.mock('electron', () => ({
  ipcMain: { handle: (name: string, answer: unknown) => electron.handlers.set(name, answer) },
  BrowserWindow: { getAllWindows: () => electron.windows },
  protocol: {},
}))
vi.mock('../log', () => ({ log: { warn: (line: string) => notes.push(line) } }))

const origin = 'tijdig-app://app'
function senderOf(top: { origin: string }, frame: unknown = top) {
  return { sender: { mainFrame: top }, senderFrame: frame }
}
const page = senderOf({ origin })

let asked: unknown[]
const ask = (event: unknown, input: unknown): Promise<unknown> =>
  (electron.handlers.get('preferences.set') as Answer)(event, input)
beforeEach(() => {
  asked = []
  notes.length = 0
  electron.windows = []
  handle('preferences.set', (args, from) => {
    asked.push([args, from])
    return Promise.resolve({ answered: true }) as never
  })
})

it('answers the app’s own page, and knows which one asks', async () => {
  expect(await ask(page, { theme: 'dark' })).toEqual({ answered: true })
  expect(asked).toEqual([[{ theme: 'dark' }, page.sender]])
})

it.each([
  ['a frame within the page, of the app’s own origin', senderOf({ origin }, { origin })],
  ['a page of another origin', senderOf({ origin: 'https://example.com' })],
  ['an origin that begins like the app’s', senderOf({ origin: `${origin}.example` })],
  ['a page that is gone', senderOf({ origin }, null)],
])('refuses %s, and asks nothing of it', async (_who, event) => {
  await expect(ask(event, { theme: 'dark' })).rejects.toThrow("only the app's own page")
  expect([asked, notes.length]).toEqual([[], 1])
})

it('refuses arguments that the channel does not take, and writes none of them down', async () => {
  for (const input of [{ theme: 'Salaris Jansen' }, null, 7, 'Salaris Jansen'])
    await expect(ask(page, input)).rejects.toThrow('is refused')
  expect([asked, notes.length, notes.join().includes('Jansen')]).toEqual([[], 4, false])
})

it('passes on no more than the channel knows', async () => {
  await ask(page, { theme: 'dark', run: 'rm' })
  expect(asked).toEqual([[{ theme: 'dark' }, page.sender]])
})

it('a notice reaches every window that is there still, and one window only where it is meant for one', () => {
  const heard: unknown[] = []
  const windowOf = (name: string, isGone = false, isPageGone = false) => ({
    isDestroyed: () => isGone,
    webContents: {
      isDestroyed: () => isPageGone,
      send: (...args: unknown[]) => heard.push([name, ...args]),
    },
  })
  const first = windowOf('first')
  electron.windows = [first, windowOf('closed', true), windowOf('closing', false, true), windowOf('second')]
  notify('command', { id: 'ticket.reply' })
  expect(heard).toEqual([
    ['first', 'notice:command', { id: 'ticket.reply' }],
    ['second', 'notice:command', { id: 'ticket.reply' }],
  ])
  notifyOne(first as never, 'wake', { clockOffsetMs: 7 })
  expect(heard.slice(2)).toEqual([['first', 'notice:wake', { clockOffsetMs: 7 }]])
})
