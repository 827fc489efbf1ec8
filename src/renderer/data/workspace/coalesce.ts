import { workerWorld } from './sync-driver'
import type { DriverWorld } from './sync-driver'

/** Makes many calls into one, `ms` after the first of them. None runs or is armed once `signal` is aborted. */
export function coalesce(
  run: () => void,
  ms: number,
  signal: AbortSignal,
  after: DriverWorld['after'] = workerWorld.after,
): () => void {
  let callOff: (() => void) | undefined
  signal.addEventListener('abort', () => callOff?.())
  return () => {
    if (signal.aborted) return
    callOff ??= after(ms, () => {
      callOff = undefined
      run()
    })
  }
}
