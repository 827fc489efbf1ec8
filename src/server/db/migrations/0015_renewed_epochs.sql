-- When the present epoch of a workspace's change log began because a backup was restored; null while none ever was. Work of before that
-- may have been counted by a server whose counts are lost.
alter table change_heads add column renewed_at double precision;
