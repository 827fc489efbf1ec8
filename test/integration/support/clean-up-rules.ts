import type { ServerContext } from '../../../src/server/context'
import type { CleanUpRules } from '../../../src/server/jobs/clean-up'

/** The rules by which that server cleans up. */
export const cleanUpRules = ({ accounts, faults }: ServerContext): CleanUpRules => ({
  idleMs: accounts.idleMs,
  faults,
})
