-- Each write transaction of a server reads the floor first, and with that holds this table until it ends. Whoever raises the floor
-- therefore waits for those that began before, and lets others begin only once it stands: none commits below it.
create function wait_for_writers() returns trigger language plpgsql
as 'begin lock table schema_floor in access exclusive mode; return null; end';
create trigger floor_waits_for_writers before update on schema_floor for each statement execute function wait_for_writers();

-- How often an office's sender domains were changed: who replaces them says which version was read.
create table sender_domain_versions (
  workspace_id uuid primary key,
  version integer not null,
  changed_at double precision not null,
  changed_by text not null
);
