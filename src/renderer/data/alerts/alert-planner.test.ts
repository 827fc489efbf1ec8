import { expect, test } from 'vitest'
import { defaultPreferences } from '../../../shared/ipc/preferences'
import { agreement20230224, calendarOf } from '../../../shared/sla/agreement'
import type { EngineState } from '../../../shared/sync/engine/engine-types'
import { createServerTime } from '../../../shared/sync/engine/server-time'
import { uuidOf } from '../../../shared/tickets/example'
import type { HostCalls } from '../protocol'
import { createQueueModel } from '../queue/queue-model'
import { createAlertPlanner } from './alert-planner'

const day = 86_400_000
const monday = Date.parse('2026-02-09T09:00:00Z')

/** A planner in a window that owns sync, on a machine whose clock is so far ahead of the server's (ms). */
function plannerOn(ahead: number) {
  const serverTime = createServerTime()
  const wall = monday + ahead
  const plans: { readonly openIntervals: readonly (readonly [number, number])[]; clockOffsetMs?: number }[] =
    []
  const due: (() => void)[] = []
  const planner = createAlertPlanner({
    host: ((_name: string, plan: (typeof plans)[number]) => {
      plans.push(plan)
      return Promise.resolve({})
    }) as unknown as HostCalls,
    person: { workspaceId: uuidOf(1), agentId: uuidOf(2) },
    engine: {
      state: () => ({ owner: true, cursor: { epoch: 'e', seq: 0 } }) as EngineState,
      serverTime: () => serverTime,
    },
    model: createQueueModel(),
    queue: {
      reference: () => null,
      rules: () => ({ agreement: agreement20230224, calendar: calendarOf(agreement20230224) }),
    },
    preferences: defaultPreferences,
    desks: null,
    clockOffset: () => serverTime.offset(0, wall),
    wall: () => wall,
    after: (_ms, work) => {
      due.push(work)
      return () => undefined
    },
    signal: new AbortController().signal,
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
