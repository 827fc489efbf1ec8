import type { Chance } from '../../src/server/demo/random'
import { ticketActs } from '../../src/shared/tickets/acts'
import type { MutationArgs, MutationType } from '../../src/shared/tickets/mutations'

type Samples = { readonly [T in MutationType]: (chance: Chance) => MutationArgs<T> }

/** Arguments that the server's schemas accept, one maker a kind of mutation; whether the ticket allows it is another matter. */
export const mutationSamples = Object.fromEntries(
  ticketActs.map(({ type, sample }) => [type, sample]),
) as unknown as Samples

export const mutationTypes = ticketActs.map(({ type }) => type)
