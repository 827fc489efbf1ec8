import { boolean, doublePrecision, integer, json, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { SignInEnd } from '../../../shared/sync/account-wire'
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
    /** Grows with each new password and each deactivation. */
    credentialsGeneration: integer('credentials_generation').notNull().default(1),
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
    /** That of its agent when it signed in; of a former one it is worth nothing. */
    credentialsGeneration: integer('credentials_generation').notNull().default(1),
    /** The id that the app gives itself; null for clients that name none. */
    clientId: uuid('client_id'),
    /** To within an hour. */
    lastUsedAt: doublePrecision('last_used_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
)

/** Why a sign-in was ended before its time. */
export const endedSignIns = pgTable('ended_sign_ins', {
  tokenHash: text('token_hash').primaryKey(),
  reason: text().$type<SignInEnd>().notNull(),
  until: doublePrecision().notNull(),
})

export const signInAttempts = pgTable('sign_in_attempts', {
  /** What is counted: see `accounts/throttle.ts`. */
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
/** From where an agent has signed in before. */
export const knownOrigins = pgTable(
  'known_origins',
  {
    workspaceId: uuid('workspace_id').notNull(),
    agentId: uuid('agent_id').notNull(),
    /** `network:…` or `device:…`. */
    origin: text().notNull(),
    lastAt: doublePrecision('last_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.agentId, table.origin] })],
)

/** One-time links to replace a forgotten password. The token itself is nowhere: only its SHA-256. */
export const passwordLinks = pgTable(
  'password_links',
  {
    workspaceId: uuid('workspace_id').notNull(),
    id: uuid().notNull(),
    agentId: uuid('agent_id').notNull(),
    tokenHash: text('token_hash').notNull(),
    /** That of its agent when it was made: another password since then ends it. */
    credentialsGeneration: integer('credentials_generation').notNull(),
    createdAt: doublePrecision('created_at').notNull(),
    expiresAt: doublePrecision('expires_at').notNull(),
    usedAt: doublePrecision('used_at'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
)

/** Who did what to accounts and settings, and who was refused. Only ever added to. */
export const audit = pgTable(
  'audit',
  {
    workspaceId: uuid('workspace_id').notNull(),
    /** A UUIDv7: in the order of time. */
    id: uuid().notNull(),
    at: doublePrecision().notNull(),
    actorId: uuid('actor_id'),
    deviceId: uuid('device_id'),
    address: text(),
    action: text().notNull(),
    subject: text().notNull(),
    before: json(),
    after: json(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
)

/** Refused sign-ins under addresses of nobody, by network and hour. */
export const refusedSignIns = pgTable(
  'refused_sign_ins',
  {
    /** When the hour began. */
    hour: doublePrecision().notNull(),
    network: text().notNull(),
    attempts: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.hour, table.network] })],
)

/** Sign-ins that were refused without looking at the password, by account and hour. */
export const limitedSignIns = pgTable(
  'limited_sign_ins',
  {
    workspaceId: uuid('workspace_id').notNull(),
    agentId: uuid('agent_id').notNull(),
    /** When the hour began. */
    hour: doublePrecision().notNull(),
    attempts: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.agentId, table.hour] })],
)

/** What each agent has sent, by hour. */
export const sentCounts = pgTable(
  'sent_counts',
  {
    workspaceId: uuid('workspace_id').notNull(),
    agentId: uuid('agent_id').notNull(),
    /** When the hour began. */
    hour: doublePrecision().notNull(),
    replies: integer().notNull(),
    newAddresses: integer('new_addresses').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.agentId, table.hour] })],
)

/** To whom a workspace has written, in lower case. */
export const writtenAddresses = pgTable(
  'written_addresses',
  {
    workspaceId: uuid('workspace_id').notNull(),
    address: text().notNull(),
    at: doublePrecision().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.address] })],
)

/** Domains from which a customer's tickets may be answered. */
/** How often the sender domains of a workspace were changed, and by whom last. */
export const senderDomainVersions = pgTable('sender_domain_versions', {
  workspaceId: uuid('workspace_id').primaryKey(),
  version: integer().notNull(),
  changedAt: doublePrecision('changed_at').notNull(),
  changedBy: text('changed_by').notNull(),
})

export const senderDomains = pgTable(
  'sender_domains',
  { workspaceId: uuid('workspace_id').notNull(), domain: text().notNull() },
  (table) => [primaryKey({ columns: [table.workspaceId, table.domain] })],
)

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
