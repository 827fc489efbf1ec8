-- What the server tries by itself, such as closing a ticket or taking a mail in, counted before each try: the count is right
-- also when the try takes the process down. A try that succeeds removes its row. After three tries it is left to people.
create table job_failures (
  workspace_id uuid not null,
  job text not null,
  -- The ticket's id, or the digest under which a mail is known.
  subject text not null,
  -- The ticket's version at these tries: once it has another, they no longer count. 0 for a mail.
  version integer not null,
  tries integer not null,
  last_try_at double precision not null,
  -- When the people on the ticket were told; null while nobody was.
  told_at double precision,
  primary key (workspace_id, job, subject)
);
create index job_failures_untold on job_failures (job) where told_at is null;
