import { expect, test } from 'vitest'
import { requests } from '../../../shared/ipc/channels'
import type { RequestArgs } from '../../../shared/ipc/channels'
import { defaultPreferences } from '../../../shared/ipc/preferences'
import { agreement20230224, calendarOf } from '../../../shared/sla/agreement'
import { hour, monday10, received, uuidOf } from '../../../shared/tickets/example'
import type { Agent, Customer } from '../../../shared/tickets/people'
import type { TicketFields } from '../../../shared/tickets/fields'
import type { HostCalls } from '../protocol'
import { noWork, toQueueEntry } from '../queue/queue-entry'
import { createQueueModel } from '../queue/queue-model'
import { absencesAt, createAlertTeller } from './tell-main'

const rules = { agreement: agreement20230224, calendar: calendarOf(agreement20230224) }
const owner = { workspaceId: uuidOf(900), agentId: uuidOf(1) }
const agentOf = (id: string, name: string, more: Partial<Agent> = {}): Agent => {
  const email = `${name.toLowerCase()}@office.example`
  return { id, name, email, role: 'agent', teamId: uuidOf(60), active: true, ...more }
}
const sanne = agentOf(owner.agentId, 'Sanne')
const joris = agentOf(uuidOf(2), 'Joris', { standInId: owner.agentId })
const office = { name: '', demo: false, staffDays: [], teams: [] }

/** What main is told of some tickets, each time it is told. */
function desk(...tickets: readonly Partial<TicketFields>[]) {
  const model = createQueueModel()
  model.put(
    tickets.map((fields, index) =>
      toQueueEntry({ ...received(fields), id: uuidOf(200 + index) }, rules, noWork, monday10),
    ),
  )
  const told: RequestArgs<'alerts.plan'>[] = []
  const host = ((_name: string, plan: RequestArgs<'alerts.plan'>) => {
    told.push(plan)
    return Promise.resolve({})
  }) as unknown as HostCalls
  const teller = createAlertTeller(host, owner)
  type Situation = Parameters<typeof teller>[1]
  const situation: Situation = {
    preferences: defaultPreferences,
    desks: null,
    reference: { customers: [], agents: [sanne, joris], office },
    calendar: rules.calendar,
    now: monday10 + hour,
    clockOffsetMs: null,
  }
  return {
    told,
    tell: (more: Partial<Situation> = {}) => teller(model, { ...situation, ...more }),
  }
}

test('main is told whose plan it is, and from when each of their own tickets is at risk', async () => {
  const { told, tell } = desk(
    { assigneeId: sanne.id },
    { assigneeId: sanne.id, priority: 'medium' },
    { assigneeId: joris.id },
    {},
  )
  await tell()
  // Received at ten, due at two: at risk from one o'clock on.
  const risk = monday10 + 3 * hour
  expect(told).toMatchObject([{ owner, version: 2, riskAt: [risk, risk] }])
})

test('main is told again only when it is another plan', async () => {
  const { told, tell } = desk({ assigneeId: sanne.id })
  await tell()
  await tell({ now: monday10 + hour + 60_000 })
  expect(told).toHaveLength(1)
  await tell({ preferences: { ...defaultPreferences, alertScope: 'none' } })
  expect(told.map(({ alerts }) => alerts.length)).toEqual([2, 0])
})

test('a colleague’s deadlines are planned while the server says that nobody is at their desk', async () => {
  const { told, tell } = desk({ assigneeId: joris.id })
  const now = monday10 + hour
  await tell()
  await tell({ desks: { at: now, until: { [joris.id]: now + 60_000 } } })
  expect(told.at(-1)?.alerts).toEqual([])
  await tell({ desks: { at: now, until: {} } })
  expect(told.at(-1)?.alerts).toMatchObject([{ absentOwner: 'Joris' }, { absentOwner: 'Joris' }])
  // An old answer says nothing about now.
  await tell({ desks: { at: now - 10 * 60_000, until: {} } })
  expect(told.at(-1)?.alerts).toEqual([])
})

test('a colleague who said that they are away is away, whatever is known of desks, until that moment', async () => {
  const { told, tell } = desk({ assigneeId: joris.id })
  const now = monday10 + hour
  const agents = [sanne, { ...joris, awayUntil: now + hour }]
  await tell({ reference: { customers: [], agents, office } })
  expect(told.at(-1)?.alerts).toHaveLength(2)
  await tell({ reference: { customers: [], agents, office }, now: now + hour })
  expect(told.at(-1)?.alerts).toEqual([])
})

test('in a demo nobody stands in, and an office may choose so', async () => {
  const { told, tell } = desk({ assigneeId: joris.id })
  const desks = { at: monday10 + hour, until: {} }
  await tell({
    desks,
    reference: { customers: [], agents: [sanne, joris], office: { ...office, demo: true } },
  })
  expect(told.at(-1)?.alerts).toEqual([])
})

