import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { alertKey } from '../../shared/alerts/alert'
import type { Alert } from '../../shared/alerts/alert'
import type { Person, RequestArgs, ShownAlert, Who } from '../../shared/ipc/channels'
import type { Preferences } from '../../shared/ipc/preferences'
import type { DeskAnswer, DeskReport } from '../../shared/sync/wire'
import { uuidOf } from '../../shared/tickets/example'
import { after } from '../after'
import { openServerClock } from '../clock/server-clock'
import { folderAt } from '../files/folder'
import { alertRequests } from './alert-requests'
import { startAlerting } from './alerting'
import type { AlertingPorts } from './alerting'

const minute = 60_000
const nine = Date.UTC(2026, 1, 9, 8)
const anna: Person = { workspaceId: uuidOf(1), agentId: uuidOf(2) }
const bram: Person = { workspaceId: uuidOf(1), agentId: uuidOf(3) }

let folder: string
let screen: { title: string; critical: boolean }[]
let desks: Who['desks'][]
let shown: ShownAlert[]
let wokeAt: number[]
let reports: DeskReport[]
let answer: DeskAnswer | null
let preferences: Pick<Preferences, 'alertOutsideOfficeHours' | 'alertScope'>
let wake: () => void
let idle: number | null
let figures: number[]
/** How long the machine slept, ms: its uptime ran on, and the steady clock stood still. */
let slept: number
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tijdig-alerting-'))
  vi.useFakeTimers({ now: nine })
  shown = []
  ;[screen, desks, wokeAt, reports, figures] = [[], [], [], [], []]
  answer = null
  preferences = { alertOutsideOfficeHours: false, alertScope: 'mine' }
  idle = 0
  slept = 0
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
})

const answerOf = (more: Partial<DeskAnswer> = {}): DeskAnswer => ({
  at: nine,
  until: { [bram.agentId]: nine + minute },
  isLastUsed: true,
  rung: [],
  ...more,
})
function start(person: Person | null = anna, more: Partial<AlertingPorts> = {}) {
  const serverClock = openServerClock({
    folder: folderAt(folder),
    read: () => ({ wall: Date.now(), uptime: performance.now() + slept }),
    note: () => undefined,
  })
  const alerting = startAlerting(
    {
      folder: folderAt(folder),
      preferences: () => preferences,
      language: () => 'en',
      serverClock,
      askDesk: (report) => (reports.push(report), Promise.resolve(answer)),
      show: ({ title, critical }) => {
        const shown = { title, critical }
        screen.push(shown)
        return { close: () => (screen = screen.filter((each) => each !== shown)) }
      },
      shown: (told) => shown.push(told),
      desksChanged: (now) => desks.push(now),
      woke: (offset) => wokeAt.push(offset),
      atRisk: (count) => figures.push(count),
      idleMs: () => idle,
      onWake: (woke) => {
        wake = woke
        return () => (wake = () => undefined)
      },
      wall: () => Date.now(),
      steady: () => performance.now(),
      after,
      note: { warn: () => undefined, error: () => undefined },
      ...more,
    },
    person,
  )
  return { alerting, ask: alertRequests(alerting, serverClock), serverClock }
}
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)

const alert = (index: number, leadMinutes: number, due = nine + 60 * minute): Alert => ({
  rule: 'response',
  clock: 'response',
  ticketId: uuidOf(100 + index),
  ticketNumber: index,
  subject: 'Invoices stay in draft',
  customer: '',
  leadMinutes,
  at: due - leadMinutes * minute,
  due,
})
const planFor = (
  owner: Person,
  alerts: readonly Alert[],
  clockOffsetMs?: number,
): RequestArgs<'alerts.plan'> => ({
  owner,
  version: 2,
  alerts: [...alerts],
  riskAt: [nine],
  openIntervals: [[nine - 30 * minute, nine + 480 * minute]],
  ...(clockOffsetMs === undefined ? {} : { clockOffsetMs }),
})
const titles = (): readonly string[] => screen.map(({ title }) => title)

