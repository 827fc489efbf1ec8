import type { ApiError } from '../../../shared/sync/wire'
import type { KnownOutcome } from './outcomes'

/** Why a mutation that must come after others cannot be applied; null when all of those were. */
export function failedDependency(
  after: readonly string[],
  known: ReadonlyMap<string, KnownOutcome>,
): ApiError | null {
  const failed = after.find((id) => {
    const result = known.get(id)?.outcome.result
    return result !== 'applied' && result !== 'merged'
  })
  if (failed === undefined) return null
  return {
    code: 'dependency-failed',
    message: 'An earlier change that this one builds on was not applied. Decide on that one first.',
    details: { mutationId: failed },
  }
}
