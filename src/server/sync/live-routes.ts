import type { FastifyReply } from 'fastify'
import type { OutgoingHttpHeaders } from 'node:http'
import type { LiveHead, Position } from '../../shared/sync/wire'
import type { ServerContext } from '../context'
import { durableUpTo } from '../context'
import { identityOf } from '../accounts/authenticate'
import type { App } from '../http/route'
import { readHead } from './log/head'

export const usualHeartbeatMs = 12_000
/** A client that reads this far behind has its connection ended: it will pull when it comes back. */
const mostUnsentBytes = 64 * 1024

/** GET /v1/sync/live: server-sent events that say how far the log is, nothing more. */
export function liveRoutes(app: App, context: ServerContext, heartbeatMs: number): void {
  const streams = new Set<FastifyReply['raw']>()
  app.addHook('preClose', () => {
    for (const stream of streams) end(stream)
  })

  // HEAD would be answered by a stream that never ends.
  app.get('/v1/sync/live', { exposeHeadRoute: false, schema: { tags: ['sync'] } }, async (request, reply) => {
    const { workspaceId, deviceId } = identityOf(request)
    let head: Position = await readHead(context.database.reading, workspaceId)
    reply.hijack()
    const stream = reply.raw
    // A client that hung up meanwhile: its `close` has been, so nothing that begins here would ever end.
    if (stream.destroyed) return
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
    // A client whose sign-in ended is let go: its next request tells it why.
    const unfollow = context.signIns.follow({ workspaceId, deviceId }, () => end(stream))
    const heartbeat = setInterval(tell, heartbeatMs)
    stream.on('close', () => {
      stop()
      unfollow()
      clearInterval(heartbeat)
      streams.delete(stream)
    })
    tell()
  })
}

/** Ends a stream for good: one whose client no longer reads would never have said all of what waits. */
function end(stream: FastifyReply['raw']): void {
  if (stream.writableLength > 0) stream.destroy()
  else stream.end()
}

const liveHead = (context: ServerContext, workspaceId: string, { epoch, seq }: Position): LiveHead => ({
  epoch,
  head: seq,
  serverTime: context.now(),
  durableSeq: durableUpTo(context, workspaceId, seq),
})
