-- How the delivery to each recipient stands; null where nothing was noted yet: then all of them stand as the mail does.
alter table mail_outbox add column recipients json;
-- How many of its senders died with it in hand since a try of it last ended.
alter table mail_outbox add column crashes integer not null default 0;
-- When its ticket was told that it takes long; null when it was not.
alter table mail_outbox add column delay_told_at double precision;
-- The domain of its first recipient: one that answers slowly takes only some of a sender's hands.
alter table mail_outbox add column destination text
  generated always as (lower(coalesce(substring(doc->'to'->>0 from '@([^@]*)$'), ''))) stored;
-- Uncompressed, so that a piece of a file is read without the rest of it.
alter table files alter column bytes set storage external;
-- An older server knows nothing of recipients: it would send a mail again to those who have it.
update schema_floor set oldest_server = 8;