describe('a plan of the page', () => {
  it('rings at once what is due, and the rest at its moment; the due moment itself is urgent', async () => {
    const { alerting, ask } = start()
    expect(await ask['alerts.plan'](planFor(anna, [alert(1, 60), alert(2, 0, nine + 90_000)]))).toEqual({})
    expect(screen).toEqual([{ title: '#1 · Response due in 1 h', critical: false }])
    await pass(90_000)
    expect(screen[1]).toEqual({ title: '#2 · Response due now', critical: true })
    expect(ask['alerts.history']().alerts.map(({ ticketNumber, seen }) => [ticketNumber, seen])).toEqual([
      [2, false],
      [1, false],
    ])
    ask['alerts.markSeen']()
    expect(ask['alerts.history']().alerts.every(({ seen }) => seen)).toBe(true)
    alerting.stop()
  })

  it('that rings is told to the windows as the list has it', async () => {
    const { alerting, ask } = start()
    await ask['alerts.plan'](planFor(anna, [alert(1, 60), alert(2, 60)]))
    expect(shown).toHaveLength(2)
    expect(shown).toEqual(ask['alerts.history']().alerts)
    alerting.stop()
  })

  it('of which several come faster than the disk is answered, and the newest is kept', async () => {
    const { alerting, ask } = start()
    await Promise.all([1, 2, 3, 4].map((index) => ask['alerts.plan'](planFor(anna, [alert(index, 30)]))))
    alerting.stop()
    const again = start()
    await pass(30 * minute)
    expect(titles()).toEqual(['#4 · Response due in 30 min'])
    again.alerting.stop()
  })

  it('tells what the server’s clock showed before anything rings by it', async () => {
    const { alerting, ask, serverClock } = start()
    await ask['alerts.plan'](planFor(anna, [alert(1, 60, nine + 65 * minute)], 5 * minute))
    expect([serverClock.offset(), titles()]).toEqual([5 * minute, ['#1 · Response due in 1 h']])
    await ask['alerts.plan'](planFor(anna, []))
    expect(serverClock.offset()).toBe(5 * minute)
    alerting.stop()
  })

  it('rings for who chose it only', async () => {
    preferences = { alertOutsideOfficeHours: false, alertScope: 'none' }
    const { alerting, ask } = start()
    await ask['alerts.plan'](planFor(anna, [alert(1, 60)]))
    expect(titles()).toEqual([])
    preferences = { alertOutsideOfficeHours: false, alertScope: 'all' }
    alerting.look()
    expect(titles()).toHaveLength(1)
    alerting.stop()
  })
})

describe('the other desks', () => {
  it('are told what rang here; what rang there does not ring here', async () => {
    answer = answerOf({ rung: [alertKey(alert(2, 60))] })
    const { alerting, ask } = start()
    await pass(1000)
    expect(desks).toEqual([{ at: nine, until: { [bram.agentId]: nine + minute } }])
    expect(alerting.desks()).toEqual(desks[0])
    await ask['alerts.plan'](planFor(anna, [alert(1, 60), alert(2, 60)]))
    expect(titles()).toEqual(['#1 · Response due in 1 h'])
    await pass(1000)
    expect(reports.at(-1)?.rung).toEqual([alertKey(alert(1, 60))])
    alerting.stop()
  })

  it('ring first where one of them was used last, and this one soon after all the same', async () => {
    answer = answerOf({ isLastUsed: false })
    idle = 10 * minute
    const { alerting, ask } = start()
    await pass(1000)
    await ask['alerts.plan'](planFor(anna, [alert(1, 60)]))
    expect(titles()).toEqual([])
    await pass(2 * minute)
    expect(titles()).toHaveLength(1)
    alerting.stop()
  })

  it('are not known any more after minutes without an answer', async () => {
    answer = answerOf()
    const { alerting } = start()
    await pass(1000)
    answer = null
    await pass(4 * minute)
    expect([alerting.desks(), desks.at(-1)]).toEqual([null, null])
    alerting.stop()
  })
})

