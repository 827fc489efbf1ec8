-- Who signs in is looked up, and counted, by this form of an address: no other spelling finds the account without it.
create function sign_in_name(address text) returns text language sql immutable
as 'select lower(normalize(address, NFKC))';

-- One address may belong to agents of several workspaces: within one it is still of one agent.
drop index agents_email;
create unique index agents_email on agents (workspace_id, lower(email));
create index agents_sign_in_name on agents (sign_in_name(email));

-- Grows with each new password and each deactivation: a sign-in of a former generation is worth nothing.
alter table agents add column credentials_generation integer not null default 1;
alter table devices add column credentials_generation integer not null default 1;
-- The id that the app gives itself: a sign-in on the same app replaces the former one. Null for clients that name none.
alter table devices add column client_id uuid;
alter table devices add column last_used_at double precision not null default extract(epoch from now()) * 1000;
create index devices_agent on devices (workspace_id, agent_id);

-- From where an agent has signed in before: somebody else's wrong tries do not keep them out there.
create table known_origins (
  workspace_id uuid not null,
  agent_id uuid not null,
  -- `network:…` or `device:…`.
  origin text not null,
  last_at double precision not null,
  primary key (workspace_id, agent_id, origin)
);

-- One-time links to a page on which a forgotten password is replaced. The token itself is nowhere: only its SHA-256.
create table password_links (
  workspace_id uuid not null,
  id uuid not null,
  agent_id uuid not null,
  token_hash text not null unique,
  credentials_generation integer not null,
  created_at double precision not null,
  expires_at double precision not null,
  used_at double precision,
  primary key (workspace_id, id)
);
create index password_links_agent on password_links (workspace_id, agent_id);

-- A mail that only its recipient may read: agents do not see it in the outbox, and what it said is dropped when it has left.
alter table mail_outbox add column confidential boolean not null default false;
create function drop_confidential_text() returns trigger language plpgsql
as 'begin if new.confidential and new.state in (''sent'', ''failed'') then new.doc := (new.doc::jsonb || ''{"text": ""}''::jsonb)::json; end if; return new; end';
create trigger confidential_mail before update on mail_outbox for each row when (new.confidential) execute function drop_confidential_text();

-- Who did what to accounts and settings, and who was refused. Only ever added to: rows are dropped by age alone.
create table audit (
  workspace_id uuid not null,
  -- A UUIDv7: in the order of time.
  id uuid not null,
  at double precision not null,
  -- Null for somebody who was not signed in.
  actor_id uuid,
  device_id uuid,
  address text,
  action text not null,
  -- The id, or for what has none the name, of what it was done to.
  subject text not null,
  before json,
  after json,
  primary key (workspace_id, id)
);
create index audit_age on audit (at);
create function keep_audit() returns trigger language plpgsql
as 'begin if tg_op = ''DELETE'' and current_setting(''tijdig.drops_old_audit'', true) = ''yes'' then return old; end if; raise exception ''the audit trail is never changed''; end';
create trigger audit_is_kept before update or delete on audit for each row execute function keep_audit();

-- Refused sign-ins under addresses of nobody: how many, by network and hour.
create table refused_sign_ins (
  hour double precision not null,
  network text not null,
  attempts integer not null,
  primary key (hour, network)
);

-- What each agent has sent, by hour: a stolen account is no mail cannon.
create table sent_counts (
  workspace_id uuid not null,
  agent_id uuid not null,
  hour double precision not null,
  replies integer not null,
  new_addresses integer not null,
  primary key (workspace_id, agent_id, hour)
);

-- Domains from which a customer's tickets may be answered, as administrators entered them.
create table sender_domains (
  workspace_id uuid not null,
  domain text not null,
  primary key (workspace_id, domain)
);
insert into sender_domains (workspace_id, domain)
select distinct workspace_id, lower(split_part(email, '@', 2)) from customers where split_part(email, '@', 2) <> '';
