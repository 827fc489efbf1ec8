import type { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SignedIn } from '../../shared/ipc/channels'
import { defaultPreferences } from '../../shared/ipc/preferences'
import { uuidOf } from '../../shared/tickets/example'
import { openServerClock } from '../clock/server-clock'
import { folderAt } from '../files/folder'
import { alertRequests } from './alert-requests'
import { startAlertingInApp } from './alerting-in-app'

const electron = vi.hoisted(() => ({
  power: null as unknown as EventEmitter,
  told: [] as [name: string, body: unknown][],
  shown: [] as (EventEmitter & { options: { title: string } })[],
}))
// Notifications, sleep and windows are Electron's; the server answers what a server would.
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  electron.power = Object.assign(new Emitter(), { getSystemIdleTime: () => 0 })
  class Notification extends Emitter {
    static isSupported = (): boolean => true
    constructor(readonly options: { title: string }) {
      super()
    }
    show(): void {
      electron.shown.push(this)
    }
    close(): void {
      electron.shown = electron.shown.filter((each) => each !== this)
    }
  }
  const webContents = {
    isDestroyed: () => false,
    send: (name: string, body: unknown) => electron.told.push([name, body]),
  }
  const answer = { at: 1_770_000_000_000, until: {}, isLastUsed: true, rung: [] }
  return {
    app: {},
    BrowserWindow: { getAllWindows: () => [{ isDestroyed: () => false, webContents }] },
    nativeImage: {},
    net: { fetch: () => Promise.resolve(Response.json(answer)) },
    Notification,
    powerMonitor: electron.power,
    protocol: {},
    safeStorage: {},
  }
})
vi.mock('../log', () => ({ log: { warn: () => undefined, error: () => undefined } }))

const minute = 60_000
const signedIn = { workspaceId: uuidOf(1), agent: { id: uuidOf(2) } } as SignedIn
const owner = { workspaceId: uuidOf(1), agentId: uuidOf(2) }

let folder: string
let went: unknown[]
let flashes: boolean[]
let figures: number[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tijdig-in-app-'))
  ;[electron.told, electron.shown, went, flashes, figures] = [[], [], [], [], []]
})
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 }))

const alert = (index: number) => ({
  rule: 'response',
  clock: 'response',
  ticketId: uuidOf(100 + index),
  ticketNumber: 1000 + index,
  subject: 'Invoices stay in draft',
  customer: '',
  leadMinutes: 15,
  at: Date.now() - minute,
  due: Date.now() + 14 * minute,
})
async function ringing(...indexes: readonly number[]) {
  const serverClock = openServerClock({
    folder: folderAt(folder),
    read: () => ({ wall: Date.now(), uptime: performance.now() }),
    note: () => undefined,
  })
  const alerting = startAlertingInApp(
    {
      folder,
      preferences: {
        get: () => defaultPreferences,
        set: () => defaultPreferences,
        changePerson: () => undefined,
      },
      language: () => 'en',
      windows: {
        go: (to: unknown) => went.push(to),
        current: () => ({ flashFrame: (flash: boolean) => flashes.push(flash) }),
      } as never,
      serverClock,
      api: {
        access: () => ({ state: 'signed-in', serverUrl: 'https://desk.example.com', token: 'token' }),
        refused: () => undefined,
      },
      atRisk: (count) => figures.push(count),
    },
    signedIn,
  )
  const plan = { owner, version: 2, alerts: indexes.map(alert), riskAt: [Date.now() - 1], openIntervals: [] }
  await alertRequests(alerting, serverClock)['alerts.plan'](plan)
  return alerting
}
const toldOf = (name: string): unknown[] =>
  electron.told.flatMap(([channel, body]) => (channel === `notice:${name}` ? [body] : []))

it('a bell is shown by the system, and told to the pages; a click on it opens its ticket', async () => {
  const alerting = await ringing(1)
  expect(electron.shown.map(({ options }) => options.title)).toEqual(['#1001 · Response due in 14 min'])
  expect(toldOf('alertShown')).toMatchObject([{ ticketNumber: 1001 }])
  expect(figures).toEqual([1])
  electron.shown[0]?.emit('click')
  expect(went).toEqual([{ view: 'ticket', ticketId: uuidOf(101) }])
  alerting.stop()
})

it('a click on several opens the list of what is at risk', async () => {
  const alerting = await ringing(1, 2)
  electron.shown[0]?.emit('click')
  expect(went).toEqual([{ view: 'queue', name: 'at-risk' }])
  alerting.stop()
})

it('where the system shows no bell the window asks for attention', async () => {
  const alerting = await ringing(1)
  expect(flashes).toEqual([])
  electron.shown[0]?.emit('failed', {}, 'no daemon')
  expect(flashes).toEqual([true])
  alerting.stop()
})

it('pages hear who is at a desk, and that the machine woke', async () => {
  const alerting = await ringing()
  electron.power.emit('resume')
  expect(toldOf('wake')).toEqual([{ clockOffsetMs: 0 }])
  await vi.waitFor(() => expect(toldOf('desks')).toEqual([{ at: 1_770_000_000_000, until: {} }]), 3000)
  alerting.stop()
  expect(electron.power.eventNames()).toEqual([])
})
