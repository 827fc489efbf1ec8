-- Grows with each change of how a mail's delivery stands: who changes it proves that it knows the latest, and the journal of
-- an embedded database tells which of two is the newer.
alter table mail_outbox add column revision integer not null default 0;
