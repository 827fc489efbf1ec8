import type { FaultKind } from './faults'
import type { World } from './world'

/** Mutations that the server will not even take in, each with the status that any batch with it gets; and such files. */
export interface Refused {
  /** Decided when a mutation is first seen, and the same ever after. Null: nothing is wrong with it. */
  statusOf(mutationId: string): number | null
  /** The same of a file. */
  statusOfFile(fileId: string): number | null
}

const mutationStatuses = { 'refused-409': 409, 'refused-413': 413, 'refused-422': 422 } as const
const fileStatuses = {
  'file-refused-409': 409,
  'file-refused-413': 413,
  'file-refused-415': 415,
  'file-refused-422': 422,
} as const

export function createRefused(world: World): Refused {
  const seen = new Map<string, number | null>()
  const statusOf = (id: string, statuses: Partial<Record<FaultKind, number>>): number | null => {
    const known = seen.get(id)
    if (known !== undefined) return known
    const kinds = Object.keys(statuses) as readonly FaultKind[]
    const struck = kinds.filter((kind) => world.strikes(kind))[0]
    const status = struck === undefined ? null : (statuses[struck] ?? null)
    seen.set(id, status)
    return status
  }
  return {
    statusOf: (mutationId) => statusOf(mutationId, mutationStatuses),
    statusOfFile: (fileId) => statusOf(fileId, fileStatuses),
  }
}
