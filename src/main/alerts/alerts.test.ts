import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { alertKey } from '../../shared/alerts/alert'
import type { Alert } from '../../shared/alerts/alert'
import type { Person } from '../../shared/ipc/channels'
import { uuidOf } from '../../shared/tickets/example'
import { folderAt } from '../files/folder'
import { alertFiles } from './alert-files'
import type { KeptPlan } from './alert-files'
import { createAlerts } from './alerts'
import type { Alerts } from './alerts'

const minute = 60_000
const nine = Date.UTC(2026, 1, 9, 8)
const anna: Person = { workspaceId: uuidOf(1), agentId: uuidOf(2) }
const bram: Person = { workspaceId: uuidOf(1), agentId: uuidOf(3) }

let folder = ''
let now = nine
let silent = false
let holdMs = 0
let rang: string[] = []
/** Server time minus this machine's. */
let offset = 0
let broken = false
/** What is on the screen. */
let screen: string[] = []
let figures: number[] = []
let problems: unknown[] = []

const note = (message: string, reason: unknown): void => void problems.push([message, reason])

const start = (person: Person | null = anna) =>
  createAlerts(
    {
      files: alertFiles(folderAt(folder), { warn: note, error: note }),
      language: () => 'en',
      outsideOfficeHours: () => false,
      isSilent: () => silent,
      show: ({ title }) => {
        if (broken) throw new Error('no notification can be made')
        screen.push(title)
        return { close: () => (screen = screen.filter((each) => each !== title)) }
      },
      shown: () => undefined,
      holdMs: () => holdMs,
      rang: (keys) => rang.push(...keys),
      atRisk: (count) => figures.push(count),
      now: () => now,
      clockOffset: () => offset,
    },
    person,
  )

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
const planFor = (owner: Person, alerts: readonly Alert[], riskAt: number[] = []): KeptPlan => ({
  owner,
  version: 2,
  alerts: [...alerts],
  riskAt,
  openIntervals: [[nine - 30 * minute, nine + 480 * minute]],
})

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tijdig-alerts-'))
  now = nine
  silent = false
  holdMs = 0
  offset = 0
  rang = []
  broken = false
  screen = []
  figures = []
  problems = []
})
// A write that nobody waited for may still be under way.
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 }))

describe('the next person', () => {
  it('is told what is theirs, although the former one was told of the same ticket', async () => {
    const alerts = start()
    await alerts.plan(planFor(anna, [alert(1, 60)]))
    alerts.check()
    alerts.changePerson(null)
    alerts.changePerson(bram)
    await alerts.plan(planFor(bram, [alert(1, 60)]))
    expect(screen).toEqual([])
    alerts.check()
    expect(screen).toEqual(['#1 · Response due in 1 h'])
    expect(alerts.history()).toHaveLength(1)
    // And the former one, who comes back, is not told twice.
    alerts.changePerson(anna)
    await alerts.plan(planFor(anna, [alert(1, 60)]))
    alerts.check()
    expect(screen).toEqual([])
  })

  it('hears nothing of a plan of the former one, however late it comes', async () => {
    const alerts = start()
    alerts.changePerson(null)
    await alerts.plan(planFor(anna, [alert(1, 60)], [nine]))
    alerts.check()
    alerts.changePerson(bram)
    await alerts.plan(planFor(anna, [alert(1, 60)], [nine]))
    alerts.check()
    expect(screen).toEqual([])
    expect(figures.at(-1)).toBe(0)
  })

  it('hears nothing of it after a restart either', async () => {
    const alerts = start()
    await alerts.plan(planFor(anna, [alert(1, 30)]))
    now += 31 * minute
    start(bram).check()
    expect(screen).toEqual([])
    start(anna).check()
    expect(screen).toEqual(['#1 · Response due in 29 min'])
  })

  it('sees neither figure nor notification nor list of the former one', async () => {
    const alerts = start()
    await alerts.plan(planFor(anna, [alert(1, 60)], [nine, nine]))
    alerts.check()
    expect([screen.length, figures]).toEqual([1, [2]])
    alerts.changePerson(null)
    expect([screen, figures, alerts.history()]).toEqual([[], [2, 0], []])
  })
})

describe('a machine whose clock is a year ahead', () => {
  it.each([
    [
      'after somebody else worked here',
      (alerts: Alerts) => (alerts.changePerson(null), alerts.changePerson(anna)),
    ],
    ['after the list was seen', (alerts: Alerts) => alerts.markSeen()],
  ])('rings nothing twice %s, also after a restart', async (_when, happens) => {
    now += 365 * 24 * 60 * minute
    offset = -365 * 24 * 60 * minute
    const alerts = start()
    await alerts.plan(planFor(anna, [alert(1, 60)]))
    alerts.check()
    expect(rang).toHaveLength(1)
    happens(alerts)
    const restarted = start()
    await restarted.plan(planFor(anna, [alert(1, 60)]))
    restarted.check()
    expect(rang).toHaveLength(1)
  })
})

