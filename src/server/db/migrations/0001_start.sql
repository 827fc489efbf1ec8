-- Every key begins with the workspace: no query can reach another one's rows, and a distributed database shards by it.
-- Instants are UTC epoch milliseconds. Documents are json, not jsonb: stored and sent on as they were written.

create table workspaces (
  id uuid primary key,
  name text not null,
  created_at double precision not null
);

create table offices (
  workspace_id uuid primary key references workspaces,
  doc json not null
);

create table agents (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  email text not null,
  active boolean not null,
  password_hash text,
  doc json not null,
  primary key (workspace_id, id)
);
-- One sign-in belongs to one workspace: the address alone must find it.
create unique index agents_email on agents (lower(email));

create table devices (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  agent_id uuid not null,
  token_hash text not null unique,
  name text not null,
  created_at double precision not null,
  expires_at double precision not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, agent_id) references agents
);

create table sign_in_attempts (
  key text primary key,
  failures integer not null,
  window_started_at double precision not null
);

create table customers (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  email text not null,
  active boolean not null,
  doc json not null,
  primary key (workspace_id, id)
);
create unique index customers_email on customers (workspace_id, lower(email));

-- From here on no foreign keys to workspaces: each would lock the one workspace row at every write.
create table tickets (
  workspace_id uuid not null,
  id uuid not null,
  number integer not null,
  bucket integer not null,
  version integer not null,
  -- Positions in the change log: the snapshot of an earlier moment leaves out or folds back what is newer.
  created_seq bigint not null,
  changed_seq bigint not null,
  status text not null,
  customer_id uuid,
  -- Since when nobody answered: the last contact attempt of a wait for the key user, or the moment of solving.
  silent_since double precision,
  doc json not null,
  primary key (workspace_id, id),
  unique (workspace_id, number)
);
create index tickets_bucket on tickets (workspace_id, bucket);
create index tickets_silent on tickets (silent_since) where silent_since is not null;

create table events (
  workspace_id uuid not null,
  ticket_id uuid not null,
  version integer not null,
  id uuid not null,
  seq bigint not null,
  type text not null,
  doc json not null,
  primary key (workspace_id, ticket_id, version),
  unique (workspace_id, id)
);

create table mutations (
  workspace_id uuid not null,
  id uuid not null,
  agent_id uuid not null,
  ticket_id uuid not null,
  body_hash text not null,
  result text not null,
  seq bigint,
  reason json,
  decided_at double precision not null,
  primary key (workspace_id, id)
);
create index mutations_age on mutations (decided_at);

create table change_heads (
  workspace_id uuid primary key references workspaces,
  epoch uuid not null,
  seq bigint not null,
  compacted_to bigint not null
);

create table ticket_numbers (
  workspace_id uuid primary key,
  next integer not null
);

create table change_log (
  workspace_id uuid not null,
  seq bigint not null,
  at double precision not null,
  -- The change as the wire has it, without its seq.
  doc json not null,
  primary key (workspace_id, seq)
);
create index change_log_age on change_log (at);

create table mail_outbox (
  workspace_id uuid not null,
  -- The id of the event that it tells of: one event is one mail.
  id uuid not null,
  ticket_id uuid,
  doc json not null,
  state text not null,
  attempts integer not null,
  created_at double precision not null,
  next_try_at double precision not null,
  lease_until double precision,
  -- Set just before the last byte goes out: from here on the mail may have been taken.
  handed_over_at double precision,
  sent_at double precision,
  error text,
  primary key (workspace_id, id)
);
create index mail_outbox_due on mail_outbox (next_try_at) where state in ('waiting', 'sending');
create index mail_outbox_recent on mail_outbox (workspace_id, created_at);

create table mail_seen (
  workspace_id uuid not null,
  -- Message-ID without angle brackets, else a hash of the raw mail.
  message_key text not null,
  ticket_id uuid not null,
  event_id uuid,
  at double precision not null,
  primary key (workspace_id, message_key)
);

create table files (
  workspace_id uuid not null,
  id uuid not null,
  ticket_id uuid,
  name text not null,
  media_type text not null,
  size integer not null,
  sha256 text not null,
  bytes bytea not null,
  created_by uuid,
  created_at double precision not null,
  primary key (workspace_id, id)
);
