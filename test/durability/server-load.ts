import type { Chance } from '../../src/server/demo/random'
import type { Outcome } from '../../src/shared/sync/wire'
import type { MutationEnvelope } from '../../src/shared/tickets/mutations'
import type { Ticket } from '../../src/shared/tickets/ticket'
import { mutationSamples } from '../support/mutation-samples'
import type { PlainClient } from '../support/plain-client'
import { mutation, seenOf, ServerSaidNo } from '../support/plain-client'

/** What a client was told: the ground on which the server is judged afterwards. */
export interface Acknowledged {
  readonly mutation: MutationEnvelope
  readonly outcome: Outcome
}

export interface Load {
  readonly acknowledged: ReadonlyMap<string, Acknowledged>
  /** Answers that contradict earlier ones, and answers that no client should get. */
  readonly faults: readonly string[]
  /** Makes no new work, and returns when all that was begun is answered. */
  readonly finish: () => Promise<void>
}

/** What the load is made of: a reply is what must be mailed exactly once, the rest keeps the tickets moving. */
const kinds = ['note.add', 'note.add', 'reply.send', 'reply.send', 'ticket.edit', 'ticket.create'] as const
const pauseMs = 40

/**
 * Clients that push without end, send again what got no answer, and now and then send again what did. They outlive the
 * server, as people's machines do.
 */
export function startLoad(clients: readonly PlainClient[], tickets: readonly Ticket[], chance: Chance): Load {
  const acknowledged = new Map<string, Acknowledged>()
  const faults: string[] = []
  let isRunning = true

  function batch(): MutationEnvelope[] {
    return Array.from({ length: chance.between(1, 4) }, () => {
      const kind = chance.pick(kinds)
      const ticket = chance.pick(tickets)
      const ticketId = kind === 'ticket.create' ? chance.uuid() : ticket.id
      return mutation(kind, ticketId, mutationSamples[kind](chance), seenOf(ticket))
    })
  }

  function note(mutations: readonly MutationEnvelope[], outcomes: readonly Outcome[]): void {
    for (const [index, envelope] of mutations.entries()) {
      const outcome = outcomes[index]
      if (outcome?.mutationId !== envelope.id) {
        faults.push(`an answer lacks the outcome of ${envelope.id}`)
        continue
      }
      const before = acknowledged.get(envelope.id)?.outcome
      if (before && (before.result !== outcome.result || before.seq !== outcome.seq))
        faults.push(`${envelope.id} was ${before.result}@${before.seq}, now ${outcome.result}@${outcome.seq}`)
      if (!before) acknowledged.set(envelope.id, { mutation: envelope, outcome })
    }
  }

  async function untilAnswered(client: PlainClient, mutations: readonly MutationEnvelope[]): Promise<void> {
    for (;;)
      try {
        note(mutations, (await client.push(mutations)).outcomes)
        return
      } catch (error) {
        // No answer, or one that says "later": what a client then does is send the same again.
        if (error instanceof ServerSaidNo && error.status < 500) {
          faults.push(error.message)
          return
        }
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
      }
  }

  async function work(client: PlainClient): Promise<void> {
    while (isRunning) {
      const mutations = batch()
      await untilAnswered(client, mutations)
      if (chance.happens(0.15)) await untilAnswered(client, mutations)
      await new Promise((resolve) => setTimeout(resolve, chance.between(0, pauseMs)))
    }
  }

  const workers = clients.map(work)
  return {
    acknowledged,
    faults,
    finish: async () => {
      isRunning = false
      await Promise.all(workers)
    },
  }
}
