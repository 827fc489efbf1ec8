import { sql } from 'drizzle-orm'
import type { Position, SnapshotEnd, SnapshotStart } from '../../../shared/sync/wire'
import { decodeEventsAfter } from '../../../shared/tickets/decode-event'
import { evolveAll } from '../../../shared/tickets/evolve'
import type { Agent, Customer, Office } from '../../../shared/tickets/people'
import type { ServerContext } from '../../context'
import { durableUpTo } from '../../context'
import type { Reader } from '../../db/database'
import { atOneMoment, rows } from '../../db/database'
import { readHead, writtenAt } from './head'
import type { Head } from './head'
import { proven } from './position-proof'
import { cursorGone } from './pull'
import { isRestored } from './restored'

/** Where a snapshot that broke off goes on: what it is of, and the last bucket that came. */
export interface SnapshotRest {
  readonly at: Position
  readonly afterBucket: number
}

/**
 * The whole workspace as of one log position, as NDJSON lines. No transaction stays open meanwhile: what changed after
 * that position is left out, for each ticket and event knows the position at which it came.
 * @param seen what the client has a proof of: should that be there no more, the snapshot is of a new epoch
 * @param rest only what comes after that, as of the same position (see `refuseRest`); reference data are those of now
 */
export async function* snapshotLines(
  context: ServerContext,
  workspaceId: string,
  seen: Position | null = null,
  rest: SnapshotRest | null = null,
): AsyncGenerator<string> {
  const { reading } = context.database
  if (seen && !rest) await isRestored(context, workspaceId, await readHead(reading, workspaceId), seen)
  const start = await readStart(context, workspaceId, rest?.at.seq)
  yield `${JSON.stringify(start)}\n`
  const buckets = await rows<{ bucket: number }>(
    reading,
    sql`select distinct bucket from tickets
      where workspace_id = ${workspaceId}::uuid and created_seq <= ${start.seq}::bigint
        and bucket > ${rest?.afterBucket ?? -1}::int order by bucket`,
  )
  for (const { bucket } of buckets) yield await bucketLine(reading, workspaceId, bucket, start.seq)
  yield `${JSON.stringify({ line: 'end', tickets: start.tickets } satisfies SnapshotEnd)}\n`
}

/** Throws `cursor-gone` when a snapshot of that position cannot go on: the log was never there, or no longer reaches so far back. */
export async function refuseRest(
  context: ServerContext,
  workspaceId: string,
  { at }: SnapshotRest,
  seen: Position | null,
): Promise<void> {
  const head = await headReaching(context, workspaceId, at, seen)
  // What changed since could not be pulled.
  if (at.seq < head.compactedTo) throw cursorGone(at.epoch, head.epoch)
}

/** The head, if the log was at a client's position; else throws `cursor-gone`. `seen` as in `bucketAt`. */
async function headReaching(
  context: ServerContext,
  workspaceId: string,
  at: Position,
  seen: Position | null,
): Promise<Head> {
  const head = await readHead(context.database.reading, workspaceId)
  if (seen && (await isRestored(context, workspaceId, head, seen))) throw cursorGone(at.epoch, '')
  if (head.epoch !== at.epoch || at.seq > head.seq) throw cursorGone(at.epoch, head.epoch)
  return head
}

/**
 * One bucket as of a client's own position, as the JSON of a snapshot's line: what the client's copy should hold. Throws
 * `cursor-gone` when the log was never there.
 * @param seen what the client has a proof of: should that be there no more, its position is of another log
 */
export async function bucketAt(
  context: ServerContext,
  workspaceId: string,
  bucket: number,
  at: Position,
  seen: Position | null = null,
): Promise<string> {
  await headReaching(context, workspaceId, at, seen)
  return bucketLine(context.database.reading, workspaceId, bucket, at.seq)
}

/** All reference data and the position, of one moment; or an earlier position, with the reference data of now. */
async function readStart(
  context: ServerContext,
  workspaceId: string,
  earlier?: number,
): Promise<SnapshotStart> {
  return atOneMoment(context.database, async (queries) => {
    const head = await readHead(queries, workspaceId)
    const seq = earlier ?? head.seq
    const at = seq === head.seq ? head.at : await writtenAt(queries, workspaceId, seq)
    const [figures] = await rows<{ tickets: number; office: Office }>(
      queries,
      sql`select doc as office, (select count(*)::int from tickets
            where workspace_id = ${workspaceId}::uuid and created_seq <= ${seq}::bigint) as tickets
          from offices where workspace_id = ${workspaceId}::uuid`,
    )
    if (!figures) throw new Error(`Workspace ${workspaceId} has no office`)
    const customers = await rows<{ doc: Customer }>(
      queries,
      sql`select doc from customers where workspace_id = ${workspaceId}::uuid order by id`,
    )
    const agents = await rows<{ doc: Agent }>(
      queries,
      sql`select doc from agents where workspace_id = ${workspaceId}::uuid order by id`,
    )
    return {
      line: 'start',
      ...proven(head.proofKey, { epoch: head.epoch, seq, at }),
      durableSeq: durableUpTo(context, workspaceId, head.seq),
      serverTime: context.now(),
      tickets: figures.tickets,
      customers: customers.map(({ doc }) => doc),
      agents: agents.map(({ doc }) => doc),
      office: figures.office,
    }
  })
}

/** One bucket as of `seq`. Documents are joined as stored; only a ticket that changed since is folded again. */
async function bucketLine(
  queries: Reader,
  workspaceId: string,
  bucket: number,
  seq: number,
): Promise<string> {
  const tickets = await rows<{ id: string; changedSeq: number; doc: string }>(
    queries,
    sql`select id, changed_seq as "changedSeq", doc::text as doc from tickets
      where workspace_id = ${workspaceId}::uuid and bucket = ${bucket}::int and created_seq <= ${seq}::bigint
      order by number`,
  )
  const logs = await rows<{ id: string; log: string }>(
    queries,
    sql`select e.ticket_id as id, string_agg(e.doc::text, ',' order by e.version) as log
      from tickets t join events e on e.workspace_id = t.workspace_id and e.ticket_id = t.id
      where t.workspace_id = ${workspaceId}::uuid and t.bucket = ${bucket}::int
        and t.created_seq <= ${seq}::bigint and e.seq <= ${seq}::bigint
      group by e.ticket_id`,
  )
  const logOf = new Map(logs.map(({ id, log }) => [id, `[${log}]`]))
  const docs = tickets.map(({ id, changedSeq, doc }) =>
    changedSeq <= seq ? doc : foldAgain(id, logOf.get(id)),
  )
  const timelines = [...logOf].map(([id, log]) => `"${id}":${log}`)
  return `{"line":"bucket","bucket":${bucket},"tickets":[${docs.join(',')}],"timelines":{${timelines.join(',')}}}\n`
}

const foldAgain = (ticketId: string, log = '[]'): string =>
  JSON.stringify(evolveAll(decodeEventsAfter(0, JSON.parse(log) as unknown[], ticketId)))
