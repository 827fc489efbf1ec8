import type { Who } from '../../../shared/ipc/channels'
import type { Preferences } from '../../../shared/ipc/preferences'
import type { SyncEngine } from '../../../shared/sync/engine/engine-types'
import type { HostCalls } from '../protocol'
import type { QueueModel } from '../queue/queue-model'
import { coalesce } from '../workspace/coalesce'
import type { LiveQueue } from '../workspace/live-queue'
import type { Identity } from '../workspace/workspace-types'
import { absencesAt, createAlertTeller } from './tell-main'

const PLAN_AFTER_MS = 500

/** Main's plan of what rings, as this window keeps it. */
export interface AlertPlan {
  /** What it is made from may have changed. The window that owns sync speaks for all: main has one plan. */
  later(): void
  prefer(preferences: Preferences): void
  /** Who is at a desk now. */
  hearDesks(desks: Who['desks']): void
}

interface Parts {
  readonly host: HostCalls
  readonly who: Identity
  readonly known: Pick<Who, 'preferences' | 'desks'>
  readonly engine: Pick<SyncEngine, 'state' | 'serverTime'>
  readonly model: QueueModel
  readonly queue: LiveQueue
  readonly now: () => number
  readonly signal: AbortSignal
}

export function createAlertPlan({ host, who, known, engine, model, queue, now, signal }: Parts): AlertPlan {
  const tellAlerts = createAlertTeller(host, { workspaceId: who.workspaceId, agentId: who.agentId })
  let { preferences, desks } = known
  let absences = ''

  const later = coalesce(
    () => {
      if (!engine.state().owner || engine.state().cursor === null) return
      const told = tellAlerts(model, {
        preferences,
        desks,
        reference: queue.reference(),
        calendar: queue.rules().calendar,
        now: now(),
        clockOffsetMs: engine.serverTime().takeMeasured(),
      })
      // Main is asked again with the next change.
      told.catch(() => undefined)
    },
    PLAN_AFTER_MS,
    signal,
  )

  return {
    later,
    prefer(chosen) {
      preferences = chosen
      later()
    },
    hearDesks(heard) {
      desks = heard
      const heardAbsences = absencesAt(now(), desks, queue.reference()?.agents ?? [])
      if (heardAbsences !== absences) later()
      absences = heardAbsences
    },
  }
}
