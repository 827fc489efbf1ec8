import { z } from 'zod'
import { decodeEvents, decodeEventsAfter } from '../tickets/decode-event'
import type { TicketEvent } from '../tickets/events'
import { evolveAll } from '../tickets/evolve'
import { agent, customer, office } from '../tickets/people'
import type { Agent, Customer, Office } from '../tickets/people'
import type { Ticket } from '../tickets/ticket'
import { pullResponse } from './wire'
import type { SnapshotBucket, SnapshotEnd, SnapshotStart } from './wire'

/**
 * What a client reads of an answer, on every road in the same way. A newer server may send more than this version knows:
 * events are decoded one by one, a change of another kind is passed over but counted, and fields are kept as they came.
 */
export type ReceivedChange = { readonly seq: number } & (
  | { readonly kind: 'ticket'; readonly ticketId: string; readonly events: readonly TicketEvent[] }
  | { readonly kind: 'customer'; readonly customer: Customer }
  | { readonly kind: 'agent'; readonly agent: Agent }
  | { readonly kind: 'office'; readonly office: Office }
  /** Of a kind that this version does not know, or cannot read. */
  | { readonly kind: 'unknown' }
)

/** `unknown`: this version passed over or could not read something of it, which a later app must read again. */
export interface ReceivedBucket extends SnapshotBucket {
  readonly unknown: boolean
  /** How many tickets of it are left out, because neither they nor their events can be read. */
  readonly leftOut: number
}
export interface ReceivedStart extends SnapshotStart {
  readonly unknown: boolean
}
export type ReceivedLine = ReceivedStart | ReceivedBucket | SnapshotEnd | { readonly line: 'unknown' }

const received = <T>(decode: (json: unknown) => T | null) =>
  z.unknown().transform((json, context): T => {
    const found = decode(json)
    if (found === null) context.addIssue({ code: 'custom', message: 'cannot be read' })
    return found as T
  })

export const receivedPage = pullResponse.extend({ changes: z.array(received(decodeChange)) })
export type ReceivedPage = z.infer<typeof receivedPage>

export const receivedBucket = received(decodeBucket)

type Json = Readonly<Record<string, unknown>>

const isObject = (json: unknown): json is Json =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

const referenceOf = { customer, agent, office } as const
const isReference = (kind: string): kind is keyof typeof referenceOf => Object.hasOwn(referenceOf, kind)

/** Null when it has no position. One that cannot be read otherwise is passed over, so that what comes after it goes on. */
export function decodeChange(json: unknown): ReceivedChange | null {
  if (!isObject(json)) return null
  const { seq, kind, ticketId } = json
  if (!Number.isInteger(seq) || (seq as number) < 1) return null
  const unknown = { seq: seq as number, kind: 'unknown' } as const
  if (typeof kind !== 'string') return unknown
  if (kind === 'ticket') {
    if (typeof ticketId !== 'string') return unknown
    const events = decodeEvents(json.events, ticketId) ?? []
    return events.length === 0 ? unknown : { seq: seq as number, kind, ticketId, events }
  }
  if (isReference(kind) && referenceOf[kind].safeParse(json[kind]).success)
    return json as unknown as ReceivedChange
  return unknown
}

/** Null for what is no bucket. A ticket in it that is damaged is read as far as it can be, and keeps no other back. */
export function decodeBucket(json: unknown): ReceivedBucket | null {
  if (!isObject(json) || !Number.isInteger(json.bucket)) return null
  if (!Array.isArray(json.tickets) || !isObject(json.timelines)) return null
  const timelines: Record<string, readonly TicketEvent[]> = {}
  let unknown = false
  for (const [id, list] of Object.entries(json.timelines)) {
    const events = decodeTimeline(list, id)
    timelines[id] = events
    unknown ||= events.some(({ type }) => type === 'unknown')
  }
  const tickets = json.tickets
    .filter(isTicket)
    .map((ticket) => understood(ticket, timelines[ticket.id] ?? []))
  if (tickets.length < json.tickets.length) {
    unknown = true
    tickets.push(...foldedHere(timelines, new Set(tickets.map(({ id }) => id))))
  }
  const leftOut = Math.max(0, json.tickets.length - tickets.length)
  return { line: 'bucket', bucket: json.bucket as number, tickets, timelines, unknown, leftOut }
}

