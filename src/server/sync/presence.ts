import type { Identity } from '../accounts/identity'

type Doing = 'viewing' | 'writing'
interface Sighting {
  readonly agentId: string
  readonly name: string
  readonly doing: Doing
  readonly at: number
}

const keptMs = 30_000

/** Who looks at or writes on which ticket, as told to this server in the last 30 s. In memory only: it is no truth. */
export interface Presence {
  /** Notes what an agent does, and tells which colleagues are there, the most recent first. */
  readonly tell: (who: Identity, ticketId: string, doing: Doing) => readonly { name: string; doing: Doing }[]
}

/** @param now UTC epoch milliseconds */
export function createPresence(now: () => number): Presence {
  const tickets = new Map<string, Map<string, Sighting>>()
  let swept = now()

  function sweep(at: number): void {
    if (at - swept < keptMs) return
    swept = at
    for (const [key, sightings] of tickets) {
      for (const [device, sighting] of sightings) if (at - sighting.at > keptMs) sightings.delete(device)
      if (sightings.size === 0) tickets.delete(key)
    }
  }

  return {
    tell: ({ workspaceId, deviceId, agent }, ticketId, doing) => {
      const at = now()
      sweep(at)
      const key = `${workspaceId} ${ticketId}`
      const sightings = tickets.get(key) ?? new Map<string, Sighting>()
      tickets.set(key, sightings)
      sightings.set(deviceId, { agentId: agent.id, name: agent.name, doing, at })
      return others(sightings, agent.id, at)
    },
  }
}

/** One line a colleague, however many devices: writing counts above viewing. */
function others(sightings: ReadonlyMap<string, Sighting>, self: string, at: number) {
  const byAgent = new Map<string, Sighting>()
  for (const sighting of sightings.values()) {
    if (sighting.agentId === self || at - sighting.at > keptMs) continue
    if (byAgent.get(sighting.agentId)?.doing !== 'writing') byAgent.set(sighting.agentId, sighting)
  }
  return [...byAgent.values()].sort((a, b) => b.at - a.at).map(({ name, doing }) => ({ name, doing }))
}
