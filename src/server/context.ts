import type { Logger } from 'pino'
import type { Outcome } from '../shared/sync/wire'
import type { Accounts } from './accounts/accounts'
import type { Identities } from './accounts/identities'
import type { SignInWatch } from './accounts/sign-in-watch'
import type { CommittedChange } from './tickets/committed'
import type { Database } from './db/database'
import type { Faults } from './faults'
import type { SchemaFloor } from './db/schema-floor'
import { Refused } from './refused'
import type { MailMark } from './tickets/outgoing-mail'
import type { Random } from './ids'
import type { BackedUp } from './sync/log/backed-up'
import type { HeadWatch } from './sync/log/heads'

/** What the embedded server writes with fsync before it acknowledges; a PostgreSQL does that by itself. */
export interface ChangeJournal {
  /**
   * Queues a committed change, with how the delivery of a mail ended when the change tells of it. Keeps it until it is on disk,
   * also when a flush fails.
   */
  readonly append: (change: CommittedChange, mark?: MailMark) => void
  /** Returns when everything queued before is on disk. Throws when it cannot be written: then nothing may be acknowledged. */
  readonly flush: () => Promise<void>
  /** Puts on disk how a mail's delivery stands, at once: until it is there nobody knows whether the mail left. Throws as `flush`. */
  readonly keepMark: (mark: MailMark) => Promise<void>
  /** The last position of a workspace that is on disk; null when it was never asked to write one. */
  readonly durableSeq: (workspaceId: string) => number | null
  /** Makes the database's own files durable and begins the journal anew. Acknowledgements wait meanwhile. */
  readonly settle: () => Promise<void>
  /** Bytes on disk. */
  readonly size: () => number
  readonly close: () => Promise<void>
}

/** Everything that the server's functions need from outside. */
export interface ServerContext {
  readonly database: Database
  readonly journal: ChangeJournal | null
  readonly heads: HeadWatch
  /** Asked before any work is taken. */
  readonly schemaFloor: SchemaFloor
  readonly identities: Identities
  readonly signIns: SignInWatch
  readonly accounts: Accounts
  /** Addresses and networks whose word on where a request comes from is taken. */
  readonly trustedProxies: readonly string[]
  readonly backedUp: BackedUp
  /** What was decided on mutations by this server since it started, for its metrics. */
  readonly decided: Map<Outcome['result'], number>
  readonly faults: Faults
  /** UTC epoch milliseconds. */
  readonly now: () => number
  readonly random: Random
  readonly log: Logger
  /** Sender of mails about tickets whose customer has no address at the office yet. */
  readonly officeAddress: string
}

/** To be called after each commit, before its author hears of it: on disk first, then to everyone who listens. */
export async function acknowledge(
  context: ServerContext,
  changes: readonly CommittedChange[],
): Promise<void> {
  for (const change of changes) context.journal?.append(change)
  await acknowledgeKept(context, changes)
}

/**
 * As `acknowledge`, for many commits together, each of which was appended to the journal at once: what others commit in
 * between, and hear of sooner, must not stand there without what came before it.
 */
export async function acknowledgeKept(
  context: ServerContext,
  changes: readonly CommittedChange[],
): Promise<void> {
  await orRefuse(context, context.journal?.flush())
  for (const { workspaceId, epoch, seq } of changes) context.heads.announce(workspaceId, { epoch, seq })
}

/** To be called before anybody relies on how a mail's delivery stands: puts it on disk, where the database does not. */
export async function keepMark(context: ServerContext, mark: MailMark): Promise<void> {
  await orRefuse(context, context.journal?.keepMark(mark))
}

async function orRefuse({ log }: ServerContext, onDisk: Promise<void> | undefined): Promise<void> {
  try {
    await onDisk
  } catch (error) {
    log.error({ code: (error as NodeJS.ErrnoException).code }, 'the change journal cannot be written')
    throw new Refused(
      'not-durable',
      'The server cannot write to its disk, so it cannot promise to keep this. Free some space; it will be sent again.',
    )
  }
}

/** Up to which position the log survives a crash of the server, and the loss of all but its backups. */
export const durableUpTo = (
  { journal, backedUp, now }: ServerContext,
  workspaceId: string,
  head: number,
): number => Math.min(backedUp(workspaceId, head, now()), journal?.durableSeq(workspaceId) ?? head)