/** All events of a ticket; none where they are no list. */
const decodeTimeline = (list: unknown, ticketId: string): readonly TicketEvent[] =>
  Array.isArray(list) ? decodeEventsAfter(0, list, ticketId) : []

/** Whether all that is computed from a ticket finds there what it reads. Not by a schema: a first sync reads very many. */
function isTicket(json: unknown): json is Ticket {
  if (!isObject(json) || typeof json.id !== 'string' || !Number.isInteger(json.version)) return false
  const { facts, reporter, status } = json
  return (
    typeof status === 'string' &&
    isObject(reporter) &&
    isObject(facts) &&
    Number.isFinite(facts.receivedAt) &&
    Array.isArray(facts.waits) &&
    Array.isArray(facts.priorities)
  )
}

/** Tickets that came damaged, from their events, of which the first can be read. */
const foldedHere = (
  timelines: Readonly<Record<string, readonly TicketEvent[]>>,
  known: ReadonlySet<string>,
): readonly Ticket[] =>
  Object.entries(timelines).flatMap(([id, events]) => {
    if (known.has(id) || events[0]?.type !== 'ticket.created') return []
    return evolveAll(events) ?? []
  })

/**
 * A ticket on which a newer version did something is folded here, from what this version can read, so that it looks the same
 * as when its events come one by one; and one that an older server could not fold whole, too. Where events are damaged the
 * server's own fold, which was made when they were not, knows more.
 */
function understood(ticket: Ticket, events: readonly TicketEvent[]): Ticket {
  const unknown = events.filter((event) => event.type === 'unknown')
  if (unknown.some(({ isDamaged }) => isDamaged)) return { ...ticket, unknownEvents: unknown.length }
  const isPlain = ticket.unknownEvents === undefined && unknown.length === 0
  const first = events[0]?.type
  if (isPlain || (first !== 'ticket.created' && first !== 'unknown')) return ticket
  return { ...ticket, ...evolveAll(events), number: ticket.number }
}

/** A line of a snapshot. Null for one that is damaged; a line of a kind that is not known here is passed over. */
export function decodeLine(json: unknown): ReceivedLine | null {
  if (!isObject(json) || typeof json.line !== 'string') return null
  switch (json.line) {
    case 'start':
      return decodeStart(json)
    case 'bucket':
      return decodeBucket(json)
    case 'end':
      return json as unknown as SnapshotEnd
    default:
      return { line: 'unknown' }
  }
}

function decodeStart(json: Json): ReceivedStart | null {
  const start = json as unknown as SnapshotStart
  if (typeof start.epoch !== 'string' || !Number.isInteger(start.seq)) return null
  if (!Array.isArray(start.customers) || !Array.isArray(start.agents)) return null
  const customers = start.customers.filter((each) => customer.safeParse(each).success)
  const agents = start.agents.filter((each) => agent.safeParse(each).success)
  const isOffice = office.safeParse(start.office).success
  const unknown =
    !isOffice || customers.length < start.customers.length || agents.length < start.agents.length
  return {
    ...start,
    customers,
    agents,
    office: isOffice ? start.office : readableOffice(start.office),
    unknown,
  }
}

/** What can be read of an office that is damaged: without one nobody could work at all. */
function readableOffice(json: unknown): Office {
  const fields = Object.entries(isObject(json) ? json : {}).filter(
    ([name, value]) =>
      !Object.hasOwn(office.shape, name) ||
      office.shape[name as keyof typeof office.shape].safeParse(value).success,
  )
  return { name: '', demo: false, staffDays: [], teams: [], ...Object.fromEntries(fields) }
}
