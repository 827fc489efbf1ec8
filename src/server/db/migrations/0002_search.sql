-- What people search for on the server: the words of every event, found with an index. The 'simple' configuration knows no
-- language, and so treats Dutch and English alike.
create function event_words(doc json) returns tsvector
language sql immutable
as 'select to_tsvector(''simple'', left(coalesce(doc->''fields''->>''subject'', '''') || '' '' ||
  coalesce(doc->''message''->>''text'', doc->>''text'', doc->>''resolution'', doc->''recording''->>''title'', doc->>''note'', ''''),
  100000))';

create index events_words on events using gin (event_words(doc));
