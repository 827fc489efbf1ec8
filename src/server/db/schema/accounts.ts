import { boolean, doublePrecision, integer, json, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Agent, Customer, Office } from '../../../shared/tickets/people'

/** Workspaces and who works in them. The SQL in `migrations/` is what makes the tables; a test compares the two. */

export const workspaces = pgTable('workspaces', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  createdAt: doublePrecision('created_at').notNull(),
})

export const offices = pgTable('offices', {
  workspaceId: uuid('workspace_id').primaryKey(),
  doc: json().$type<Office>().notNull(),
})

export const agents = pgTable(
  'agents',
  {
    workspaceId: uuid('workspace_id').notNull(),
    id: uuid().notNull(),
    email: text().notNull(),
    active: boolean().notNull(),
    /** argon2id; null for who cannot sign in. */
    passwordHash: text('password_hash'),
    doc: json().$type<Agent>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
)

/** One sign-in on one device. The token itself is nowhere: only its SHA-256. */
export const devices = pgTable(
  'devices',
  {
    workspaceId: uuid('workspace_id').notNull(),
    id: uuid().notNull(),
    agentId: uuid('agent_id').notNull(),
    tokenHash: text('token_hash').notNull(),
    name: text().notNull(),
    createdAt: doublePrecision('created_at').notNull(),
    expiresAt: doublePrecision('expires_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
)

export const signInAttempts = pgTable('sign_in_attempts', {
  /** `email:…` or `address:…`. */
  key: text().primaryKey(),
  failures: integer().notNull(),
  windowStartedAt: doublePrecision('window_started_at').notNull(),
})

export const customers = pgTable(
  'customers',
  {
    workspaceId: uuid('workspace_id').notNull(),
    id: uuid().notNull(),
    email: text().notNull(),
    active: boolean().notNull(),
    doc: json().$type<Customer>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
)

/** On which ticket a device is (null: an app is at work there), as it told last. Its key is unique, not primary, because of that null. */
export const presence = pgTable('presence', {
  workspaceId: uuid('workspace_id').notNull(),
  deviceId: uuid('device_id').notNull(),
  ticketId: uuid('ticket_id'),
  agentId: uuid('agent_id').notNull(),
  doing: text().$type<'viewing' | 'writing'>(),
  heardAt: doublePrecision('heard_at').notNull(),
  usedAt: doublePrecision('used_at'),
})

/** Which alerts have rung for a person, by `alertKey`. */
export const bells = pgTable(
  'bells',
  {
    workspaceId: uuid('workspace_id').notNull(),
    agentId: uuid('agent_id').notNull(),
    key: text().notNull(),
    rungAt: doublePrecision('rung_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.agentId, table.key] })],
)
