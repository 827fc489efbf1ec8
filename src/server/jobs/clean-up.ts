import { sql } from 'drizzle-orm'
import { dropEndedDevices } from '../accounts/devices'
import { dropOldEnds } from '../accounts/ended-sign-ins'
import { dropOldPasswordMails } from '../accounts/forgotten-password'
import { dropOldOrigins } from '../accounts/known-origins'
import { dropOldLinks, linkLifetimeMs } from '../accounts/password-links'
import { dropOldAttempts } from '../accounts/throttle'
import { dropOldAudit } from '../accounts/audit'
import { dropOldRefusedSignIns } from '../accounts/refused-sign-ins'
import type { Database, Tx } from '../db/database'
import { rows, writeTransaction } from '../db/database'
import { dropOldBells } from '../desk/bells'
import { dropOldPresence } from '../desk/presence'
import type { Faults } from '../faults'
import { dropOvercomeFailures } from '../sync/push/failed-change'
import { dropOldWritten } from '../mail/known-addresses'
import { dropOldSentCounts } from '../mail/send-limits'

const dayMs = 24 * 3_600_000
/** Outcomes: for anybody who comes back from a year's leave with unsent work. */
export const outcomesKeptMs = 400 * dayMs
/** The change log: a client that was away for longer takes a new snapshot. */
export const changesKeptMs = 60 * dayMs
/** Tries in vain: a ticket that nobody touched in all that time is tried again. */
const triesKeptMs = 400 * dayMs

const job = 'clean-up'

export interface CleanUpRules {
  /** After so long without use a sign-in has ended. */
  readonly idleMs: number
  readonly faults: Faults
}

/**
 * Drops what nobody can ask for any more: old outcomes, log rows and audit entries, ended sign-ins, old counts and who was
 * there. Each by itself: one that fails is noted, and the others are dropped all the same.
 */
export async function cleanUp(
  database: Database,
  now: number,
  { idleMs, faults }: CleanUpRules,
): Promise<void> {
  const steps: readonly ((queries: Tx) => Promise<unknown>)[] = [
    (queries) =>
      queries.execute(
        sql`delete from mutations where decided_at < ${now - outcomesKeptMs}::double precision`,
      ),
    (queries) => dropEndedDevices(queries, { now, idleMs }),
    (queries) => dropOldEnds(queries, now),
    (queries) => dropOldAttempts(queries, now),
    (queries) => dropOldOrigins(queries, now),
    (queries) => dropOldPasswordMails(queries, now, linkLifetimeMs),
    (queries) => dropOldLinks(queries, now),
    (queries) => dropOldSentCounts(queries, now),
    (queries) => dropOldWritten(queries, now),
    (queries) => dropOldPresence(queries, now),
    (queries) => dropOldBells(queries, now),
    dropOvercomeFailures,
    (queries) => dropOldRefusedSignIns(queries, now),
    (queries) =>
      queries.execute(
        sql`delete from job_failures where last_try_at < ${now - triesKeptMs}::double precision`,
      ),
  ]
  const withTransactions: readonly (() => Promise<unknown>)[] = [
    ...steps.map((step) => () => writeTransaction(database, step)),
    () => dropOldAudit(database, now),
    () => compactChangeLog(database, now - changesKeptMs, faults),
  ]
  for (const step of withTransactions) await step().catch((error: unknown) => faults.note(job, error))
}

/**
 * Drops the changes that were logged before an instant. A cursor from before them gets 410 `cursor-gone`. The head row says
 * so first, then the rows go: nobody can read a page with a hole. A workspace that fails is noted and stops no other's.
 */
async function compactChangeLog(database: Database, before: number, faults: Faults): Promise<void> {
  const due = await rows<{ workspaceId: string; upTo: number }>(
    database.writing,
    sql`select workspace_id as "workspaceId", max(seq) as "upTo" from change_log
      where at < ${before}::double precision group by workspace_id`,
  )
  for (const { workspaceId, upTo } of due)
    await compact(database, workspaceId, upTo).catch((error: unknown) => faults.note(job, error))
}

async function compact(database: Database, workspaceId: string, upTo: number): Promise<void> {
  await writeTransaction(database, (queries) =>
    queries.execute(sql`update change_heads set compacted_to = greatest(compacted_to, ${upTo}::bigint)
      where workspace_id = ${workspaceId}::uuid`),
  )
  await writeTransaction(database, (queries) =>
    queries.execute(
      sql`delete from change_log where workspace_id = ${workspaceId}::uuid and seq <= ${upTo}::bigint`,
    ),
  )
}
