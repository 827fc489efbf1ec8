import type { FastifyInstance } from 'fastify'
import type { ServerResponse } from 'node:http'

export interface ReaderPatience {
  /** For how long (ms) a client may take not one byte of its answer. */
  readonly stallMs: number
  /** For how long (ms) an answer that is under way when the server stops may still be read. */
  readonly stopMs: number
}

export const usualPatience: ReaderPatience = { stallMs: 60_000, stopMs: 5_000 }

/**
 * Hangs up on clients that do not read their answers: what is made for them stays in memory, and a server that stops would wait
 * for them for ever. Live streams see to that themselves (`sync/live-routes.ts`).
 */
export function hangUpOnSlowReaders(app: FastifyInstance, { stallMs, stopMs }: ReaderPatience): void {
  const underWay = new Set<ServerResponse>()
  let isStopping = false

  function hangUpSoon(answer: ServerResponse): void {
    const timer = setTimeout(() => answer.destroy(), stopMs)
    answer.once('close', () => clearTimeout(timer))
  }

  app.addHook('onSend', (_request, reply, payload, done) => {
    const answer = reply.raw
    underWay.add(answer)
    answer.once('close', () => underWay.delete(answer))
    // Node counts a part of a large write that was taken as a sign of life.
    answer.setTimeout(stallMs, () => answer.destroy())
    if (isStopping) hangUpSoon(answer)
    done(null, payload)
  })
  app.addHook('preClose', (done) => {
    isStopping = true
    for (const answer of underWay) hangUpSoon(answer)
    done()
  })
}
