import { sql } from 'drizzle-orm'
import {
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
import type { OutgoingMail, RecipientDelivery } from '../../mail-port'

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })

/** Side effects waiting to leave, and what came in. */

export const mailOutbox = pgTable(
  'mail_outbox',
  {
    workspaceId: uuid('workspace_id').notNull(),
    /** The id of the event that it tells of: one event is one mail. */
    id: uuid().notNull(),
    ticketId: uuid('ticket_id'),
    doc: json().$type<OutgoingMail>().notNull(),
    state: text().$type<'waiting' | 'sending' | 'sent' | 'failed'>().notNull(),
    attempts: integer().notNull(),
    createdAt: doublePrecision('created_at').notNull(),
    nextTryAt: doublePrecision('next_try_at').notNull(),
    leaseUntil: doublePrecision('lease_until'),
    /** Set just before the last byte goes out: from here on the mail may have been taken. */
    handedOverAt: doublePrecision('handed_over_at'),
    sentAt: doublePrecision('sent_at'),
    error: text(),
    /** Grows with each change of how the delivery stands. */
    revision: integer().notNull().default(0),
    /** null where nothing was noted by recipient: then all stand as the mail does. */
    recipients: json().$type<readonly RecipientDelivery[]>(),
    /** How many of its senders died with it in hand since a try of it last ended. */
    crashes: integer().notNull().default(0),
    delayToldAt: doublePrecision('delay_told_at'),
    /** The domain of its first recipient. Read by older servers alone. */
    destination: text().generatedAlwaysAs(
      sql`lower(coalesce(substring(doc->'to'->>0 from '@([^@]*)$'), ''))`,
    ),
    /** Only its recipient may read it: no agent sees it, and its text goes when it has left. */
    confidential: boolean().notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
)

export const mailSeen = pgTable(
  'mail_seen',
  {
    workspaceId: uuid('workspace_id').notNull(),
    /** See `mail/message-key.ts`. */
    messageKey: text('message_key').notNull(),
    ticketId: uuid('ticket_id').notNull(),
    eventId: uuid('event_id'),
    at: doublePrecision().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.messageKey] })],
)

export const files = pgTable(
  'files',
  {
    workspaceId: uuid('workspace_id').notNull(),
    id: uuid().notNull(),
    ticketId: uuid('ticket_id'),
    name: text().notNull(),
    mediaType: text('media_type').notNull(),
    size: integer().notNull(),
    sha256: text().notNull(),
    bytes: bytea().notNull(),
    createdBy: uuid('created_by'),
    createdAt: doublePrecision('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
)