describe('what stands on the screen', () => {
  it('goes away when its reason has ended', async () => {
    const alerts = start()
    await alerts.plan(planFor(anna, [alert(1, 60), alert(1, 15)]))
    alerts.check()
    await alerts.plan(planFor(anna, [alert(2, 15)]))
    expect(screen).toEqual([])
  })

  it('goes away when its due moment has moved', async () => {
    const alerts = start()
    await alerts.plan(planFor(anna, [alert(1, 60)]))
    alerts.check()
    await alerts.plan(planFor(anna, [alert(1, 60, nine + 90 * minute)]))
    expect(screen).toEqual([])
  })

  it('stays while its reason does, and gives way to the next lead of the same clock', async () => {
    const alerts = start()
    await alerts.plan(planFor(anna, [alert(1, 60), alert(1, 15)]))
    alerts.check()
    await alerts.plan(planFor(anna, [alert(1, 15)]))
    expect(screen).toEqual(['#1 · Response due in 1 h'])
    now += 45 * minute
    alerts.check()
    expect(screen).toEqual(['#1 · Response due in 15 min'])
  })

  it('and stands for several stays until the reasons of all have ended', async () => {
    const alerts = start()
    await alerts.plan(planFor(anna, [alert(1, 60), alert(2, 60)]))
    alerts.check()
    expect(screen).toEqual(['2 deadlines need you'])
    await alerts.plan(planFor(anna, [alert(2, 60)]))
    expect(screen).toHaveLength(1)
    await alerts.plan(planFor(anna, []))
    expect(screen).toEqual([])
  })
})

describe('a look', () => {
  it('counts what is at risk as time passes, without anybody planning', async () => {
    const alerts = start()
    await alerts.plan(planFor(anna, [], [nine - minute, nine + 5 * minute]))
    expect(alerts.check()).toBe(nine + 5 * minute)
    now += 5 * minute
    expect(alerts.check()).toBeNull()
    alerts.check()
    expect(figures).toEqual([1, 2])
  })

  it('that cannot make its notification has not rung: the next one rings', async () => {
    const alerts = start()
    await alerts.plan(planFor(anna, [alert(1, 60)]))
    broken = true
    expect(() => alerts.check()).toThrow('no notification')
    expect(alerts.history()).toEqual([])
    broken = false
    start().check()
    expect(screen).toEqual(['#1 · Response due in 1 h'])
  })

  it('rings nothing for who chose so, whatever is planned', async () => {
    const alerts = start()
    await alerts.plan(planFor(anna, [alert(1, 60)], [nine]))
    silent = true
    alerts.check()
    expect([screen, figures]).toEqual([[], [1]])
  })
})

describe('another device of the same person', () => {
  it('is told of what rang here, with all that counts as rung by it', async () => {
    const alerts = start()
    const [hour, halfHour] = [alert(1, 60), alert(1, 30)]
    await alerts.plan(planFor(anna, [hour, halfHour, alert(1, 15)]))
    now += 35 * minute
    alerts.check()
    expect(rang).toEqual([alertKey(hour), alertKey(halfHour)])
  })

  it('has rung: it does not ring here, and not after a restart', async () => {
    const alerts = start()
    await alerts.plan(planFor(anna, [alert(1, 60)]))
    alerts.rungElsewhere([alertKey(alert(1, 60))])
    alerts.check()
    start().check()
    expect([screen, rang]).toEqual([[], []])
  })

  it('rang an earlier lead, of which is heard late: the last one rings here at once', async () => {
    const alerts = start()
    await alerts.plan(planFor(anna, [alert(1, 60), alert(1, 15)]))
    now += 50 * minute
    alerts.rungElsewhere([alertKey(alert(1, 60))])
    alerts.check()
    expect(screen).toEqual(['#1 · Response due in 10 min'])
  })

  it('was used last: this one waits for it, and rings all the same where that one is silent', async () => {
    const alerts = start()
    await alerts.plan(planFor(anna, [alert(1, 60)]))
    holdMs = 2 * minute
    expect(alerts.check()).toBe(nine + 2 * minute)
    expect(screen).toEqual([])
    now += 2 * minute
    alerts.check()
    expect(screen).toEqual(['#1 · Response due in 58 min'])
  })

  it('tells nothing of the next person', async () => {
    const alerts = start()
    alerts.rungElsewhere([alertKey(alert(1, 60))])
    alerts.changePerson(bram)
    await alerts.plan(planFor(bram, [alert(1, 60)]))
    alerts.check()
    expect(screen).toHaveLength(1)
  })
})

