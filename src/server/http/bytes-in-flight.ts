import type { onRequestHookHandler } from 'fastify'
import { Refused } from '../refused'

/**
 * Refuses a request for now when the bodies that are being received would be more than `limit` bytes together. One counts from
 * its head until it is answered, by the length that it says; by `unsaid` when it says none. The body of a refused one is not kept.
 */
export function limitBytesInFlight(limit: number, unsaid: number): onRequestHookHandler {
  let inFlight = 0
  return (request, reply, done) => {
    const length = Number(request.headers['content-length'] ?? unsaid)
    if (inFlight > 0 && inFlight + length > limit) {
      done(busy())
      return
    }
    inFlight += length
    reply.raw.once('close', () => (inFlight -= length))
    done()
  }
}

const busy = (): Refused =>
  new Refused(
    'too-busy',
    'The server is receiving many files at this moment. This one is kept and sent again in a few seconds.',
    { retryAfterSeconds: 5 },
  )
