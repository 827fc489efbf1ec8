import { Readable } from 'node:stream'
import { createGzip, constants } from 'node:zlib'
import { z } from 'zod'
import {
  apiError,
  checksums,
  pullResponse,
  pushLimits,
  pushRequest,
  pushResponse,
} from '../../shared/sync/wire'
import type { Position } from '../../shared/sync/wire'
import { pushBodyBytes } from '../../shared/sync/wire-size'
import { uuid } from '../../shared/tickets/values'
import type { ServerContext } from '../context'
import { identityOf } from '../accounts/authenticate'
import { isLoopback } from '../http/is-local'
import { createPlaces } from '../http/places'
import { Refused } from '../refused'
import type { App } from '../http/route'
import { readChecksums } from './log/checksums'
import { createPull } from './log/pull'
import { push } from './push/push'
import { bucketAt, refuseRest, snapshotLines } from './log/snapshot'
import type { SnapshotRest } from './log/snapshot'

const bucketParams = z.object({ bucket: z.coerce.number().int().min(0).max(2_000_000) })
/** What the client has a proof of. */
const claim = {
  seen: z.coerce.number().int().nonnegative().optional(),
  proof: z.string().max(100).optional(),
}
const pullQuery = z.object({
  epoch: uuid,
  after: z.coerce.number().int().nonnegative(),
  limit: z.coerce.number().int().min(1).max(2000).default(500),
  ...claim,
})
const bucketQuery = z.object({ epoch: uuid, at: z.coerce.number().int().nonnegative(), ...claim })
const snapshotQuery = z.object({
  epoch: uuid.optional(),
  at: z.coerce.number().int().nonnegative().optional(),
  after: z.coerce.number().int().min(-1).max(2_000_000).optional(),
  ...claim,
})

/** Of each, some buckets are in memory while a client reads: tens of megabytes where tickets are long. */
const snapshotsAtOnce = { all: 8, each: 2 }

/** Null when the client shows none. */
const claimedBy = ({
  epoch,
  seen,
  proof,
}: Pick<z.infer<typeof snapshotQuery>, 'epoch' | 'seen' | 'proof'>): Position | null =>
  epoch === undefined || seen === undefined ? null : { epoch, seq: seen, proof }

/** Where the client's snapshot goes on; null when it wants all of one. */
const restOf = ({ epoch, at, after }: z.infer<typeof snapshotQuery>): SnapshotRest | null =>
  epoch === undefined || at === undefined || after === undefined
    ? null
    : { at: { epoch, seq: at }, afterBucket: after }

/** The sync endpoints: see `src/shared/sync/wire.ts` for what they say. */
export function syncRoutes(app: App, context: ServerContext): void {
  const tags = ['sync']
  const pull = createPull(context)
  const snapshots = createPlaces(snapshotsAtOnce)
  app.post(
    '/v1/sync/push',
    {
      bodyLimit: pushBodyBytes,
      preValidation: refuseLongBatch,
      schema: { tags, body: pushRequest, response: { 200: pushResponse, '4xx': apiError } },
    },
    (request) => push(context, identityOf(request), request.body),
  )

  app.get(
    '/v1/sync/pull',
    { schema: { tags, querystring: pullQuery, response: { 200: pullResponse, '4xx': apiError } } },
    async (request, reply) => {
      const page = await pull(identityOf(request), request.query)
      return reply
        .serializer(asWritten)
        .type('application/json')
        .send(page as never)
    },
  )

  app.get(
    '/v1/sync/snapshot',
    { exposeHeadRoute: false, schema: { tags, querystring: snapshotQuery } },
    async (request, reply) => {
      const { workspaceId, deviceId } = identityOf(request)
      const leave = snapshots.take(deviceId)
      if (!leave)
        throw new Refused(
          'too-busy',
          'The server is giving out many snapshots at this moment. Try again in a few seconds.',
          { retryAfterSeconds: 5 },
        )
      reply.raw.once('close', leave)
      const seen = claimedBy(request.query)
      const rest = restOf(request.query)
      if (rest) await refuseRest(context, workspaceId, rest, seen)
      const lines = Readable.from(snapshotLines(context, workspaceId, seen, rest))
      void reply.type('application/x-ndjson')
      if (!worthPacking(request)) return reply.send(lines)
      const packed = createGzip({ level: constants.Z_BEST_SPEED })
      lines.on('error', (error) => packed.destroy(error))
      // A client that hangs up ends what it asked for, not only its packing.
      packed.on('close', () => lines.destroy())
      return reply.header('content-encoding', 'gzip').send(lines.pipe(packed))
    },
  )

  app.get(
    '/v1/sync/buckets/:bucket',
    { schema: { tags, params: bucketParams, querystring: bucketQuery, response: { '4xx': apiError } } },
    async (request, reply) => {
      const { workspaceId } = identityOf(request)
      const { epoch, at } = request.query
      const claimed = claimedBy(request.query)
      const line = await bucketAt(context, workspaceId, request.params.bucket, { epoch, seq: at }, claimed)
      return reply
        .serializer(asWritten)
        .type('application/json')
        .send(line as never)
    },
  )

  app.get('/v1/sync/checksums', { schema: { tags, response: { 200: checksums } } }, (request) =>
    readChecksums(context.database, identityOf(request).workspaceId),
  )
}

/** More than a batch may hold is 413, as a body that is too large is: the client halves it and sends again. */
const refuseLongBatch = (request: { readonly body: unknown }): Promise<void> => {
  const { mutations } = (request.body ?? {}) as { readonly mutations?: unknown }
  return Array.isArray(mutations) && mutations.length > pushLimits.mutations
    ? Promise.reject(new Refused('too-large', `Send at most ${pushLimits.mutations} mutations at once.`))
    : Promise.resolve()
}

const asWritten = (payload: unknown): string => String(payload)

/** On this machine itself, packing costs more time than it saves. */
const worthPacking = (request: {
  readonly ip: string
  readonly headers: { readonly 'accept-encoding'?: unknown }
}): boolean => !isLoopback(request) && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
