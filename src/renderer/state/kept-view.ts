import { z } from 'zod'
import { priorities, ticketTypes } from '../../shared/sla/facts'
import { uuid } from '../../shared/tickets/values'
import { queueSorts, queueViews } from '../data/protocol'
import type { QueueQuery } from '../data/protocol'
import { useLiveData } from './live-data'
import { changeQuery, useNavigation, wantedQuery } from './navigation'

/** What of a query is kept: the search is for one look only. Each field by itself, so that one unknown value costs only that field. */
const fields = {
  view: z.enum(queueViews),
  sort: z.enum(queueSorts),
  customerId: uuid.nullable(),
  assigneeId: uuid.nullable(),
  priority: z.enum(priorities).nullable(),
  type: z.enum(ticketTypes).nullable(),
} as const satisfies { readonly [K in keyof QueueQuery]?: z.ZodType<QueueQuery[K]> }

const keyOf = (owner: string): string => `tijdig.view ${owner}`

/** The queue as this person left it on this device: view, filters and order. Empty when there is nothing, or nothing readable. */
export function keptView(owner: string): Partial<QueueQuery> {
  const kept = readJson(localStorage.getItem(keyOf(owner)))
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const read = field.safeParse(kept[name])
      return read.success ? [[name, read.data]] : []
    }),
  )
}

/** Keeps the queue's view of whoever works here, and lets go of filters on a customer or colleague who is no longer there. */
export function followView(owner: () => string): void {
  useNavigation.subscribe(({ query }, before) => {
    if (query === before.query || owner() === '') return
    const { search: _, ...kept } = query
    try {
      localStorage.setItem(keyOf(owner()), JSON.stringify(kept))
    } catch {
      // A full disk: the view is as it was kept before, next time.
    }
  })
  useLiveData.subscribe(({ reference }, before) => {
    if (reference === null || reference === before.reference) return
    const { customerId, assigneeId } = wantedQuery(useNavigation.getState())
    if (customerId !== null && !reference.customers.some(({ id }) => id === customerId))
      changeQuery({ customerId: null })
    if (assigneeId !== null && !reference.agents.some(({ id }) => id === assigneeId))
      changeQuery({ assigneeId: null })
  })
}

function readJson(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(text ?? '{}')
    return typeof read === 'object' && read !== null ? { ...read } : {}
  } catch {
    return {}
  }
}
