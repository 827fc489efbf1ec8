import { calendarDaysLater } from '../../shared/sla/auto-close'
import type { OfficeCalendar } from '../../shared/sla/calendar'
import { decide } from '../../shared/tickets/decide'
import type { Actor, EventBody, TicketEvent } from '../../shared/tickets/events'
import type { Attachment } from '../../shared/tickets/message'
import { stampEvents } from '../../shared/tickets/stamp'
import type { Mutation, MutationArgs, MutationType } from '../../shared/tickets/mutations'
import type { Agent } from '../../shared/tickets/people'
import type { Ticket } from '../../shared/tickets/ticket'
import { messageIdOf } from '../tickets/message-id'
import type { Chance } from './random'

const MINUTE_MS = 60_000

/** One demo ticket with its log, as written by people through `decide` and by mail and system as events. */
export interface DemoTicket {
  readonly ticket: Ticket
  readonly events: readonly TicketEvent[]
  readonly files: readonly DemoFile[]
}

/** What a customer attached. */
export interface DemoFile {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly text: string
}

/** Plays a ticket's life: time passes in office minutes, and everything done goes through the state machine. */
export interface Desk {
  readonly now: () => number
  readonly ticket: () => Ticket
  /** Lets office time pass. Never past the end of the story: then the moment stays. */
  pass(officeMinutes: number): void
  /** Lets calendar time pass, for people who write after hours. */
  passWallClock(milliseconds: number): void
  /** An agent does something. Throws when the state machine refuses it: the story is wrong. */
  act<T extends MutationType>(agent: Agent, type: T, args: MutationArgs<T>): void
  /** Puts a file beside the ticket, for a message to name. */
  attach(name: string, mediaType: string, text: string): Attachment
  /** A mail or the system writes an event; what the office sends gets the Message-ID that follows from it. */
  record(actor: Actor, body: EventBody): void
  finish(): DemoTicket
}

interface DeskSetting {
  readonly calendar: OfficeCalendar
  readonly chance: Chance
  readonly number: number
  readonly startAt: number
  /** Nothing happens after this instant. */
  readonly endAt: number
  readonly officeAddress: string
}

export const systemActor: Actor = { kind: 'system', id: null, name: 'Tijdig' }

export const actorOf = (agent: Agent): Actor => ({ kind: 'agent', id: agent.id, name: agent.name })

export function createDesk({ calendar, chance, number, startAt, endAt, officeAddress }: DeskSetting): Desk {
  const ticketId = chance.uuid()
  const events: TicketEvent[] = []
  const files: DemoFile[] = []
  let ticket: Ticket | null = null
  let at = startAt

  function current(): Ticket {
    if (ticket === null) throw new Error('The ticket has not been created yet.')
    return ticket
  }

  function write(id: string, mutationId: string | null, actor: Actor, when: number, body: EventBody): void {
    const log = { ticketId, ticket, mutationId, recordedAt: at }
    const written = stampEvents(log, [{ id, at: when, actor, body }])
    ticket = written.ticket
    events.push(...written.events)
  }

  function act<T extends MutationType>(agent: Agent, type: T, args: MutationArgs<T>): void {
    const eventId = chance.uuid()
    const mutation = {
      id: chance.uuid(),
      type,
      v: 1,
      ticketId,
      args,
      seen,
      after: [],
      writtenAt: at,
    } as unknown
    const decision = decide(ticket, mutation as Mutation, {
      now: at,
      actor: actorOf(agent),
      role: agent.role,
      since: [],
      again: false,
      unsentReply: false,
      nextNumber: number,
      mail: { from: officeAddress, messageId: messageIdOf(eventId, officeAddress) },
      knows: { agent: () => true, customer: () => true, team: () => true, keyUser: () => false },
      termOver: (_term, from) => calendarDaysLater(calendar.zone, from, 7) <= at,
    })
    if (!('events' in decision))
      throw new Error(`Demo story: ${type} was refused: ${decision.reason.message}`)
    decision.events.forEach((event, index) => {
      const id = index === 0 ? eventId : chance.uuid()
      write(id, (mutation as Mutation).id, authorOf(event.body, agent), event.at, event.body)
    })
  }

  return {
    now: () => at,
    ticket: current,
    pass: (officeMinutes) => {
      at = Math.max(at, Math.min(calendar.add(at, officeMinutes * MINUTE_MS), endAt))
    },
    passWallClock: (milliseconds) => {
      at = Math.max(at, Math.min(at + milliseconds, endAt))
    },
    act,
    attach: (name, mediaType, text) => {
      const id = chance.uuid()
      files.push({ id, name, mediaType, text })
      return { id, name, mediaType, size: Buffer.byteLength(text) }
    },
    record: (actor, body) => {
      const id = chance.uuid()
      const isSent = body.type === 'confirmation.sent' || body.type === 'reply.sent'
      const message = isSent ? { ...body.message, messageId: messageIdOf(id, officeAddress) } : null
      write(id, null, actor, at, isSent && message ? { ...body, message } : body)
    },
    finish: () => ({ ticket: current(), events, files }),
  }
}

const seen = { version: 0, customerMessages: 0, publicReplies: 0 }

const authorOf = (body: EventBody, agent: Agent): Actor =>
  body.type === 'message.received'
    ? { kind: 'customer', id: null, name: body.message.from.name }
    : actorOf(agent)
