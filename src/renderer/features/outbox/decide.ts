import { parseMutation } from '../../../shared/tickets/mutations'
import type { MutationArgs, MutationType } from '../../../shared/tickets/mutations'
import type { OutboxItem, Saved } from '../../data/protocol'
import { seenOf } from '../../state/act'
import { data } from '../../state/data-client'

/** Writes held work again, knowing what happened since: it replaces the held one, so that it is still done at most once. */
export async function sendAnyway(item: OutboxItem): Promise<Saved> {
  const { mutation } = item
  const parsed = parseMutation(mutation)
  if (!parsed.ok) return { ok: false, error: { code: parsed.code, message: parsed.message } }
  const { type, args } = parsed.mutation
  const view = await data().ticket({ id: mutation.ticketId })
  const again = 'anyway' in args ? { ...args, anyway: true } : args
  return data().mutate({
    type: type as MutationType,
    ticketId: mutation.ticketId,
    args: again as MutationArgs<MutationType>,
    seen: view ? seenOf(view.ticket) : mutation.seen,
    replaces: mutation.id,
  })
}
