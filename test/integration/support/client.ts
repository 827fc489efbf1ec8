import { randomUUID } from 'node:crypto'
import type {
  ApiError,
  Outcome,
  PullResponse,
  PushResponse,
  Session,
  SnapshotBucket,
  SnapshotLine,
  SnapshotStart,
} from '../../../src/shared/sync/wire'
import type { TicketEvent } from '../../../src/shared/tickets/events'
import type { MutationEnvelope } from '../../../src/shared/tickets/mutations'
import type { Ticket } from '../../../src/shared/tickets/ticket'

export interface Answer<T = ApiError> {
  readonly status: number
  readonly headers: Headers
  readonly body: T
}

export interface Snapshot {
  readonly start: SnapshotStart
  readonly tickets: ReadonlyMap<string, Ticket>
  readonly timelines: ReadonlyMap<string, readonly TicketEvent[]>
  readonly complete: boolean
}

/** A plain HTTP client of one signed-in agent. */
export interface Client {
  readonly session: Session
  readonly ask: <T = ApiError>(method: string, path: string, body?: unknown) => Promise<Answer<T>>
  /** Replaces a document whatever version it has now, for tests that are about something else. */
  readonly replace: (path: string, fields: Readonly<Record<string, unknown>>) => Promise<Answer>
  /** Pushes and returns the outcomes; throws on anything but 200. */
  readonly push: (...mutations: readonly MutationEnvelope[]) => Promise<readonly Outcome[]>
  readonly pull: (epoch: string, after: number, limit?: number) => Promise<PullResponse>
  readonly snapshot: () => Promise<Snapshot>
  /** One ticket as the snapshot has it. */
  readonly ticket: (id: string) => Promise<Ticket>
}

/** Asks anything of a server; a string body goes out as it is. */
export async function ask<T = ApiError>(
  address: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<T>> {
  const response = await fetch(address + path, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('application/json')
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T }
}

/** Signs in; throws when that is refused. */
export async function signedInClient(address: string, email: string, password: string): Promise<Client> {
  const { status, body: session } = await ask<Session>(address, 'POST', '/v1/sign-in', {
    email,
    password,
    device: 'a test',
  })
  if (status !== 200) throw new Error(`Sign-in was refused: ${JSON.stringify(session)}`)
  return clientOf(address, session)
}

export function clientOf(address: string, session: Session): Client {
  const headers = { authorization: `Bearer ${session.token}` }
  const good = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await ask<T>(address, method, path, body, headers)
    if (answer.status !== 200)
      throw new Error(`${path} gave ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const replace = async (path: string, fields: Readonly<Record<string, unknown>>): Promise<Answer> => {
    const answer = await ask<ApiError & { details?: { version?: number } }>(
      address,
      'PUT',
      path,
      fields,
      headers,
    )
    if (answer.status !== 428) return answer
    return ask(address, 'PUT', path, { ...fields, version: answer.body.details?.version }, headers)
  }
  const snapshot = async () => readSnapshot(await good<string>('GET', '/v1/sync/snapshot'))
  return {
    session,
    replace,
    ask: (method, path, body) => ask(address, method, path, body, headers),
    push: async (...mutations) =>
      (await good<PushResponse>('POST', '/v1/sync/push', { deviceId: randomUUID(), mutations })).outcomes,
    pull: (epoch, after, limit = 500) =>
      good('GET', `/v1/sync/pull?epoch=${epoch}&after=${after}&limit=${limit}`),
    snapshot,
    ticket: async (id) => {
      const ticket = (await snapshot()).tickets.get(id)
      if (!ticket) throw new Error(`There is no ticket ${id}`)
      return ticket
    },
  }
}

export function readSnapshot(text: string): Snapshot {
  const lines = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as SnapshotLine)
  const buckets = lines.filter((line): line is SnapshotBucket => line.line === 'bucket')
  return {
    start: lines[0] as SnapshotStart,
    tickets: new Map(buckets.flatMap(({ tickets }) => tickets.map((ticket) => [ticket.id, ticket] as const))),
    timelines: new Map(buckets.flatMap(({ timelines }) => Object.entries(timelines))),
    complete: lines.at(-1)?.line === 'end',
  }
}
