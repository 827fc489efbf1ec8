-- The secret with which a workspace's server signs positions of its change log: see decision 10. A backup has it too. Each
-- row gets its own, 244 random bits.
alter table change_heads add column proof_key text not null default gen_random_uuid()::text || gen_random_uuid()::text;