describe('who works here', () => {
  it('is another: plan, screen, figure and desks of the former one are gone, and the new one is told to the server', async () => {
    answer = answerOf()
    const { alerting, ask } = start()
    await pass(1000)
    await ask['alerts.plan'](planFor(anna, [alert(1, 60), alert(1, 30)]))
    expect([titles().length, figures]).toEqual([1, [1]])
    answer = null
    alerting.sessionChanged(bram)
    expect([titles(), figures, alerting.desks()]).toEqual([[], [1, 0], null])
    await pass(1000)
    expect(reports.at(-1)).toMatchObject({ rung: [], since: undefined })
    await pass(60 * minute)
    expect(titles()).toEqual([])
    await ask['alerts.plan'](planFor(anna, [alert(3, 60, nine + 90 * minute)]))
    expect(titles()).toEqual([])
    alerting.stop()
  })

  it('is the same, whose sign-in became good again: the plan stays, and the server hears of the desk at once', async () => {
    const { alerting, ask } = start()
    await ask['alerts.plan'](planFor(anna, [alert(1, 60)]))
    await pass(2000)
    const told = reports.length
    alerting.sessionChanged({ ...anna })
    await pass(0)
    expect([reports.length - told, titles()]).toEqual([1, ['#1 · Response due in 1 h']])
    alerting.stop()
  })

  it('is nobody: nothing rings', async () => {
    const { alerting, ask } = start(null)
    await ask['alerts.plan'](planFor(anna, [alert(1, 60)]))
    await pass(60 * minute)
    expect([titles(), figures.filter((count) => count > 0)]).toEqual([[], []])
    alerting.stop()
  })
})

describe('a machine that wakes', () => {
  it('rings what was missed, tells the windows the server’s time and the server that it is there', async () => {
    const { alerting, ask, serverClock } = start()
    serverClock.learn(3000)
    await ask['alerts.plan'](planFor(anna, [alert(1, 60, nine + 61 * minute)]))
    await pass(2000)
    const told = reports.length
    slept = 30 * minute
    vi.setSystemTime(Date.now() + slept)
    wake()
    expect([titles().length, wokeAt]).toEqual([1, [3000]])
    await pass(1000)
    expect(reports.slice(told).map(({ rung }) => rung.length)).toEqual([1])
    alerting.stop()
  })

  it('is told to the server at once, although nothing rings', async () => {
    const { alerting } = start()
    await pass(2000)
    const told = reports.length
    wake()
    await pass(0)
    expect(reports.length - told).toBe(1)
    alerting.stop()
  })

  it('a page that sees the clock jump has main look', () => {
    const { alerting, ask } = start()
    expect(ask['clock.look']()).toEqual({})
    expect(wokeAt).toEqual([])
    vi.setSystemTime(nine + 3 * 60 * minute)
    ask['clock.look']()
    // The uptime ran on: the server's time is where it was.
    expect(wokeAt.map((offset) => Math.round(offset / minute))).toEqual([-180])
    alerting.stop()
  })

  it('after the end of the app nothing rings and nobody is told', async () => {
    const { alerting, ask } = start()
    await ask['alerts.plan'](planFor(anna, [alert(1, 30)]))
    alerting.stop()
    const told = reports.length
    wake()
    await pass(60 * minute)
    expect([titles(), reports.length - told, wokeAt]).toEqual([[], 0, []])
  })
})

it('a notification that cannot be made stops no later one', async () => {
  let fails = true
  const { alerting, ask } = start(anna, {
    show: ({ title, critical }) => {
      if (fails) throw new Error('no notification')
      screen.push({ title, critical })
      return { close: () => undefined }
    },
  })
  await ask['alerts.plan'](planFor(anna, [alert(1, 60)]))
  fails = false
  await pass(minute)
  expect(titles()).toEqual(['#1 · Response due in 59 min'])
  alerting.stop()
})