describe('a machine that is not on the server’s time', () => {
  it.each([-40 * minute, 40 * minute])(
    'rings at the server’s moment, and looks again by its own clock (%i ms)',
    async (ahead) => {
      offset = ahead
      now = nine - offset
      const alerts = start()
      const planned = [alert(1, 60), alert(2, 60, nine + 70 * minute)]
      await alerts.plan(planFor(anna, planned, [nine, nine + 20 * minute]))
      expect(alerts.check()).toBe(nine + 10 * minute - offset)
      expect([screen, figures]).toEqual([['#1 · Response due in 1 h'], [1]])
      expect(alerts.history()).toMatchObject([{ ticketNumber: 1, shownAt: nine }])
      now += 10 * minute
      expect(alerts.check()).toBe(nine + 20 * minute - offset)
    },
  )
})

describe('the list of what rang', () => {
  it('goes back to the last two hundred, newest first, and is there after a restart', async () => {
    const alerts = start()
    const many = Array.from({ length: 230 }, (_, index) => alert(index + 1, 60, nine + 60 * minute + index))
    await alerts.plan(planFor(anna, many))
    now += minute
    alerts.check()
    await alerts.plan(planFor(anna, [alert(900, 50)]))
    now += 10 * minute
    alerts.check()
    expect(alerts.history()).toHaveLength(200)
    expect(alerts.history()[0]).toMatchObject({ ticketNumber: 900, grouped: false, seen: false })
    expect(alerts.history()[1]).toMatchObject({ ticketNumber: 1, grouped: true, seen: false })
    expect(start().history()).toEqual(alerts.history())
    expect(start(bram).history()).toEqual([])
  })

  it('stays seen, also after a restart; what rings later is new', async () => {
    const alerts = start()
    await alerts.plan(planFor(anna, [alert(1, 60), alert(2, 50)]))
    alerts.check()
    alerts.markSeen()
    const restarted = start()
    expect(restarted.history().map(({ seen, ticketNumber }) => [ticketNumber, seen])).toEqual([[1, true]])
    now += 10 * minute
    restarted.check()
    expect(restarted.history().map(({ seen, ticketNumber }) => [ticketNumber, seen])).toEqual([
      [2, false],
      [1, true],
    ])
  })
})

describe('a disk that is full', () => {
  it('silences no deadline, and it rings once while the app runs', async () => {
    const alerts = start()
    await alerts.plan(planFor(anna, [alert(1, 60)]))
    mkdirSync(join(folder, 'alerts-rung.json.new'))
    alerts.check()
    alerts.check()
    expect([screen, rang.length]).toEqual([['#1 · Response due in 1 h'], 1])
    expect(problems).not.toEqual([])
  })

  it('that takes no plan lets the plan ring all the same', async () => {
    mkdirSync(join(folder, 'alert-plan.json.new'))
    const alerts = start()
    await alerts.plan(planFor(anna, [alert(1, 60)]))
    alerts.check()
    expect(screen).toHaveLength(1)
    rmSync(join(folder, 'alert-plan.json.new'), { recursive: true })
    await alerts.plan(planFor(anna, [alert(2, 60)]))
    expect(readFileSync(join(folder, 'alert-plan.json'), 'utf8')).toContain(uuidOf(102))
  })
})

it('what rang months ago is let go of, what rang for others last week is kept', async () => {
  const alerts = start()
  alerts.rungElsewhere([alertKey(alert(1, 60))])
  now += 121 * 24 * 60 * minute
  alerts.changePerson(bram)
  alerts.rungElsewhere([alertKey(alert(2, 60))])
  now += 7 * 24 * 60 * minute
  alerts.rungElsewhere([alertKey(alert(3, 60))])
  const kept = readFileSync(join(folder, 'alerts-rung.json'), 'utf8')
  expect([1, 2, 3].map((index) => kept.includes(uuidOf(100 + index)))).toEqual([false, true, true])
})

describe('a plan on disk', () => {
  const path = (): string => join(folder, 'alert-plan.json')

  it('of which one row is bad rings the others', async () => {
    await start().plan(planFor(anna, [alert(1, 60)]))
    const plan = JSON.parse(readFileSync(path(), 'utf8')) as { alerts: unknown[] }
    plan.alerts.unshift({ ...alert(2, 60), at: 'soon' })
    writeFileSync(path(), JSON.stringify(plan))
    start().check()
    expect(screen).toEqual(['#1 · Response due in 1 h'])
  })

  it('of a newer version keeps rows that are not known here, silently', async () => {
    await start().plan(planFor(anna, [{ ...alert(1, 60), rule: 'weather', clock: 'weather' }]))
    expect(start().check()).toBeNull()
    expect(screen).toEqual([])
    expect(readFileSync(path(), 'utf8')).toContain('weather')
  })

  it('of an older version, which named no owner, does not ring', () => {
    writeFileSync(path(), JSON.stringify({ alerts: [alert(1, 60)], openIntervals: [] }))
    start().check()
    expect(screen).toEqual([])
  })
})
