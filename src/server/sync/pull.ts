import { sql } from 'drizzle-orm'
import type { Position } from '../../shared/sync/wire'
import type { Identity } from '../accounts/identity'
import type { ServerContext } from '../context'
import { durableUpTo } from '../context'
import { rows } from '../db/database'
import { Refused } from '../http/refused'
import { renewEpoch } from './epoch'
import type { Head } from './head'
import { readHead } from './head'
import { isProven, proven } from './position-proof'

export interface PullRequest {
  readonly epoch: string
  readonly after: number
  readonly limit: number
  /** The furthest position of the epoch that the client has a proof of. */
  readonly seen?: number | undefined
  readonly proof?: string | undefined
}

/** A page ends early when it grows past this, so that a log full of large mails still comes in bearable pieces. */
const pageCharacters = 4_000_000

interface Page {
  readonly head: Head
  /** A `pullResponse`; null when the cursor is of another epoch, compacted away, or ahead of the log. */
  readonly json: string | null
}

type Shared = Map<string, Promise<Page>>
const underWay = new WeakMap<ServerContext, Shared>()

/**
 * The changes `after + 1 … to`, as the JSON of a `pullResponse`. Throws 410 `cursor-gone` when the cursor is of another epoch,
 * compacted away, or ahead of the log. The same question of several clients at the same moment, as after each change, is
 * asked once; what came after that moment is told by a newer head.
 */
export async function pull(context: ServerContext, author: Identity, request: PullRequest): Promise<string> {
  const shared: Shared = underWay.get(context) ?? new Map()
  underWay.set(context, shared)
  const { epoch, after, limit, seen, proof } = request
  const key = `${author.workspaceId} ${epoch} ${after} ${limit}`
  const asked = shared.get(key) ?? readPage(context, author, request).finally(() => shared.delete(key))
  shared.set(key, asked)
  const { head, json } = await asked
  if (seen !== undefined && (await isRestored(context, author, head, { epoch, seq: seen, proof })))
    throw cursorGone(epoch, '')
  if (json === null) throw cursorGone(epoch, head.epoch)
  return json
}

/** Rows are joined as they are stored, without reading them. */
async function readPage(
  context: ServerContext,
  { workspaceId }: Identity,
  { epoch, after, limit }: PullRequest,
): Promise<Page> {
  const { queries } = context.database
  const head = await readHead(queries, workspaceId)
  if (head.epoch !== epoch || after < head.compactedTo || after > head.seq) return { head, json: null }
  const page = await rows<{ seq: number; doc: string }>(
    queries,
    sql`select seq, doc from (
        select seq, doc::text as doc, sum(length(doc::text)) over (order by seq) - length(doc::text) as before
        from (select seq, doc from change_log
          where workspace_id = ${workspaceId}::uuid and seq > ${after}::bigint and seq <= ${head.seq}::bigint
          order by seq limit ${limit}::int) page
      ) measured where before < ${pageCharacters}::bigint order by seq`,
  )
  // Compaction may have come between the two statements.
  if (page.some(({ seq }, index) => seq !== after + index + 1) || (page.length === 0 && after < head.seq))
    return { head, json: null }
  const changes = page.map(({ seq, doc }) => `{"seq":${seq},${doc.slice(1)}`)
  const to = page.at(-1)?.seq ?? after
  const around = {
    epoch: head.epoch,
    after,
    to,
    head: head.seq,
    proof: proven(head.proofKey, { epoch, seq: to }).proof,
    serverTime: context.now(),
    durableSeq: durableUpTo(context, workspaceId, head.seq),
  }
  return { head, json: `${JSON.stringify(around).slice(0, -1)},"changes":[${changes.join(',')}]}` }
}

/**
 * Whether somebody proves to have seen more than there is: then a backup was restored and nobody said so. Every position is in
 * doubt, and a new epoch begins. Without the proof anybody could have one begun for the whole workspace.
 */
async function isRestored(
  context: ServerContext,
  { workspaceId }: Identity,
  head: Head,
  seen: Position,
): Promise<boolean> {
  if (seen.epoch !== head.epoch || seen.seq <= head.seq || !isProven(head.proofKey, seen)) return false
  const { queries } = context.database
  // The page, and its head with it, may be older than the claim: the head row itself decides.
  await renewEpoch(queries, workspaceId, seen.epoch, context.random.uuid(context.now()), seen.seq)
  if ((await readHead(queries, workspaceId)).epoch === seen.epoch) return false
  await context.journal?.settle()
  context.log.warn({ workspaceId, seen: seen.seq, head: head.seq }, 'the change log was put back: new epoch')
  return true
}

/** 410: the client's position is none that this log can answer for. Both epochs are the same when only the number is wrong. */
export function cursorGone(asked: string, current: string): Refused {
  const message = asked === current ? 'The log no longer reaches that position.' : 'The server was restored.'
  return new Refused(410, 'cursor-gone', `${message} Take a new snapshot; what waits to be sent stays valid.`)
}
