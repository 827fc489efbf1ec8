import { EventEmitter } from 'node:events'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Bridge } from '../shared/ipc/channels'

// What Electron gives to a preload script alone: the line to main, and the page's world.
const electron = vi.hoisted(() => ({ asked: [] as unknown[], world: {} as Record<string, unknown> }))
const main = new EventEmitter()
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => (electron.world[name] = api) },
  ipcRenderer: {
    invoke: (...args: unknown[]) => (electron.asked.push(args), Promise.resolve({ answered: args[0] })),
    on: (channel: string, listener: () => void) => main.on(channel, listener),
    removeListener: (channel: string, listener: () => void) => main.removeListener(channel, listener),
  },
}))

let bridge: Bridge
beforeEach(async () => {
  electron.asked = []
  await import('.')
  bridge = electron.world.tijdig as Bridge
})

it('a page has two functions and nothing else', () => {
  expect(Object.keys(electron.world)).toEqual(['tijdig'])
  expect(Object.keys(bridge)).toEqual(['request', 'listen'])
})

it('a request goes to main with its arguments, and its answer comes back', async () => {
  const change = { theme: 'dark' } as const
  expect(await bridge.request('preferences.set', change)).toEqual({ answered: 'preferences.set' })
  expect(electron.asked).toEqual([['preferences.set', change]])
})

it('what has no name in the list is asked of nobody and heard by nobody', async () => {
  await expect(bridge.request('notice:open' as 'app.start', {})).rejects.toThrow('no request named')
  expect(() => bridge.listen('app.start' as 'open', () => undefined)).toThrow('no notice named')
  expect([electron.asked, main.eventNames()]).toEqual([[], []])
})

it('a page hears the body of a notice and not its sender, until it stops listening', () => {
  const heard: unknown[][] = []
  const other: unknown[] = []
  const stop = bridge.listen('open', (...args) => heard.push(args))
  const stopOther = bridge.listen('open', (to) => other.push(to))
  const to = { view: 'queue', name: 'mine' } as const
  main.emit('notice:open', { sender: 'main' }, to)
  main.emit('notice:wake', { sender: 'main' }, { clockOffsetMs: 0 })
  expect(heard).toEqual([[to]])
  stop()
  main.emit('notice:open', { sender: 'main' }, to)
  expect([heard.length, other.length]).toEqual([1, 2])
  stopOther()
  expect(main.listenerCount('notice:open')).toBe(0)
})
