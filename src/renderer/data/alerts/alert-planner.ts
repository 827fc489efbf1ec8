import type { Who } from '../../../shared/ipc/channels'
import type { Person } from '../../../shared/ipc/channels'
import type { Preferences } from '../../../shared/ipc/preferences'
import type { SyncEngine } from '../../../shared/sync/engine/engine-types'
import type { HostCalls } from '../protocol'
import type { QueueModel } from '../queue/queue-model'
import { coalesce } from '../workspace/coalesce'
import type { LiveQueue } from '../workspace/live-queue'
import type { DriverWorld } from '../workspace/sync-driver'
import { absencesAt, createAlertTeller } from './tell-main'

const PLAN_AFTER_MS = 500
/** After main did not take a plan. */
const PLAN_AGAIN_MS = 10_000
/** A server's time that is this much off from what was planned by makes another plan. */
const CLOCK_OFF_MS = 5000

/** Has main ring what the queue of this window says, for as long as this window speaks for all. */
export interface AlertPlanner {
  /** Something changed: main is told soon. */
  planLater(): void
  /** The server was heard: when it shows that the plan was made by a clock that is off, main is told soon. */
  timeHeard(): void
  prefer(preferences: Preferences): void
  /** Who is at a desk now. */
  hearDesks(desks: Who['desks']): void
}

export interface PlannerParts {
  readonly host: HostCalls
  /** Whose plan it is. */
  readonly person: Person
  readonly engine: Pick<SyncEngine, 'state' | 'serverTime'>
  readonly model: QueueModel
  readonly queue: Pick<LiveQueue, 'reference' | 'rules'>
  readonly preferences: Preferences
  readonly desks: Who['desks']
  /** Server time minus this machine's, as this window has it, ms. */
  readonly clockOffset: () => number
  /** This machine's time, UTC ms. */
  readonly wall: () => number
  readonly after: DriverWorld['after']
  readonly signal: AbortSignal
}

/** The window that owns sync plans: main has one plan. */
export function createAlertPlanner(parts: PlannerParts): AlertPlanner {
  const { host, person, engine, model, queue, clockOffset, wall, after, signal } = parts
  const { workspaceId, agentId } = person
  const tell = createAlertTeller(host, { workspaceId, agentId })
  let { preferences, desks } = parts
  let absences = ''
  let plannedBy: number | null = null
  const now = (): number => wall() + clockOffset()

  const planLater = coalesce(
    () => {
      const { owner, cursor } = engine.state()
      if (!owner || cursor === null) return
      plannedBy = clockOffset()
      const told = tell(model, {
        preferences,
        desks,
        reference: queue.reference(),
        calendar: queue.rules().calendar,
        now: now(),
        clockOffsetMs: engine.serverTime().takeMeasured(),
      })
      told.catch(planAgainLater)
    },
    PLAN_AFTER_MS,
    signal,
    after,
  )

  /** Main rings by its former plan: a queue in which nothing changes must not leave it at that. */
  const planAgainLater = coalesce(planLater, PLAN_AGAIN_MS, signal, after)

  return {
    planLater,
    timeHeard() {
      if (plannedBy !== null && Math.abs(clockOffset() - plannedBy) > CLOCK_OFF_MS) planLater()
    },
    prefer(chosen) {
      preferences = chosen
      planLater()
    },
    hearDesks(heard) {
      desks = heard
      const heardAbsences = absencesAt(now(), desks, queue.reference()?.agents ?? [])
      if (heardAbsences !== absences) planLater()
      absences = heardAbsences
    },
  }
}
