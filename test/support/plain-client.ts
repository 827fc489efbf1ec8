import { randomUUID } from 'node:crypto'
import type {
  ApiError,
  Change,
  PullResponse,
  PushResponse,
  Session,
  SnapshotLine,
  SnapshotStart,
} from '../../src/shared/sync/wire'
import { uuidV7 } from '../../src/shared/uuid-v7'
import type { TicketEvent } from '../../src/shared/tickets/events'
import type { MutationArgs, MutationEnvelope, MutationType, Seen } from '../../src/shared/tickets/mutations'
import type { Ticket } from '../../src/shared/tickets/ticket'
import { teamPassword } from './team-workspace'

/** Everything that a server holds for a workspace, of one moment. */
export interface Everything {
  readonly start: SnapshotStart
  readonly tickets: readonly Ticket[]
  readonly events: readonly TicketEvent[]
}

export interface PlainClient {
  readonly session: Session
  readonly deviceId: string
  /** Throws `ServerSaidNo` on an answer that is no 200, and whatever the network throws. */
  readonly push: (mutations: readonly MutationEnvelope[]) => Promise<PushResponse>
  readonly pull: (epoch: string, after: number) => Promise<PullResponse>
  readonly snapshot: () => Promise<Everything>
}

/** An answer that is no 200. */
export class ServerSaidNo extends Error {
  constructor(
    readonly status: number,
    readonly body: ApiError,
  ) {
    super(`${status} ${body.code}: ${body.message}`)
  }
}

/** Signs in as one of the team: a client without cache or outbox, for what a server must hold against any client. */
export async function signInPlainly(address: string, email: string): Promise<PlainClient> {
  const ask = async <T>(path: string, init: RequestInit): Promise<T> => {
    const answer = await fetch(`${address}${path}`, { ...init, signal: AbortSignal.timeout(30_000) })
    const body: unknown = await answer.json()
    if (answer.status !== 200) throw new ServerSaidNo(answer.status, body as ApiError)
    return body as T
  }
  const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  })
  const session = await ask<Session>(
    '/v1/sign-in',
    post({ email, password: teamPassword, device: 'A plain client' }),
  )
  const headers = { authorization: `Bearer ${session.token}` }
  const deviceId = randomUUID()
  return {
    session,
    deviceId,
    push: (mutations) => ask('/v1/sync/push', post({ deviceId, mutations }, headers)),
    pull: (epoch, after) => ask(`/v1/sync/pull?epoch=${epoch}&after=${after}&limit=2000`, { headers }),
    snapshot: async () => {
      const answer = await fetch(`${address}/v1/sync/snapshot`, { headers })
      return readSnapshot(await answer.text())
    },
  }
}

/** Reads a whole snapshot stream. Throws when it was cut off. */
export function readSnapshot(text: string): Everything {
  const lines = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as SnapshotLine)
  const [start] = lines
  if (start?.line !== 'start' || lines.at(-1)?.line !== 'end') throw new Error('the snapshot was cut off')
  const buckets = lines.filter((line) => line.line === 'bucket')
  return {
    start,
    tickets: buckets.flatMap(({ tickets }) => tickets),
    events: buckets.flatMap(({ timelines }) => Object.values(timelines).flat()),
  }
}

/** All changes after a position, page by page. Throws when two pages do not join. */
export async function pullAll(client: PlainClient, epoch: string, after: number): Promise<readonly Change[]> {
  const changes: Change[] = []
  for (let at = after; ;) {
    const page = await client.pull(epoch, at)
    if (page.after !== at || page.changes.some(({ seq }, index) => seq !== at + index + 1))
      throw new Error(`the page after ${at} has a gap`)
    changes.push(...page.changes)
    at = page.to
    if (at >= page.head) return changes
  }
}

/** A mutation as an app would write it. */
export function mutation<T extends MutationType>(
  type: T,
  ticketId: string,
  args: MutationArgs<T>,
  seen: Seen = { version: 0, customerMessages: 0, publicReplies: 0 },
  now = Date.now(),
): MutationEnvelope {
  const id = uuidV7(now, Math.random)
  return { id, type, v: 1, ticketId, args, seen, after: [], writtenAt: now }
}

/** What an author who just looked has seen of a ticket. */
export const seenOf = ({ version, customerMessages, publicReplies }: Ticket): Seen => ({
  version,
  customerMessages,
  publicReplies,
})
