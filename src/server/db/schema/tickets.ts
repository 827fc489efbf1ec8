import {
  bigint,
  boolean,
  customType,
  doublePrecision,
  integer,
  json,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import type { ApiError, Outcome } from '../../../shared/sync/wire'
import type { TicketEvent } from '../../../shared/tickets/events'
import type { Ticket } from '../../../shared/tickets/ticket'

/** Tickets, their events, what was decided on mutations, and the change log. */

const seq = (name: string) => bigint(name, { mode: 'number' })

export const tickets = pgTable(
  'tickets',
  {
    workspaceId: uuid('workspace_id').notNull(),
    id: uuid().notNull(),
    number: integer().notNull(),
    bucket: integer().notNull(),
    version: integer().notNull(),
    createdSeq: seq('created_seq').notNull(),
    changedSeq: seq('changed_seq').notNull(),
    status: text().$type<Ticket['status']>().notNull(),
    customerId: uuid('customer_id'),
    silentSince: doublePrecision('silent_since'),
    /** Folded from the events; never a source of truth. */
    doc: json().$type<Ticket>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
)

export const events = pgTable(
  'events',
  {
    workspaceId: uuid('workspace_id').notNull(),
    ticketId: uuid('ticket_id').notNull(),
    version: integer().notNull(),
    id: uuid().notNull(),
    seq: seq('seq').notNull(),
    type: text().notNull(),
    doc: json().$type<TicketEvent>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.ticketId, table.version] })],
)

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

/** The words of each event, for searches. Made from the events, at any time again. */
export const searchWords = pgTable(
  'search_words',
  {
    workspaceId: uuid('workspace_id').notNull(),
    ticketId: uuid('ticket_id').notNull(),
    version: integer().notNull(),
    words: tsvector().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.ticketId, table.version] })],
)

/** How far the words of older events were added; no row once all were. */
export const searchWordsToFill = pgTable('search_words_to_fill', {
  onlyOne: boolean('only_one').primaryKey().default(true),
  workspaceId: uuid('workspace_id').notNull(),
  ticketId: uuid('ticket_id').notNull(),
  version: integer().notNull(),
})

export const mutations = pgTable(
  'mutations',
  {
    workspaceId: uuid('workspace_id').notNull(),
    id: uuid().notNull(),
    agentId: uuid('agent_id').notNull(),
    ticketId: uuid('ticket_id').notNull(),
    bodyHash: text('body_hash').notNull(),
    result: text().$type<Outcome['result']>().notNull(),
    seq: seq('seq'),
    reason: json().$type<ApiError>(),
    decidedAt: doublePrecision('decided_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
)

export const jobFailures = pgTable(
  'job_failures',
  {
    workspaceId: uuid('workspace_id').notNull(),
    job: text().notNull(),
    subject: text().notNull(),
    version: integer().notNull(),
    tries: integer().notNull(),
    lastTryAt: doublePrecision('last_try_at').notNull(),
    toldAt: doublePrecision('told_at'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.job, table.subject] })],
)

export const changeHeads = pgTable('change_heads', {
  workspaceId: uuid('workspace_id').primaryKey(),
  epoch: uuid().notNull(),
  seq: seq('seq').notNull(),
  compactedTo: seq('compacted_to').notNull(),
  proofKey: text('proof_key').notNull(),
  /** When the epoch began because a backup was restored. */
  renewedAt: doublePrecision('renewed_at'),
})

export const ticketNumbers = pgTable('ticket_numbers', {
  workspaceId: uuid('workspace_id').primaryKey(),
  next: integer().notNull(),
})

export const changeLog = pgTable(
  'change_log',
  {
    workspaceId: uuid('workspace_id').notNull(),
    seq: seq('seq').notNull(),
    at: doublePrecision().notNull(),
    doc: json().$type<unknown>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.seq] })],
)

/** The oldest server that may work on the tables, by the number of its newest migration. One row. */
export const schemaFloor = pgTable('schema_floor', {
  onlyRow: boolean('only_row').primaryKey().default(true),
  oldestServer: integer('oldest_server').notNull(),
})
