import { setTimeout as pause } from 'node:timers/promises'
import { createChance } from '../../src/server/demo/random'
import type { Ticket } from '../../src/shared/tickets/ticket'
import { mutationSamples } from '../support/mutation-samples'
import type { PlainClient } from '../support/plain-client'
import { mutation, seenOf } from '../support/plain-client'

export interface Written {
  /** From sending a push to its answer, ms. */
  readonly pushMs: Float64Array
  readonly seconds: number
}

/** Sends `rate` changes a second, one a push, by several agents; a late answer delays none of the others. */
export async function writeSteadily(
  agents: readonly PlainClient[],
  tickets: readonly Ticket[],
  rate: number,
  seconds: number,
): Promise<Written> {
  const chance = createChance(7)
  const kinds = ['note.add', 'note.add', 'reply.send', 'ticket.edit'] as const
  const pushMs: number[] = []
  const under: Promise<void>[] = []
  const began = performance.now()
  for (let index = 0; index < rate * seconds; index += 1) {
    await pause(Math.max(0, began + (index * 1000) / rate - performance.now()))
    const kind = chance.pick(kinds)
    const ticket = chance.pick(tickets)
    const agent = agents[index % agents.length] as PlainClient
    const sent = performance.now()
    const change = mutation(kind, ticket.id, mutationSamples[kind](chance), seenOf(ticket))
    under.push(agent.push([change]).then(() => void pushMs.push(performance.now() - sent)))
  }
  await Promise.all(under)
  return { pushMs: Float64Array.from(pushMs).sort(), seconds: (performance.now() - began) / 1000 }
}

/** Calls `work` at a steady rate and returns how long each call took, ms, sorted. */
export async function steadily(
  rate: number,
  count: number,
  work: (index: number) => Promise<void>,
): Promise<Float64Array> {
  const took: number[] = []
  const under: Promise<void>[] = []
  const began = performance.now()
  for (let index = 0; index < count; index += 1) {
    await pause(Math.max(0, began + (index * 1000) / rate - performance.now()))
    const sent = performance.now()
    under.push(work(index).then(() => void took.push(performance.now() - sent)))
  }
  await Promise.all(under)
  return Float64Array.from(took).sort()
}
