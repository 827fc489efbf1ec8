import type { RawAnswer } from '../../src/shared/sync/engine/ports'
import type { PushRequest } from '../../src/shared/sync/wire'
import { newerWords } from './app-version'
import { createFrontDoor } from './front-door'
import type { FrontDoorParts, NetworkRequest, Reply } from './front-door'

/** Who believes any answer asks none for its version: one that every app here works with. */
const believedVersion = 1_000

interface Network {
  /** Null when no answer came. */
  request(request: NetworkRequest): Promise<RawAnswer | null>
}

interface NetworkParts extends FrontDoorParts {
  /** Whether the sender still lives to hear an answer. */
  readonly isAlive: () => boolean
}

const portal: Reply = { status: 200, body: '<html><body>Welcome to the hotel</body></html>' }
const TIMEOUT_MS = 30_000

/** The server as it is reached over a bad network, by one person on one device. */
export function createNetwork(parts: NetworkParts): Network {
  const { world, server, name, bug, isAlive } = parts
  const dice = world.dice(`network ${name}`)
  const serve = createFrontDoor(parts)
  const latency = (): number => dice.between(5, 120)

  /** What is on its way dies with its connection when the server stops: nothing of before a restore comes after it. */
  function arrive(request: NetworkRequest, starts: number): Reply | null {
    return server.starts() === starts ? serve(request) : null
  }

  function toRaw({ status, body, protocol }: Reply): RawAnswer {
    const isCut = world.strikes('answer-cut')
    const text = isCut ? body.slice(0, dice.whole(body.length)) : body
    return {
      status,
      contentType: body.startsWith('<') ? 'text/html' : 'application/json',
      retryAfterMs: status === 429 ? 2000 : null,
      protocol: protocol ?? null,
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
        const starts = server.starts()
        if (world.strikes('portal-page')) {
          toCaller(latency(), toRaw(bug === 'portal-believed' ? believed(sent) : portal))
          return
        }
        if (world.strikes('request-lost')) {
          toCaller(TIMEOUT_MS, null)
          return
        }
        if (sent.method === 'PUT' && world.strikes('upload-cut')) {
          const came = sent.body?.slice(0, dice.whole(sent.body.length))
          if (bug === 'upload-kept-cut') arrive({ ...sent, body: came ?? '' }, starts)
          toCaller(TIMEOUT_MS, null)
          return
        }
        if (world.strikes('request-overtaken')) {
          world.at(dice.between(TIMEOUT_MS, 20 * TIMEOUT_MS), () => arrive(sent, starts))
          toCaller(TIMEOUT_MS, null)
          return
        }
        if (world.strikes('request-twice')) world.at(dice.between(100, 60_000), () => arrive(sent, starts))
        world.at(latency() + (world.strikes('request-late') ? dice.between(1000, 20_000) : 0), () => {
          const reply = arrive(sent, starts)
          if (reply === null || world.strikes('answer-lost')) toCaller(TIMEOUT_MS, null)
          else
            world.at(latency(), () => {
              if (isAlive()) resolve(server.starts() === starts ? toRaw(answerByBug(sent, reply)) : null)
            })
        })
      }),
  }

  function changedByBug(request: NetworkRequest): NetworkRequest {
    if (bug === 'proof-not-shown')
      return { ...request, path: request.path.replace(/&proof=.*/, ''), ...without('seen', request) }
    if (request.path !== '/v1/sync/push') return request
    if (bug === 'again-not-said') return { ...request, ...without('again', request) }
    if (bug === 'proof-not-pushed') return { ...request, ...without('seen', request) }
    if (bug !== 'new-id-each-time' && bug !== 'batch-reversed') return request
    const push = JSON.parse(request.body ?? '') as PushRequest
    const mutations =
      bug === 'batch-reversed'
        ? push.mutations.toReversed()
        : push.mutations.map((each) => ({ ...each, id: dice.uuid() }))
    return { ...request, body: JSON.stringify({ ...push, mutations }) }
  }

  function without(part: 'seen' | 'again', { path, body }: NetworkRequest): Pick<NetworkRequest, 'body'> {
    if (path !== '/v1/sync/push') return {}
    return { body: JSON.stringify({ ...(JSON.parse(body ?? '') as PushRequest), [part]: undefined }) }
  }

  /** What a careless client makes of the refusal of a batch: trouble of the network, or every part of it refused. */
  function answerByBug({ path, body }: NetworkRequest, reply: Reply): Reply {
    if (bug === 'too-old-blamed' && path === '/v1/sync/push' && reply.status === 426)
      return { ...outcomesOf(body, 'rejected'), protocol: reply.protocol }
    const isNewer = newerWords.some((word) => reply.body.includes(word))
    if (bug === 'unknown-unread' && path.startsWith('/v1/sync/pull') && isNewer) return portal
    const isRefusal = path === '/v1/sync/push' && [409, 413, 422].includes(reply.status)
    if (isRefusal && bug === 'batch-never-split') return { ...reply, status: 500 }
    if (isRefusal && bug === 'batch-blamed') return outcomesOf(body, 'rejected')
    return reply
  }

  /** What a client makes of any status 200, when it does not look at the body. */
  function believed({ path, body }: NetworkRequest): Reply {
    return path === '/v1/sync/push' ? { ...outcomesOf(body, 'applied'), protocol: believedVersion } : portal
  }

  function outcomesOf(body: string | undefined, result: 'applied' | 'rejected'): Reply {
    const { mutations } = JSON.parse(body ?? '') as PushRequest
    const reason = result === 'rejected' ? { code: 'refused', message: 'refused' } : null
    const outcomes = mutations.map(({ id }) => ({ mutationId: id, result, seq: null, reason }))
    const head = { epoch: server.position().epoch, seq: 0 }
    const answer = { outcomes, head, serverTime: world.now(), durableSeq: server.durableSeq() }
    return { status: 200, body: JSON.stringify(answer) }
  }
}
