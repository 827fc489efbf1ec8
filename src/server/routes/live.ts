import type { FastifyReply } from 'fastify'
import type { OutgoingHttpHeaders } from 'node:http'
import type { LiveHead, Position } from '../../shared/sync/wire'
import { isSignedIn } from '../accounts/devices'
import type { ServerContext } from '../context'
import { durableUpTo } from '../context'
import { identityOf } from '../http/authenticate'
import type { App } from '../http/route'
import { readHead } from '../sync/head'

const heartbeatMs = 12_000
/** So many heartbeats between two looks at whether the sign-in still holds. */
const beatsPerLook = 5
/** A client that reads this far behind has its connection ended: it will pull when it comes back. */
const mostUnsentBytes = 64 * 1024

/** GET /v1/sync/live: server-sent events that say how far the log is, nothing more. */
export function liveRoutes(app: App, context: ServerContext): void {
  const streams = new Set<FastifyReply['raw']>()
  app.addHook('preClose', () => {
    for (const stream of streams) stream.end()
  })

  // HEAD would be answered by a stream that never ends.
  app.get('/v1/sync/live', { exposeHeadRoute: false, schema: { tags: ['sync'] } }, async (request, reply) => {
    const { workspaceId, deviceId } = identityOf(request)
    let head: Position = await readHead(context.database.queries, workspaceId)
    reply.hijack()
    const stream = reply.raw
    streams.add(stream)
    stream.writeHead(200, {
      ...(reply.getHeaders() as OutgoingHttpHeaders),
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    const tell = () => {
      if (stream.writableLength > mostUnsentBytes) stream.destroy()
      else stream.write(`event: head\ndata: ${JSON.stringify(liveHead(context, workspaceId, head))}\n\n`)
    }
    const stop = context.heads.listen(workspaceId, (newer) => {
      if (newer.epoch === head.epoch && newer.seq <= head.seq) return
      head = newer
      tell()
    })
    let beats = 0
    const heartbeat = setInterval(() => {
      tell()
      if (++beats % beatsPerLook === 0) void endWhenSignedOut(context, workspaceId, deviceId, stream)
    }, heartbeatMs)
    stream.on('close', () => {
      stop()
      clearInterval(heartbeat)
      streams.delete(stream)
    })
    tell()
  })
}

/** A client whose sign-in ended is let go: its next request tells it why. */
async function endWhenSignedOut(
  { database, now }: ServerContext,
  workspaceId: string,
  deviceId: string,
  stream: FastifyReply['raw'],
): Promise<void> {
  const holds = await isSignedIn(database.queries, workspaceId, deviceId, now()).catch(() => true)
  if (!holds) stream.end()
}

const liveHead = (context: ServerContext, workspaceId: string, { epoch, seq }: Position): LiveHead => ({
  epoch,
  head: seq,
  serverTime: context.now(),
  durableSeq: durableUpTo(context, workspaceId, seq),
})
