import type { FastifyInstance } from 'fastify'

/**
 * Says once when a proxy that is not trusted names the caller of a request: all who come through it then count as one address,
 * and one stranger's wrong passwords slow all of them.
 */
export function warnOfUntrustedProxy(app: FastifyInstance): void {
  let warned = false
  app.addHook('onRequest', (request, _reply, done) => {
    // With a trusted proxy there are two addresses at least: its own, and the one that it names.
    if (!warned && request.headers['x-forwarded-for'] !== undefined && (request.ips?.length ?? 1) < 2) {
      warned = true
      request.log.warn(
        { proxy: request.socket.remoteAddress },
        'X-Forwarded-For comes from a proxy that is not trusted: name it with --trust-proxy, or nobody is told apart behind it',
      )
    }
    done()
  })
}
