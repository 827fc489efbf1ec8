-- Which alerts have rung for a person, on whichever device: so that none rings twice. A key names the ticket, the rule, the moment
-- and the lead.
create table bells (
  workspace_id uuid not null,
  agent_id uuid not null,
  key text not null,
  rung_at double precision not null,
  primary key (workspace_id, agent_id, key)
);
create index bells_age on bells (rung_at);
