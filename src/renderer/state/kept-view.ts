import { z } from 'zod'
import { queueSorts, queueViews } from '../data/protocol'
import type { QueueQuery, Reference } from '../data/protocol'
import { useLiveData } from './live-data'
import { changeQuery, useNavigation, wantedQuery } from './navigation'

/** What is kept of a query: where a person looked, not what they searched for. */
const keptQuery = z.object({
  view: z.enum(queueViews),
  customerId: z.string().nullable(),
  priority: z.enum(['high', 'medium', 'low']).nullable(),
  type: z.enum(['application', 'functional', 'rfc', 'migration']).nullable(),
  assigneeId: z.string().nullable(),
  tag: z.string().nullable(),
  sort: z.enum(queueSorts),
})

type Keep = Pick<Storage, 'getItem' | 'setItem'>

const keyOf = (person: string): string => `tijdig.view ${person}`

/** View, filters and order as this person left them on this device, each on its own: what another version wrote costs only itself. */
export function readView(store: Keep, person: string): Partial<Omit<QueueQuery, 'search'>> {
  let kept: unknown
  try {
    kept = JSON.parse(store.getItem(keyOf(person)) ?? '{}')
  } catch {
    return {}
  }
  if (typeof kept !== 'object' || kept === null) return {}
  const values = kept as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    Object.entries(keptQuery.shape).flatMap(([name, schema]) => {
      const read = schema.safeParse(values[name], { jitless: true })
      return read.success ? [[name, read.data]] : []
    }),
  )
}

/** Keeps them. A store that is full keeps the former. */
export function keepView(store: Keep, person: string, { search: _, ...query }: QueueQuery): void {
  try {
    store.setItem(keyOf(person), JSON.stringify(query))
  } catch {
    // The view of the next start is then an older one.
  }
}

/** The filters that name a customer or colleague who is no longer there: with them the queue would be empty for no visible reason. */
export function lostFilters(query: QueueQuery, { customers, agents }: Reference): Partial<QueueQuery> {
  const isLost = (id: string | null, known: readonly { readonly id: string }[]): boolean =>
    id !== null && !known.some((one) => one.id === id)
  return {
    ...(isLost(query.customerId, customers) ? { customerId: null } : {}),
    ...(isLost(query.assigneeId, agents) ? { assigneeId: null } : {}),
  }
}

/** The queue as this person left it on this device. */
export const keptView = (owner: string): Partial<QueueQuery> => readView(localStorage, owner)

/** Keeps the queue's view of whoever works here, and lets go of filters on a customer or colleague who is no longer there. */
export function followView(owner: () => string): void {
  useNavigation.subscribe(({ query }, before) => {
    if (query !== before.query && owner() !== '') keepView(localStorage, owner(), query)
  })
  useLiveData.subscribe(({ reference }, before) => {
    if (reference === null || reference === before.reference) return
    const lost = lostFilters(wantedQuery(useNavigation.getState()), reference)
    if (Object.keys(lost).length > 0) changeQuery(lost)
  })
}
