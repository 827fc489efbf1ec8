import type { RawAnswer, Transport, TransportRequest } from '../../src/shared/sync/engine/ports'
import { pushLimits } from '../../src/shared/sync/wire'
import type { PushRequest, SnapshotLine } from '../../src/shared/sync/wire'
import type { PlantedBug } from './planted'
import { bucketOf } from './server'
import type { Server } from './server'
import type { World } from './world'

/** The server as it is reached over a bad network, by one person on one device. */
export interface Session {
  readonly agentId: string
  /** Token good, device allowed, rights to write: each can be taken away and comes back. */
  isSignedIn(): boolean
  isBlocked(): boolean
  mayWrite(): boolean
  expire(): void
  block(): void
  revoke(): void
}

interface Reply {
  readonly status: number
  readonly body: string
}

const error = (status: number, code: string): Reply => ({
  status,
  body: JSON.stringify({ code, message: code }),
})
const portal: Reply = { status: 200, body: '<html><body>Welcome to the hotel</body></html>' }
const PAGE = 7

export function createTransport(
  world: World,
  server: Server,
  session: Session,
  name: string,
  bug: PlantedBug | null,
  isAlive: () => boolean,
): Transport {
  const dice = world.dice(`network ${name}`)
  const latency = (): number => dice.between(5, 120)

  /** What the server does with a request that has reached it. */
  function serve(request: TransportRequest): Reply {
    if (world.strikes('sign-in-expires')) session.expire()
    if (world.strikes('device-blocked')) session.block()
    if (world.strikes('rights-revoked')) session.revoke()
    if (world.strikes('status-429')) return error(429, 'slow-down')
    if (world.strikes('status-500')) return error(500, 'broken')
    if (!session.isSignedIn()) return error(401, 'sign-in-expired')
    if (session.isBlocked()) return error(403, 'device-blocked')
    if (request.path === '/v1/sync/push') return servePush(request.body ?? '')
    if (request.path.startsWith('/v1/sync/pull')) return servePull(new URL(request.path, 'http://server'))
    if (request.path === '/v1/sync/snapshot') return serveSnapshot()
    if (request.path === '/v1/sync/checksums')
      return ok({ ...server.position(), buckets: server.checksums() })
    return error(404, 'not-found')
  }

  const ok = (body: object): Reply => ({ status: 200, body: JSON.stringify(body) })
  const stamp = () => ({ serverTime: world.now(), durableSeq: server.durableSeq() })

  function servePush(body: string): Reply {
    const { mutations } = JSON.parse(body) as PushRequest
    if (body.length > pushLimits.bytes || (mutations.length > 1 && world.strikes('status-413')))
      return error(413, 'too-large')
    if (mutations.length > 1 && world.strikes('status-422')) return error(422, 'unprocessable')
    const some = world.strikes('partial-batch') ? mutations.slice(0, dice.whole(mutations.length)) : mutations
    const outcomes = server.push(some, session.agentId, session.mayWrite())
    if (outcomes === 'id-reused') return error(409, 'id-reused')
    world.log(
      `server ${name} ${outcomes.map((each) => `${each.mutationId.slice(-6)}=${each.result}`).join(' ')}`,
    )
    return ok({ outcomes, head: server.position(), ...stamp() })
  }

  function servePull(url: URL): Reply {
    const { epoch, seq } = server.position()
    const after = Number(url.searchParams.get('after'))
    if (url.searchParams.get('epoch') !== epoch) {
      if (bug !== 'same-epoch-after-restore') return error(410, 'cursor-gone')
      if (after > seq) return ok({ epoch, after, to: after, head: after, changes: [], ...stamp() })
    }
    if (bug === 'same-epoch-after-restore' && after > seq)
      return ok({ epoch, after, to: after, head: after, changes: [], ...stamp() })
    const page = server.pull(after, PAGE)
    if (page === 'gone') return error(410, 'cursor-gone')
    const { to } = page
    let { changes } = page
    if (bug === 'sequence-cursor' || bug === 'page-skips-row') changes = withoutGaps(after, to, changes)
    return ok({ epoch, after, to, head: seq, changes, ...stamp() })
  }

  /** As a client without a join check sees it: what is missing does not show. */
  function withoutGaps(after: number, to: number, changes: readonly { seq: number }[]): never {
    const bySeq = new Map(changes.map((change) => [change.seq, change]))
    return Array.from(
      { length: to - after },
      (_, index) =>
        bySeq.get(after + index + 1) ?? {
          seq: after + index + 1,
          kind: 'office',
          office: server.reference.office,
        },
    ) as never
  }

  function serveSnapshot(): Reply {
    const { epoch, seq } = server.position()
    const { tickets, timelines } = server.state()
    const buckets = Map.groupBy(tickets.values(), ({ number }) => bucketOf(number))
    const lines: SnapshotLine[] = [
      { line: 'start', epoch, seq, ...stamp(), tickets: tickets.size, ...server.reference },
      ...[...buckets].map(([bucket, list]): SnapshotLine => ({
        line: 'bucket',
        bucket,
        tickets: list,
        timelines: Object.fromEntries(list.map(({ id }) => [id, timelines.get(id) ?? []])),
      })),
      { line: 'end', tickets: tickets.size },
    ]
    return { status: 200, body: lines.map((line) => JSON.stringify(line) + '\n').join('') }
  }

  function toRaw({ status, body }: Reply): RawAnswer {
    const isCut = world.strikes('answer-cut')
    const text = isCut ? body.slice(0, dice.whole(body.length)) : body
    return {
      status,
      contentType: 'application/json',
      retryAfterMs: status === 429 ? 2000 : null,
      text: () => (isCut && dice.chance(0.5) ? Promise.reject(new Error('cut off')) : Promise.resolve(text)),
      async *lines() {
        for (const line of text.split('\n')) {
          await Promise.resolve()
          yield line
        }
        if (isCut && dice.chance(0.5)) throw new Error('cut off')
      },
    }
  }

  return {
    request: (request) =>
      new Promise((resolve) => {
        const toCaller = (delay: number, answer: RawAnswer | null): void =>
          world.at(delay, () => {
            if (isAlive()) resolve(answer)
          })
        const sent = changedByBug(request)
        if (world.strikes('portal-page')) {
          toCaller(latency(), toRaw(bug === 'portal-believed' ? believed(sent) : portal))
          return
        }
        if (world.strikes('request-lost')) {
          toCaller(30_000, null)
          return
        }
        if (world.strikes('request-twice')) world.at(dice.between(100, 60_000), () => serve(sent))
        world.at(latency() + (world.strikes('request-late') ? dice.between(1000, 20_000) : 0), () => {
          const reply = serve(sent)
          if (world.strikes('answer-lost')) toCaller(30_000, null)
          else toCaller(latency(), toRaw(reply))
        })
      }),
  }

  function changedByBug(request: TransportRequest): TransportRequest {
    if (request.path !== '/v1/sync/push' || (bug !== 'new-id-each-time' && bug !== 'batch-reversed'))
      return request
    const push = JSON.parse(request.body ?? '') as PushRequest
    const mutations =
      bug === 'batch-reversed'
        ? push.mutations.toReversed()
        : push.mutations.map((each) => ({ ...each, id: dice.uuid() }))
    return { ...request, body: JSON.stringify({ ...push, mutations }) }
  }

  /** What a client makes of any status 200, when it does not look at the body. */
  function believed({ path, body }: TransportRequest): Reply {
    if (path !== '/v1/sync/push') return portal
    const { mutations } = JSON.parse(body ?? '') as PushRequest
    const outcomes = mutations.map(({ id }) => ({
      mutationId: id,
      result: 'applied' as const,
      seq: null,
      reason: null,
    }))
    const { epoch } = server.position()
    return ok({ outcomes, head: { epoch, seq: 0 }, ...stamp() })
  }
}
