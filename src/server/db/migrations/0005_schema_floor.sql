-- The oldest server that may work on these tables, by the number of the newest migration that it has. A migration that an
-- older server must not work on raises it: update schema_floor set oldest_server = <number>. See docs/decisions/0016.
create table schema_floor (
  only_row boolean primary key default true check (only_row),
  oldest_server integer not null
);
insert into schema_floor (oldest_server) values (1);
