import type { EventBody, TicketEvent } from './events'

/**
 * How the mail of a reply stands. `failed`: somebody surely has not got it. `in-doubt`: it may have arrived. `waiting`: a person sent it
 * again. `delivered`: the mail server took it. `arrived`, `given-up`: what a person says of one that failed or is in doubt.
 */
export const deliveryStates = ['failed', 'in-doubt', 'waiting', 'delivered', 'arrived', 'given-up'] as const

type DeliveryBody = Extract<EventBody, { readonly type: 'delivery.changed' }>

/** How the mail of a reply stands from an instant on, epoch ms. */
export type DeliveryChange = Pick<DeliveryBody, 'replyId' | 'state' | 'reachesCustomer'> & {
  readonly at: number
}

/** The event that says so on its ticket, whose log this is; null where that has no such reply of an agent. */
export function deliveryBody(events: readonly TicketEvent[], change: DeliveryChange): DeliveryBody | null {
  const reply = events.find(({ id }) => id === change.replyId)
  if (reply?.type !== 'reply.sent' || reply.actor.kind !== 'agent') return null
  const { replyId, state, reachesCustomer } = change
  const contacts = contactsOf(events, change)
  return { type: 'delivery.changed', replyId, authorId: reply.actor.id, state, reachesCustomer, contacts }
}

type Contacts = DeliveryBody['contacts']

/**
 * The first feedback of a whole log, and the last attempt to reach the customer, by what of it counts. A reply whose mail did not leave counts for nothing; one that left later counts from
 * then on; one that had arrived all the same, as somebody says, counts as when it was sent.
 */
function contactsOf(events: readonly TicketEvent[], change: DeliveryChange): Contacts {
  const sentAt = new Map<string, number>()
  const countsFrom = new Map<string, number>()
  const feedbacks: number[] = []
  const attempts: number[] = []
  const take = ({ replyId, state, reachesCustomer, at }: DeliveryChange): void => {
    if (!reachesCustomer) countsFrom.delete(replyId)
    else if (!countsFrom.has(replyId))
      countsFrom.set(replyId, state === 'arrived' ? (sentAt.get(replyId) ?? at) : at)
  }
  for (const event of events) {
    if (event.type === 'reply.sent') sentAt.set(event.id, event.at)
    if (event.type === 'reply.sent' && event.purpose !== 'notice' && event.reachesCustomer !== false)
      countsFrom.set(event.id, event.at)
    if (event.type === 'delivery.changed') take(event)
    if (event.type === 'feedback.given') feedbacks.push(event.at)
    if (event.type === 'contact.attempted' || (event.type === 'wait.started' && event.contactAttempt))
      attempts.push(event.at)
  }
  take(change)
  const replies = [...countsFrom.values()]
  return {
    feedbackAt: least([...replies, ...feedbacks]),
    lastContactAttemptAt: greatest([...replies, ...attempts]),
  }
}

const least = (instants: readonly number[]): number | null =>
  instants.reduce<number | null>((found, at) => Math.min(found ?? at, at), null)
const greatest = (instants: readonly number[]): number | null =>
  instants.reduce<number | null>((found, at) => Math.max(found ?? at, at), null)
