import type { World } from './world'

/** Mutations that the server will not even take in, each with the status that any batch with it gets. */
export interface Refused {
  /** Decided when a mutation is first seen, and the same ever after. Null: nothing is wrong with it. */
  statusOf(mutationId: string): number | null
}

const statuses = { 'refused-409': 409, 'refused-413': 413, 'refused-422': 422 } as const

export function createRefused(world: World): Refused {
  const seen = new Map<string, number | null>()
  return {
    statusOf(mutationId) {
      const known = seen.get(mutationId)
      if (known !== undefined) return known
      const kinds = Object.keys(statuses) as readonly (keyof typeof statuses)[]
      const struck = kinds.filter((kind) => world.strikes(kind))[0]
      const status = struck === undefined ? null : statuses[struck]
      seen.set(mutationId, status)
      return status
    },
  }
}
