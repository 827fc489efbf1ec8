import { pushLimits } from '../../src/shared/sync/wire'
import type { Position, PushRequest, SnapshotBucket, SnapshotLine } from '../../src/shared/sync/wire'
import type { MutationEnvelope } from '../../src/shared/tickets/mutations'
import { speaks } from './app-version'
import type { PlantedBug } from './planted'
import type { Refused } from './refused'
import { bucketOf } from './server'
import type { Senders } from './senders'
import type { PushedHow, Server, ServerState } from './server-types'
import type { World } from './world'

/** A person's standing with the server: token good, device allowed, rights to write. Each can be taken away and comes back. */
export interface Session {
  readonly agentId: string
  isSignedIn(): boolean
  isBlocked(): boolean
  mayWrite(): boolean
  expire(): void
  block(): void
  revoke(): void
  /** Not served for a while, as the app is too old; or met by a server that is too old for the app. */
  isAppTooOld(): boolean
  isServerTooOld(): boolean
  raiseFloor(): void
  meetOldServer(): void
  restore(): void
}

/** A request of the sync protocol, or an upload. */
export interface NetworkRequest {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly body?: string
}

export interface Reply {
  readonly status: number
  readonly body: string
  /** The number that the server says; left out by what is none of ours. */
  readonly protocol?: number
}

export interface FrontDoorParts {
  readonly world: World
  readonly server: Server
  readonly refused: Refused
  readonly senders: Senders
  readonly session: Session
  readonly name: string
  readonly bug: PlantedBug | null
}

const error = (status: number, code: string): Reply => ({
  status,
  body: JSON.stringify({ code, message: code }),
})
const ok = (body: object): Reply => ({ status: 200, body: JSON.stringify(body) })
const PAGE = 7
const FILES = '/v1/attachments/'
const BUCKETS = '/v1/sync/buckets/'

/** What a client says that it has seen. */
const claimOf = ({ searchParams }: URL): Position => ({
  epoch: searchParams.get('epoch') ?? '',
  seq: Number(searchParams.get('seen')),
  proof: searchParams.get('proof') ?? '',
})

function bucketOfState({ tickets, timelines }: ServerState, bucket: number): SnapshotBucket {
  const list = [...tickets.values()].filter(({ number }) => bucketOf(number) === bucket)
  const lists = Object.fromEntries(list.map(({ id }) => [id, timelines.get(id) ?? []]))
  return { line: 'bucket', bucket, tickets: list, timelines: lists }
}

