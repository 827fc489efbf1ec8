import type { ClockFacts, Priority, Wait } from '../../src/shared/sla/facts'

const HOUR = 3_600_000
const priorities: readonly Priority[] = ['high', 'medium', 'low']

/** Tickets of a year in all states, the same for the same count; every second one has waited once or more. */
export function seededTickets(count: number): readonly ClockFacts[] {
  const first = Date.parse('2025-06-15T00:00:00Z')
  return Array.from({ length: count }, (_, index) => {
    const receivedAt = first + ((index * 7919) % 8760) * HOUR + ((index * 104_729) % HOUR)
    const after = (hours: number): number => receivedAt + hours * HOUR
    const priority = priorities[index % 3] ?? 'low'
    const isTriaged = index % 7 !== 0
    const waits: readonly Wait[] = [
      { kind: 'key-user', from: after(5), to: after(29) },
      { kind: 'external', from: after(48), to: index % 5 === 0 ? null : after(60) },
    ]
    return {
      receivedAt,
      feedbackAt: index % 4 === 0 ? null : after(3),
      workStartedAt: index % 8 === 1 ? after(4) : null,
      solvedAt: index % 3 === 2 ? after(80) : null,
      closedAt: null,
      waits: index % 2 === 0 ? [] : index % 4 === 1 ? waits : waits.slice(0, 1),
      type: isTriaged ? 'application' : null,
      cover: isTriaged ? 'covered' : null,
      priorities: isTriaged ? [{ priority, from: after(1) }] : [],
    }
  })
}
