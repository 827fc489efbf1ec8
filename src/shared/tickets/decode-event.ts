import { actor, eventBody } from './events'
import type { TicketEvent } from './events'
import { isFieldValue } from './unknown-event'

/**
 * The one reader of stored and received events, on every road: pages of the change log, snapshots, buckets, and the server's
 * own tables. An event that this version knows is returned as it came, with fields that it does not know. Of one that a newer
 * version made, the original is kept in an `unknown` event, which counts in versions and can be read by a later app.
 * Null for what is no event at all: without ids, a version and times nothing can be counted.
 */
export function decodeEvent(json: unknown): TicketEvent | null {
  if (!hasFrame(json)) return null
  return isReadable(json) ? (json as unknown as TicketEvent) : unknownEvent(json)
}

/** As `decodeEvent`, for a list. Null when one of them is no event at all. */
export function decodeEvents(json: unknown): readonly TicketEvent[] | null {
  if (!Array.isArray(json)) return null
  const events: TicketEvent[] = []
  for (const each of json) {
    const event = decodeEvent(each)
    if (!event) return null
    events.push(event)
  }
  return events
}

/** As `decodeEvents`, for what this server's own tables hold. Throws for what is no event: a row was damaged. */
export function decodeStoredEvents(docs: unknown): readonly TicketEvent[] {
  const events = decodeEvents(docs)
  if (!events) throw new Error('A stored event has no id, version or time')
  return events
}

/** What is looked at of every event. Not by a schema: a first sync reads millions, and this is most of what they cost. */
interface Frame extends Record<string, unknown> {
  readonly id: string
  readonly ticketId: string
  readonly version: number
  readonly at: number
  readonly recordedAt: number
  readonly type: string
}

function hasFrame(json: unknown): json is Frame {
  if (typeof json !== 'object' || json === null) return false
  const { id, ticketId, version, at, recordedAt, type } = json as Record<string, unknown>
  return (
    typeof id === 'string' &&
    typeof ticketId === 'string' &&
    typeof type === 'string' &&
    Number.isInteger(version) &&
    (version as number) > 0 &&
    Number.isFinite(at) &&
    Number.isFinite(recordedAt)
  )
}

const bodies = new Map<string, (typeof eventBody.options)[number]>(
  eventBody.options.map((option) => [option.shape.type.value, option]),
)

function isReadable(event: Frame): boolean {
  const hasAuthor =
    actor.safeParse(event.actor).success &&
    (event.mutationId === null || typeof event.mutationId === 'string')
  const body = bodies.get(event.type)?.safeParse(event)
  if (!hasAuthor || !body?.success) return false
  if (body.data.type !== 'fields.changed') return true
  // A field may have been given a value that only a newer version knows.
  return [...body.data.changes, ...body.data.overruled].every(
    ({ field, from, to }) =>
      isFieldValue(field, to) && ((from ?? null) === null || isFieldValue(field, from)),
  )
}

function unknownEvent(original: Frame): TicketEvent {
  const { id, ticketId, version, at, recordedAt, mutationId } = original
  const author = actor.safeParse(original.actor)
  return {
    id,
    ticketId,
    version,
    at,
    recordedAt,
    actor: author.success ? author.data : { kind: 'system', id: null, name: '' },
    mutationId: typeof mutationId === 'string' ? mutationId : null,
    type: 'unknown',
    original,
  }
}