/** What the server does with a request that has reached it. Null: it stopped over it, and nobody answers. */
export function createFrontDoor(parts: FrontDoorParts): (request: NetworkRequest) => Reply | null {
  const { world, server, refused, senders, session, name, bug } = parts
  const dice = world.dice(`front door ${name}`)
  const stamp = () => ({ serverTime: world.now(), durableSeq: server.durableSeq() })

  function push(body: string): Reply | null {
    const { deviceId, epoch, seen, again = [], mutations } = JSON.parse(body) as PushRequest
    senders.note(deviceId, mutations)
    if (body.length > pushLimits.bytes || (mutations.length > 1 && world.strikes('status-413')))
      return error(413, 'too-large')
    if (mutations.length > 1 && world.strikes('status-422')) return error(422, 'unprocessable')
    const status = mutations.map(({ id }) => refused.statusOf(id)).find((each) => each !== null)
    if (status) return error(status, 'refused')
    if (
      epoch !== undefined &&
      (epoch !== server.position().epoch || (seen && server.isRestored({ epoch, ...seen })))
    )
      return decide(deviceId, [], { isBlind: false, isWhole: true, again: new Set() })
    const how = { isBlind: epoch === undefined, again: new Set(again) }
    const isCut = (fault: 'sign-in-expires-midway' | 'server-stops-midway' | 'partial-batch'): boolean =>
      mutations.length > 1 && world.strikes(fault)
    if (isCut('sign-in-expires-midway')) {
      decide(deviceId, begin(mutations), { ...how, isWhole: false })
      session.expire()
      return error(401, 'sign-in-expired')
    }
    if (isCut('server-stops-midway')) {
      decide(deviceId, begin(mutations), { ...how, isWhole: false })
      server.restart()
      return null
    }
    if (world.strikes('server-dies-unheard')) {
      decide(deviceId, mutations, { ...how, isWhole: true })
      server.flush()
      server.restore()
      return null
    }
    return decide(deviceId, isCut('partial-batch') ? begin(mutations) : mutations, { ...how, isWhole: true })
  }

  const begin = (mutations: readonly MutationEnvelope[]): readonly MutationEnvelope[] =>
    mutations.slice(0, dice.whole(mutations.length))

  function decide(
    deviceId: string,
    mutations: readonly MutationEnvelope[],
    how: Omit<PushedHow, 'mayWrite'>,
  ): Reply {
    const { agentId } = session
    const before = server.state().outcomes
    const outcomes = server.push(mutations, agentId, { ...how, mayWrite: session.mayWrite() })
    if (outcomes === 'id-reused') return error(409, 'id-reused')
    for (const outcome of outcomes) {
      const mutation = mutations.find(({ id }) => id === outcome.mutationId)
      const timeline = server.state().timelines.get(mutation?.ticketId ?? '') ?? []
      if (mutation && !before.has(mutation.id))
        senders.checkHeld({ deviceId, agentId, mutation, outcome, timeline })
    }
    world.log(
      `server ${name} ${outcomes.map((each) => `${each.mutationId.slice(-6)}=${each.result}`).join(' ')}`,
    )
    return ok({ outcomes, head: server.position(), ...stamp() })
  }

  function upload(id: string, bytes: string): Reply {
    const status = refused.statusOfFile(id)
    // What stands before the server says so in words of its own.
    if (status === 413) return { status, body: '<h1>Too large</h1>' }
    if (status !== null) return error(status, 'refused')
    if (server.upload(id, bytes) === 'id-reused') return error(409, 'id-reused')
    world.log(`server ${name} has file ${id.slice(-6)}`)
    return ok({ id, name: 'photo.png', mediaType: 'image/png', size: bytes.length })
  }

  function pull(url: URL): Reply {
    if (server.isRestored(claimOf(url))) return error(410, 'cursor-gone')
    const { epoch, seq } = server.position()
    const after = Number(url.searchParams.get('after'))
    const forgetful = bug === 'same-epoch-after-restore'
    if (forgetful && after > seq) return ok({ epoch, after, to: after, head: after, changes: [], ...stamp() })
    if (!forgetful && url.searchParams.get('epoch') !== epoch) return error(410, 'cursor-gone')
    const page = server.pull(after, PAGE)
    if (page === 'gone') {
      world.happened('cursor compacted away')
      return error(410, 'cursor-gone')
    }
    const { to } = page
    let { changes } = page
    if (bug === 'sequence-cursor' || bug === 'page-skips-row') changes = withoutGaps(after, to, changes)
    return ok({ epoch, after, to, head: seq, proof: server.position(to).proof, changes, ...stamp() })
  }

  /** As a client without a join check sees it: what is missing does not show. */
  function withoutGaps(after: number, to: number, changes: readonly { seq: number }[]): never {
    const bySeq = new Map(changes.map((change) => [change.seq, change]))
    const nothing = { kind: 'office', office: server.reference.office }
    return Array.from({ length: to - after }, (_, index) => {
      const seq = after + index + 1
      return bySeq.get(seq) ?? { seq, ...nothing }
    }) as never
  }

  function snapshot(url: URL): Reply {
    const isRestored = server.isRestored(claimOf(url))
    const at = url.searchParams.get('at')
    if (at !== null) {
      const isOfAnother = url.searchParams.get('epoch') !== server.position().epoch
      if (isRestored || isOfAnother || server.pull(Number(at), 1) === 'gone') return error(410, 'cursor-gone')
    }
    const position = server.position(at === null ? undefined : Number(at))
    const state = at === null ? server.state() : server.stateAt(Number(at))
    if (!state) return error(410, 'cursor-gone')
    const { tickets } = state
    const after = Number(url.searchParams.get('after') ?? -1)
    const buckets = [...new Set([...tickets.values()].map(({ number }) => bucketOf(number)))]
      .filter((bucket) => bucket > after)
      .toSorted((a, b) => a - b)
    const lines: SnapshotLine[] = [
      { line: 'start', ...position, ...stamp(), tickets: tickets.size, ...server.reference },
      ...buckets.map((bucket) => bucketOfState(state, bucket)),
      { line: 'end', tickets: tickets.size },
    ]
    return { status: 200, body: lines.map((line) => JSON.stringify(line) + '\n').join('') }
  }

  /** As it was at the client's own position. */
  function bucketAt(url: URL): Reply {
    const at = Number(url.searchParams.get('at'))
    if (server.isRestored(claimOf(url)) || url.searchParams.get('epoch') !== server.position().epoch)
      return error(410, 'cursor-gone')
    const state = server.stateAt(at)
    return state
      ? ok(bucketOfState(state, Number(url.pathname.slice(BUCKETS.length))))
      : error(410, 'cursor-gone')
  }

  return (request) => {
    const reply = answer(request)
    return (
      reply && { ...reply, protocol: session.isServerTooOld() ? speaks.oldestServer - 1 : speaks.version }
    )
  }

  function answer(request: NetworkRequest): Reply | null {
    if (world.strikes('server-restart')) server.restart()
    if (!server.isUp()) return error(503, 'starting')
    if (world.strikes('sign-in-expires')) session.expire()
    if (world.strikes('device-blocked')) session.block()
    if (world.strikes('rights-revoked')) session.revoke()
    if (world.strikes('app-too-old')) session.raiseFloor()
    if (world.strikes('server-too-old')) session.meetOldServer()
    if (session.isAppTooOld()) return error(426, 'update-required')
    if (world.strikes('status-429')) return error(429, 'slow-down')
    if (world.strikes('status-500')) return error(500, 'broken')
    if (!session.isSignedIn()) return error(401, 'sign-in-expired')
    if (session.isBlocked()) return error(403, 'device-blocked')
    if (request.path === '/v1/sync/push') return push(request.body ?? '')
    if (request.path.startsWith(FILES)) return upload(request.path.slice(FILES.length), request.body ?? '')
    const url = new URL(request.path, 'http://server')
    if (url.pathname === '/v1/sync/pull') return pull(url)
    if (url.pathname === '/v1/sync/snapshot') return snapshot(url)
    if (url.pathname.startsWith(BUCKETS)) return bucketAt(url)
    if (request.path === '/v1/sync/checksums')
      return ok({ ...server.position(), buckets: server.checksums() })
    return error(404, 'not-found')
  }
}
