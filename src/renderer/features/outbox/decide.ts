import { parseMutation } from '../../../shared/tickets/mutations'
import type { Mutation, MutationArgs, MutationType, Seen } from '../../../shared/tickets/mutations'
import type { OutboxItem, Saved } from '../../data/protocol'
import type { TFunction } from 'i18next'
import { serverNow } from '../../clock/now'
import { orFailed, report, seenOf } from '../../state/act'
import { data } from '../../state/data-client'

const madeByNewer = { code: 'update-required', message: 'A newer version of this app wrote this: update it.' }

/** Writes held work again, knowing what happened since: it replaces the held one, so that it is still done at most once. */
export async function sendAnyway({ mutation, since, reason }: OutboxItem): Promise<Saved> {
  const parsed = parseMutation(mutation)
  if (!parsed.ok) return { ok: false, error: madeByNewer }
  const { args } = parsed.mutation
  const view = await data().ticket({ id: mutation.ticketId })
  const isAnswered = (at: number): boolean =>
    since.some((event) => event.type === 'message.received' && event.at > at)
  const again = {
    ...args,
    ...('anyway' in args ? { anyway: true } : {}),
    // A solution of before the customer's answer would be overtaken by it: its author gives it now, having read that answer.
    ...('resolution' in args && args.occurredAt !== null && isAnswered(args.occurredAt)
      ? { occurredAt: serverNow() }
      : {}),
  }
  return writeAgain(
    parsed.mutation,
    again as MutationArgs<MutationType>,
    // What rests on a doubtful reply is judged beside that reply, as it was at first.
    view && reason?.code !== 'reply-undelivered' ? seenOf(view.ticket) : mutation.seen,
  )
}

/** Writes work again as it was, because the server that could not do it was updated or mended meanwhile. */
export async function sendAgain({ mutation }: OutboxItem): Promise<Saved> {
  const parsed = parseMutation(mutation)
  if (!parsed.ok) return { ok: false, error: madeByNewer }
  return writeAgain(parsed.mutation, parsed.mutation.args, mutation.seen)
}

/** Writes held work again with the time at which it happened, UTC ms: the clock it was written by could not be trusted. */
export async function sendWithTime({ mutation }: OutboxItem, occurredAt: number): Promise<Saved> {
  const parsed = parseMutation(mutation)
  if (!parsed.ok) return { ok: false, error: madeByNewer }
  const args = { ...parsed.mutation.args, occurredAt } as MutationArgs<MutationType>
  return writeAgain(parsed.mutation, args, parsed.mutation.seen)
}

const writeAgain = (
  { id, type, ticketId }: Mutation,
  args: MutationArgs<MutationType>,
  seen: Seen,
): Promise<Saved> => orFailed(data().mutate({ type, ticketId, args, seen, replaces: id }))

/** Lets go of what was overruled: its author has seen it. */
export async function seeOverruled(items: readonly OutboxItem[], t: TFunction): Promise<void> {
  const mutationIds = items.map(({ mutation }) => mutation.id)
  const seen = data()
    .seeOverruled({ mutationIds })
    .then((): Saved => ({ ok: true, mutationId: mutationIds[0] ?? '' }))
  report(await orFailed(seen), t)
}
