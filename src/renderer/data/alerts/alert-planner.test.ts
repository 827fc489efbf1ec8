import { expect, test } from 'vitest'
import { defaultPreferences } from '../../../shared/ipc/preferences'
import { agreement20230224, calendarOf } from '../../../shared/sla/agreement'
import type { EngineState } from '../../../shared/sync/engine/engine-types'
import { createServerTime } from '../../../shared/sync/engine/server-time'
import { received, uuidOf } from '../../../shared/tickets/example'
import type { RequestArgs } from '../../../shared/ipc/channels'
import type { ReferenceData } from '../../../shared/sync/engine/ports'
import type { Agent } from '../../../shared/tickets/people'
import type { HostCalls } from '../protocol'
import { noWork, toQueueEntry } from '../queue/queue-entry'
import { createQueueModel } from '../queue/queue-model'
import { createAlertPlanner } from './alert-planner'

const rules = { agreement: agreement20230224, calendar: calendarOf(agreement20230224) }
const day = 86_400_000
const monday = Date.parse('2026-02-09T09:00:00Z')

/** A planner in a window that owns sync, on a machine whose clock is so far ahead of the server's (ms). */
function plannerOn(ahead: number, tickets: Parameters<ReturnType<typeof createQueueModel>['put']>[0] = []) {
  const serverTime = createServerTime()
  const wall = monday + ahead
  const plans: Partial<RequestArgs<'alerts.plan'>>[] = []
  const due: (() => void)[] = []
  const leaving = new AbortController()
  const world = {
    isMainThere: true,
    owner: true,
    cursor: { epoch: 'e', seq: 0 } as EngineState['cursor'],
    reference: null as ReferenceData | null,
  }
  const model = createQueueModel()
  model.put(tickets)
  const planner = createAlertPlanner({
    host: ((_name: string, plan: (typeof plans)[number]) => {
      plans.push(plan)
      return world.isMainThere ? Promise.resolve({}) : Promise.reject(new Error('main does not answer'))
    }) as unknown as HostCalls,
    person: { workspaceId: uuidOf(1), agentId: uuidOf(2) },
    engine: {
      state: () => ({ owner: world.owner, cursor: world.cursor }) as EngineState,
      serverTime: () => serverTime,
    },
    model,
    queue: {
      reference: () => world.reference,
      rules: () => rules,
    },
    preferences: defaultPreferences,
    desks: null,
    clockOffset: () => serverTime.offset(0, wall),
    wall: () => wall,
    after: (_ms, work) => {
      due.push(work)
      return () => undefined
    },
    signal: leaving.signal,
  })
  return {
    planner,
    plans,
    /** The server answers: its time, after so many ms. */
    answered(ms: number) {
      serverTime.learn(monday, 0, ms, wall)
      planner.timeHeard()
    },
    /** Lets the time pass that a plan waits. */
    pass: () => due.splice(0).forEach((work) => work()),
    world,
    leaving,
  }
}

test('a plan that was made by a clock that is off is made anew once the server is heard, and tells main its time', () => {
  const { planner, plans, answered, pass } = plannerOn(400 * day)
  planner.planLater()
  pass()
  expect(plans[0]).not.toHaveProperty('clockOffsetMs')
  answered(40)
  pass()
  expect(plans[1]?.clockOffsetMs).toBe(-400 * day)
  const [first] = plans[1]?.openIntervals ?? []
  expect(first?.[0]).toBeLessThan(monday)
  expect(first?.[1]).toBeGreaterThan(monday)
})

test('an answer that shows what was known makes no other plan', () => {
  const { planner, plans, answered, pass } = plannerOn(1000)
  planner.planLater()
  pass()
  answered(40)
  answered(60)
  pass()
  expect(plans).toHaveLength(1)
})

/** A ticket that came in just now. */
function ticketOf(assigneeId: string) {
  const ticket = received({ assigneeId })
  return toQueueEntry({ ...ticket, facts: { ...ticket.facts, receivedAt: monday } }, rules, noWork, monday)
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

test('a plan that main did not take is told again, though nothing changed', async () => {
  const { planner, plans, pass, world } = plannerOn(0)
  world.isMainThere = false
  planner.planLater()
  pass()
  await settle()
  world.isMainThere = true
  pass()
  pass()
  await settle()
  expect(plans).toHaveLength(2)
  expect(plans[1]).toEqual(plans[0])
  // It has it now.
  pass()
  planner.planLater()
  pass()
  expect(plans).toHaveLength(2)
})

test('a window that does not sync, or knows nothing yet, does not say what rings', () => {
  const { planner, plans, pass, world } = plannerOn(0)
  world.owner = false
  planner.planLater()
  pass()
  Object.assign(world, { owner: true, cursor: null })
  planner.planLater()
  pass()
  expect(plans).toEqual([])
})

test('what a person chose to have rung is told at once, and is of the person who left no more', () => {
  const ticket = ticketOf(uuidOf(2))
  const { planner, plans, pass, leaving } = plannerOn(0, [ticket])
  planner.planLater()
  pass()
  expect(plans[0]?.owner).toEqual({ workspaceId: uuidOf(1), agentId: uuidOf(2) })
  expect(plans[0]?.alerts?.length).toBeGreaterThan(0)
  planner.prefer({ ...defaultPreferences, alertScope: 'none' })
  pass()
  expect(plans[1]?.alerts).toEqual([])
  leaving.abort()
  planner.prefer(defaultPreferences)
  pass()
  expect(plans).toHaveLength(2)
})

test('a colleague who leaves their desk, or comes back, has it planned anew; one who stays does not', () => {
  const ticket = ticketOf(uuidOf(3))
  const { planner, plans, pass, world } = plannerOn(0, [ticket])
  const agentOf = (n: number, more: Partial<Agent> = {}): Agent => {
    const team = { role: 'agent', teamId: uuidOf(60), active: true } as const
    return { id: uuidOf(n), name: `A${n}`, email: `${n}@a.nl`, ...team, ...more }
  }
  const office = { name: '', demo: false, staffDays: [], teams: [] }
  world.reference = { customers: [], agents: [agentOf(2), agentOf(3, { standInId: uuidOf(2) })], office }
  const there = (until: number) => ({ at: monday, until: { [uuidOf(2)]: until, [uuidOf(3)]: until } })
  planner.hearDesks(there(monday + 1000))
  pass()
  planner.hearDesks(there(monday + 2000))
  pass()
  expect(plans.map(({ alerts }) => alerts?.length)).toEqual([0])
  planner.hearDesks({ at: monday, until: { [uuidOf(2)]: monday + 9 } })
  pass()
  expect(plans.map(({ alerts }) => alerts?.length)).toEqual([0, 2])
  planner.hearDesks(there(monday + 3000))
  pass()
  expect(plans.map(({ alerts }) => alerts?.length)).toEqual([0, 2, 0])
})

test('a clock that is off by five seconds is no reason to plan anew, one by more is', () => {
  const { planner, plans, pass, answered } = plannerOn(5000)
  planner.planLater()
  pass()
  answered(0)
  pass()
  expect(plans).toHaveLength(1)
  const other = plannerOn(6000)
  other.answered(0)
  expect(other.plans).toEqual([])
  other.planner.planLater()
  other.pass()
  other.planner.timeHeard()
  other.pass()
  expect(other.plans).toHaveLength(1)
})
