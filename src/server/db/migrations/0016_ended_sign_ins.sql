-- Why a sign-in was ended, for whoever comes with its token once more: until it would have ended by itself.
create table ended_sign_ins (
  token_hash text primary key,
  reason text not null,
  until double precision not null
);

create index ended_sign_ins_until on ended_sign_ins (until);