test('who is absent is another word only when somebody comes or goes', () => {
  const at = monday10
  const there = absencesAt(at, { at, until: { [sanne.id]: at + 1, [joris.id]: at + 1 } }, [sanne, joris])
  const still = absencesAt(at, { at, until: { [sanne.id]: at + 9, [joris.id]: at + 9 } }, [sanne, joris])
  const gone = absencesAt(at, { at, until: { [sanne.id]: at + 9, [joris.id]: at - 9 } }, [sanne, joris])
  expect(still).toBe(there)
  expect(gone).not.toBe(there)
})

test('a ticket with an impossible moment, or half a character in a name, costs only itself', async () => {
  const { told, tell } = desk({ assigneeId: sanne.id, customerId: uuidOf(50) }, { assigneeId: sanne.id })
  const customer = { id: uuidOf(50), name: `${'x'.repeat(199)}😀` } as Customer
  const farAway = { ...received({ assigneeId: sanne.id }), id: uuidOf(300) }
  const model = createQueueModel()
  const receivedAt = 7_258_118_300_000
  model.put([toQueueEntry({ ...farAway, facts: { ...farAway.facts, receivedAt } }, rules, noWork, monday10)])
  await tell({ reference: { customers: [customer], agents: [sanne], office } })
  expect(requests['alerts.plan'].args.safeParse(told[0]).success).toBe(true)
  expect(told[0]?.alerts).toHaveLength(4)
  const alone = createAlertTeller(
    ((_name: string, plan: unknown) => {
      told.push(requests['alerts.plan'].args.parse(plan))
      return Promise.resolve({})
    }) as unknown as HostCalls,
    owner,
  )
  await alone(model, {
    preferences: defaultPreferences,
    desks: null,
    reference: null,
    calendar: rules.calendar,
    now: monday10,
    clockOffsetMs: null,
  })
  expect(told.at(-1)).toMatchObject({ alerts: [], riskAt: [] })
})

test('a plan that main did not take is told again as it is', async () => {
  let isMainThere = false
  let told = 0
  const teller = createAlertTeller(
    (() => {
      told += 1
      return isMainThere ? Promise.resolve({}) : Promise.reject(new Error('main does not answer'))
    }) as unknown as HostCalls,
    owner,
  )
  const situation = {
    preferences: defaultPreferences,
    desks: null,
    reference: null,
    calendar: rules.calendar,
    now: monday10,
    clockOffsetMs: null,
  }
  await expect(teller(createQueueModel(), situation)).rejects.toThrow()
  isMainThere = true
  await teller(createQueueModel(), situation)
  await teller(createQueueModel(), situation)
  expect(told).toBe(2)
})

test('main is told when the office is open, for sixty days, in whose time, and how its clock stands', async () => {
  const { told, tell } = desk()
  await tell({ clockOffsetMs: 1600 })
  const [plan] = told
  expect(plan).toMatchObject({ clockOffsetMs: 2000, timeZone: 'Europe/Amsterdam' })
  // From half past eight until five.
  expect(plan?.openIntervals[0]).toEqual([monday10 - 1.5 * hour, monday10 + 7 * hour])
  const last = plan?.openIntervals.at(-1)?.[1] ?? 0
  expect(Math.round((last - monday10) / (24 * hour))).toBeGreaterThanOrEqual(57)
  await tell()
  expect(told[1]).not.toHaveProperty('clockOffsetMs')
})

test('what is at risk is counted for open tickets of this person alone, the earliest first', async () => {
  const { told, tell } = desk(
    { assigneeId: sanne.id, priority: 'low' },
    { assigneeId: sanne.id },
    { assigneeId: null, teamId: sanne.teamId },
  )
  await tell({ preferences: { ...defaultPreferences, alertScope: 'none' } })
  expect(told[0]?.riskAt).toEqual([monday10 + 3 * hour, monday10 + 3 * hour])
})

test('a bell of the team rings for who is in it, under the customer’s name', async () => {
  const { told, tell } = desk({ priority: 'high', teamId: sanne.teamId, customerId: uuidOf(50) })
  const customers = [{ id: uuidOf(50), name: 'Van Dijk' }] as unknown as Customer[]
  const preferences = { ...defaultPreferences, alertScope: 'team' } as const
  await tell({ preferences, reference: { customers, agents: [sanne, joris], office } })
  expect(told[0]?.alerts.length).toBeGreaterThan(0)
  expect(JSON.stringify(told[0]?.alerts)).toContain('Van Dijk')
  await tell({
    preferences,
    reference: { customers, agents: [{ ...sanne, teamId: uuidOf(61) }, joris], office },
  })
  expect(told[1]?.alerts).toEqual([])
})
