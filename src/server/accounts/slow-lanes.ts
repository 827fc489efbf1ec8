import { setTimeout as pause } from 'node:timers/promises'

/** One piece of work at a time for each network, with a pause after it; networks do not wait for each other. */
export interface SlowLanes {
  /** Answers 'full', without beginning, when too many wait in this network's lane. */
  readonly run: <T>(network: string, work: () => Promise<T>) => Promise<T | 'full'>
}

export function createSlowLanes(limits: { readonly waiting: number; readonly pauseMs: number }): SlowLanes {
  const lanes = new Map<string, { waiting: number; last: Promise<unknown> }>()
  return {
    run: async (network, work) => {
      const lane = lanes.get(network) ?? { waiting: 0, last: Promise.resolve() }
      if (lane.waiting >= limits.waiting) return 'full'
      lanes.set(network, lane)
      lane.waiting += 1
      const before = lane.last
      const result = before.then(work)
      const after = result.then(
        () => pause(limits.pauseMs, undefined, { ref: false }),
        () => pause(limits.pauseMs, undefined, { ref: false }),
      )
      lane.last = after
      void after.then(() => {
        lane.waiting -= 1
        if (lane.waiting === 0) lanes.delete(network)
      })
      return result
    },
  }
}
