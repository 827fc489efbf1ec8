import { sql } from 'drizzle-orm'
import type { Identity } from '../../accounts/identity'
import type { ServerContext } from '../../context'
import { durableUpTo } from '../../context'
import { rows } from '../../db/database'
import { Refused } from '../../refused'
import type { Head } from './head'
import { readHead, writtenAt } from './head'
import { proven } from './position-proof'
import type { LoggedPosition } from './position-proof'
import { isRestored } from './restored'

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
  /** Where the client stood. */
  readonly before: LoggedPosition
  /** A `pullResponse`; null when the cursor is of another epoch, compacted away, or ahead of the log. */
  readonly json: string | null
}

/** Answers with the changes that a client has not, as the JSON of a `pullResponse`. */
export type Pull = (author: Identity, request: PullRequest) => Promise<string>

/**
 * The changes `after + 1 … to`. Throws `cursor-gone` when the cursor is of another epoch, compacted away, or ahead of the log.
 * The same question of several clients at the same moment, as after each change, is asked once; what came after that moment is
 * told by a newer head.
 */
export function createPull(context: ServerContext): Pull {
  const underWay = new Map<string, Promise<Page>>()
  return async (author, request) => {
    const { workspaceId } = author
    const { epoch, after, limit, seen, proof } = request
    const key = `${workspaceId} ${epoch} ${after} ${limit}`
    const asked = underWay.get(key) ?? readPage(context, author, request).finally(() => underWay.delete(key))
    underWay.set(key, asked)
    const { head, before, json } = await asked
    if (
      seen !== undefined &&
      (await isRestored(context, workspaceId, head, { epoch, seq: seen, proof }, before))
    )
      throw cursorGone(epoch, '')
    if (json === null) throw cursorGone(epoch, head.epoch)
    return json
  }
}

/** Rows are joined as they are stored, without reading them. */
async function readPage(
  context: ServerContext,
  { workspaceId }: Identity,
  { epoch, after, limit }: PullRequest,
): Promise<Page> {
  const { reading } = context.database
  const head = await readHead(reading, workspaceId)
  const before = { epoch: head.epoch, seq: after, at: await writtenAt(reading, workspaceId, after) }
  if (head.epoch !== epoch || after < head.compactedTo || after > head.seq)
    return { head, before, json: null }
  const page = await rows<{ seq: number; at: number; doc: string }>(
    reading,
    sql`select seq, at, doc from (
        select seq, at, doc::text as doc, sum(length(doc::text)) over (order by seq) - length(doc::text) as before
        from (select seq, at, doc from change_log
          where workspace_id = ${workspaceId}::uuid and seq > ${after}::bigint and seq <= ${head.seq}::bigint
          order by seq limit ${limit}::int) page
      ) measured where before < ${pageCharacters}::bigint order by seq`,
  )
  // Compaction may have come between the two statements.
  if (page.some(({ seq }, index) => seq !== after + index + 1) || (page.length === 0 && after < head.seq))
    return { head, before, json: null }
  const changes = page.map(({ seq, doc }) => withPosition(seq, doc))
  const { seq: to, at } = page.at(-1) ?? before
  const around = {
    epoch: head.epoch,
    after,
    to,
    head: head.seq,
    proof: proven(head.proofKey, { epoch, seq: to, at }).proof,
    serverTime: context.now(),
    durableSeq: durableUpTo(context, workspaceId, head.seq),
  }
  return { head, before, json: `${JSON.stringify(around).slice(0, -1)},"changes":[${changes.join(',')}]}` }
}

/** A row that is damaged, and no object with anything in it, still counts: the page would be no JSON, or have a hole. */
const withPosition = (seq: number, doc: string): string =>
  /^\{\s*"/.test(doc) ? `{"seq":${seq},${doc.slice(1)}` : `{"seq":${seq},"kind":"damaged"}`

/** `cursor-gone`: the client's position is none that this log can answer for. Both epochs are the same when only the number is wrong. */
export function cursorGone(asked: string, current: string): Refused {
  const message = asked === current ? 'The log no longer reaches that position.' : 'The server was restored.'
  return new Refused('cursor-gone', `${message} Take a new snapshot; what waits to be sent stays valid.`)
}
