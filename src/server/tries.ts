import { sql } from 'drizzle-orm'
import type { Tx } from './db/database'
import { returned } from './db/database'

/** After so many tries without success a person has to look; the server tries no more. */
export const mostTries = 3

/** One thing that a job works on. */
export interface Piece {
  readonly workspaceId: string
  readonly job: string
  /** A ticket's id, or a digest. */
  readonly subject: string
  /** Tries at another version do not count. */
  readonly version: number
}

/**
 * Counts a try before it is made, in a transaction of its own: the count stands also when the try ends this process. Returns
 * which try it is, from 1 on.
 */
export async function countTry(queries: Tx, piece: Piece, now: number): Promise<number> {
  const { workspaceId, job, subject, version } = piece
  const [row] = await returned<{ tries: number }>(
    queries,
    sql`insert into job_failures as f (workspace_id, job, subject, version, tries, last_try_at)
      values (${workspaceId}::uuid, ${job}, ${subject}, ${version}::int, 1, ${now}::double precision)
      on conflict (workspace_id, job, subject) do update set
        tries = case when f.version = excluded.version then least(f.tries + 1, 1000000) else 1 end,
        told_at = case when f.version = excluded.version then f.told_at end,
        version = excluded.version, last_try_at = excluded.last_try_at
      returning tries`,
  )
  return row?.tries ?? 1
}

/** Forgets the tries of what succeeded, or turned out not to be due. */
export async function forgetTries(queries: Tx, { workspaceId, job, subject }: Piece): Promise<void> {
  await queries.execute(sql`delete from job_failures
    where workspace_id = ${workspaceId}::uuid and job = ${job} and subject = ${subject}`)
}

/** Uncounts the last try: it was not made, because another server has this piece in hand. */
export async function takeBackTry(queries: Tx, { workspaceId, job, subject }: Piece): Promise<void> {
  await queries.execute(sql`update job_failures set tries = greatest(tries - 1, 0)
    where workspace_id = ${workspaceId}::uuid and job = ${job} and subject = ${subject}`)
}

/**
 * Takes what was tried in vain for the last time and of which nobody was told yet. It counts as told from now on, because
 * telling may fail too, and must not be repeated for ever.
 */
export function takeUntold(
  queries: Tx,
  job: string,
  now: number,
): Promise<readonly { readonly workspaceId: string; readonly subject: string }[]> {
  return returned(
    queries,
    sql`update job_failures set told_at = ${now}::double precision
      where job = ${job} and told_at is null and tries >= ${mostTries}::int
      returning workspace_id as "workspaceId", subject`,
  )
}
