-- The words of each event in a table of their own, so that a search reads neither tickets nor events. A new table, not a column:
-- it is made at once however many events there are, writes nothing anew, and can be made again at any time. A background job
-- (`jobs/fill-search-words.ts`) adds the words of the events that are there already, and then drops the index of before.
create table search_words (
  workspace_id uuid not null,
  ticket_id uuid not null,
  version integer not null,
  words tsvector not null,
  primary key (workspace_id, ticket_id, version)
);
create index search_words_of_text on search_words using gin (words);

-- How far the background job is; no row once it is done.
create table search_words_to_fill (
  only_one boolean primary key default true check (only_one),
  workspace_id uuid not null,
  ticket_id uuid not null,
  version integer not null
);
insert into search_words_to_fill (workspace_id, ticket_id, version)
  select '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', 0
  where exists (select 1 from events);

-- As before, but an event whose words cannot be found has none: that is no reason to refuse it.
create or replace function event_words(doc json) returns tsvector
language plpgsql immutable
as 'begin return to_tsvector(''simple'', left(coalesce(doc->''fields''->>''subject'', '''') || '' '' ||
  coalesce(doc->''message''->>''text'', doc->>''text'', doc->>''resolution'', doc->''recording''->>''title'', doc->>''note'', ''''),
  100000)); exception when others then return ''''::tsvector; end';

-- A trigger, so that servers of before, which work on beside newer ones, add the words as well.
create function add_search_words() returns trigger
language plpgsql
as 'begin insert into search_words (workspace_id, ticket_id, version, words)
  select workspace_id, ticket_id, version, event_words(doc) from added
  on conflict (workspace_id, ticket_id, version) do update set words = excluded.words; return null; end';

create trigger events_search_words after insert on events
  referencing new table as added for each statement execute function add_search_words();

-- An empty database has nothing to fill.
do 'begin if not exists (select 1 from events) then drop index events_words; end if; end';
