import { ticketEvents } from './acts'
import { actor } from './events'
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

/**
 * As `decodeEvent`, for a list of one ticket, oldest first: one that is no event at all is kept in its place, as an `unknown`
 * event that is marked as damaged, so that what comes after it still follows. Null for what is no list.
 */
export function decodeEvents(json: unknown, ticketId: string): readonly TicketEvent[] | null {
  if (!Array.isArray(json)) return null
  const read = json.map(decodeEvent)
  if (read.every((event) => event !== null)) return read
  const first = read.findIndex((event) => event !== null)
  const versionAt = (index: number): number => {
    const known = read[first]
    return known ? Math.max(1, known.version - first + index) : versionUnknown
  }
  const events: TicketEvent[] = []
  for (const [index, event] of read.entries()) {
    const at = events.at(-1)?.recordedAt ?? read[first]?.recordedAt ?? 0
    events.push(event ?? damagedEvent(json[index], { ticketId, version: versionAt(index), at }))
  }
  return events
}

/** The version of a damaged event where no other says its place: it is the next on its ticket. */
const versionUnknown = 0

/** A damaged event whose version nothing told, on the ticket that it follows on. */
export function placed(event: TicketEvent, versionBefore: number): TicketEvent {
  if (event.type !== 'unknown' || event.version !== versionUnknown) return event
  const version = versionBefore + 1
  return { ...event, version, id: damagedId(event.ticketId, version) }
}

/** As `decodeEvents`, for all that follows on a version of the ticket: on 0, where it is the whole ticket. */
export const decodeEventsAfter = (
  versionBefore: number,
  docs: readonly unknown[],
  ticketId: string,
): readonly TicketEvent[] =>
  (decodeEvents(docs, ticketId) ?? []).map((event, index) => placed(event, versionBefore + index))

const damagedId = (ticketId: string, version: number): string => `${ticketId}/${version}`

function damagedEvent(
  json: unknown,
  { ticketId, version, at }: Pick<Frame, 'ticketId' | 'version' | 'at'>,
): TicketEvent {
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json)
  return {
    id: damagedId(ticketId, version),
    ticketId,
    version,
    at,
    recordedAt: at,
    actor: nobody,
    mutationId: null,
    type: 'unknown',
    original: isObject ? (json as Readonly<Record<string, unknown>>) : { value: json },
    isDamaged: true,
  }
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

const bodies = new Map<string, (typeof ticketEvents)[number]['schema']>(
  ticketEvents.map(({ type, schema }) => [type, schema]),
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

const nobody = { kind: 'system', id: null, name: '' } as const

function unknownEvent(original: Frame): TicketEvent {
  const { id, ticketId, version, at, recordedAt, mutationId } = original
  const author = actor.safeParse(original.actor)
  return {
    id,
    ticketId,
    version,
    at,
    recordedAt,
    actor: author.success ? author.data : nobody,
    mutationId: typeof mutationId === 'string' ? mutationId : null,
    type: 'unknown',
    original,
  }
}
