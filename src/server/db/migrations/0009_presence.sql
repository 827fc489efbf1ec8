-- Who is at work, on which ticket: seen by all servers of this database. Unlogged, because after a crash nobody misses it.
create unlogged table presence (
  workspace_id uuid not null,
  device_id uuid not null,
  -- Null: at work, with no ticket open.
  ticket_id uuid,
  agent_id uuid not null,
  doing text,
  -- When the device was heard last, and when its person last used the machine (null: not said).
  heard_at double precision not null,
  used_at double precision,
  unique nulls not distinct (workspace_id, device_id, ticket_id),
  -- With a sign-in ends what it tells, whoever ends it and on whichever server.
  foreign key (workspace_id, device_id) references devices (workspace_id, id) on delete cascade
);
create index presence_on_ticket on presence (workspace_id, ticket_id, heard_at);
create index presence_age on presence (heard_at);
