import { sql } from 'drizzle-orm'
import type { Identity } from '../accounts/identity'
import type { ServerContext } from '../context'
import { durableUpTo } from '../context'
import { rows } from '../db/database'
import { Refused } from '../http/refused'
import { renewEpoch } from './epoch'
import { readHead } from './head'

export interface PullRequest {
  readonly epoch: string
  readonly after: number
  readonly limit: number
}

/** A page ends early when it grows past this, so that a log full of large mails still comes in bearable pieces. */
const pageCharacters = 4_000_000

type Shared = Map<string, Promise<string>>
const underWay = new WeakMap<ServerContext, Shared>()

/**
 * As `readPage`; the same question of several clients at the same moment, as after each change, is asked once. What came
 * after that moment is told by a newer head.
 */
export function pull(context: ServerContext, author: Identity, request: PullRequest): Promise<string> {
  const shared: Shared = underWay.get(context) ?? new Map()
  underWay.set(context, shared)
  const key = `${author.workspaceId} ${request.epoch} ${request.after} ${request.limit}`
  const page = shared.get(key) ?? readPage(context, author, request).finally(() => shared.delete(key))
  shared.set(key, page)
  return page
}

/**
 * The changes `after + 1 … to`, as the JSON of a `pullResponse`: rows are joined as they are stored, without reading them.
 * Throws 410 `cursor-gone` when the cursor is of another epoch, compacted away, or ahead of the log.
 */
async function readPage(
  context: ServerContext,
  { workspaceId }: Identity,
  { epoch, after, limit }: PullRequest,
): Promise<string> {
  const { queries } = context.database
  const head = await readHead(queries, workspaceId)
  if (head.epoch !== epoch || after < head.compactedTo) throw cursorGone(epoch, head.epoch)
  if (after > head.seq) {
    // Somebody has seen more than there is: a backup was restored and nobody said so. Every position is in doubt.
    await renewEpoch(queries, workspaceId, epoch, context.random.uuid(context.now()))
    await context.journal?.settle()
    context.log.warn({ workspaceId, after, head: head.seq }, 'a client is ahead of the change log: new epoch')
    throw cursorGone(epoch, '')
  }
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
    throw cursorGone(epoch, head.epoch)
  const changes = page.map(({ seq, doc }) => `{"seq":${seq},${doc.slice(1)}`)
  const around = {
    epoch: head.epoch,
    after,
    to: page.at(-1)?.seq ?? after,
    head: head.seq,
    serverTime: context.now(),
    durableSeq: durableUpTo(context, workspaceId, head.seq),
  }
  return `${JSON.stringify(around).slice(0, -1)},"changes":[${changes.join(',')}]}`
}

function cursorGone(asked: string, current: string): Refused {
  const message = asked === current ? 'The log no longer reaches back that far.' : 'The server was restored.'
  return new Refused(410, 'cursor-gone', `${message} Take a new snapshot; what waits to be sent stays valid.`)
}
