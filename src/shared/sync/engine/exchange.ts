import { receivedBucket, receivedPage } from '../received'
import type { ReceivedBucket, ReceivedPage } from '../received'
import type { Speaks } from '../protocol-version'
import { checksums, pushResponse } from '../wire'
import type { Checksums, Position, PushRequest, PushResponse } from '../wire'
import { bodyOf, failureOf, readAnswer, tooOldServer, unreadable } from './answer'
import type { Answer } from './answer'
import type { Clock, PartialSnapshot, Transport, TransportRequest } from './ports'
import type { ServerTime } from './server-time'

export type Failure = Exclude<Answer<never>, { kind: 'ok' }>

interface Span {
  readonly sentAt: number
  readonly receivedAt: number
}
type StreamAnswer =
  | ({
      readonly kind: 'ok'
      readonly lines: AsyncIterable<string>
      /** What it means should a whole line be none that this version can read. */
      readonly unreadable: Failure
    } & Span)
  | Failure

/** The requests of the sync protocol, each with its answer checked. Server time is learned from all of them. */
export interface Exchange {
  push(request: PushRequest): Promise<Answer<PushResponse>>
  /** `seen`: the furthest position of this epoch that the server vouched for; `changes`: as many at most. */
  pull(from: Position, seen: Position | null, changes?: number): Promise<Answer<ReceivedPage>>
  checksums(): Promise<Answer<Checksums>>
  /** A bucket as of that position. `seen` as in a pull. */
  bucket(bucket: number, at: Position, seen: Position | null): Promise<Answer<ReceivedBucket>>
  /** `seen` as with a pull; null when nothing is known of any log. `partial`: what is here already of one that broke off. */
  snapshot(seen: Position | null, partial: PartialSnapshot | null): Promise<StreamAnswer>
  /** Takes the server's time stamp of an answer that was read elsewhere. */
  learn(serverTime: number, span: Span): void
}

const PAGE_CHANGES = 500

const claimOf = (seen: Position | null): string =>
  seen?.proof ? `&seen=${seen.seq}&proof=${encodeURIComponent(seen.proof)}` : ''

interface ExchangeParts {
  readonly time: ServerTime
  readonly speaks: Speaks
  readonly onContact: (serverTime: number) => void
}

export function createExchange(
  transport: Transport,
  clock: Clock,
  { time, speaks, onContact }: ExchangeParts,
): Exchange {
  function learn(serverTime: number, { sentAt, receivedAt }: Span): void {
    time.learn(serverTime, sentAt, receivedAt, clock.wall())
    onContact(serverTime)
  }

  /** Asks for what has no time stamp. */
  const askPlainly = async <T>(
    path: string,
    schema: Parameters<typeof readAnswer<T>>[1],
  ): Promise<Answer<T>> => readAnswer(await transport.request({ method: 'GET', path }), schema, speaks)

  async function ask<T extends { readonly serverTime: number }>(
    request: TransportRequest,
    schema: Parameters<typeof readAnswer<T>>[1],
  ): Promise<Answer<T>> {
    const sentAt = clock.monotonic()
    const answer = await readAnswer(await transport.request(request), schema, speaks)
    if (answer.kind === 'ok') learn(answer.body.serverTime, { sentAt, receivedAt: clock.monotonic() })
    return answer
  }

  return {
    learn,
    push: (request) =>
      ask({ method: 'POST', path: '/v1/sync/push', body: JSON.stringify(request) }, pushResponse),
    pull: ({ epoch, seq }, seen, changes = PAGE_CHANGES) =>
      ask(
        {
          method: 'GET',
          path: `/v1/sync/pull?epoch=${epoch}&after=${seq}&limit=${changes}${claimOf(seen)}`,
        },
        receivedPage,
      ),
    checksums: () => askPlainly('/v1/sync/checksums', checksums),
    bucket: (bucket, { epoch, seq }, seen) =>
      askPlainly(`/v1/sync/buckets/${bucket}?epoch=${epoch}&at=${seq}${claimOf(seen)}`, receivedBucket),
    async snapshot(seen, partial) {
      const sentAt = clock.monotonic()
      const epoch = partial?.position.epoch ?? seen?.epoch
      const rest = partial ? `&at=${partial.position.seq}&after=${partial.lastBucket}` : ''
      const query = epoch ? `?epoch=${epoch}${claimOf(seen)}${rest}` : ''
      const raw = await transport.request({ method: 'GET', path: `/v1/sync/snapshot${query}` })
      if (!raw) return { kind: 'offline' }
      if (raw.status !== 200) return failureOf(raw, await bodyOf(raw), speaks)
      return (
        tooOldServer(raw, speaks) ?? {
          kind: 'ok',
          lines: raw.lines(),
          unreadable: unreadable(raw, speaks),
          sentAt,
          receivedAt: clock.monotonic(),
        }
      )
    },
  }
}
