-- Sign-ins that were refused without looking at the password: how many, by account and hour.
create table limited_sign_ins (
  workspace_id uuid not null,
  agent_id uuid not null,
  hour double precision not null,
  attempts integer not null,
  primary key (workspace_id, agent_id, hour)
);

-- Emptying the table would pass the trigger of its rows.
create trigger audit_is_not_emptied before truncate on audit for each statement execute function keep_audit();

-- To whom a workspace has written: others are new addresses, of which an agent may write to so many an hour.
create table written_addresses (
  workspace_id uuid not null,
  address text not null,
  at double precision not null,
  primary key (workspace_id, address)
);
