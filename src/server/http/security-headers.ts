import type { FastifyInstance } from 'fastify'

/**
 * What every answer says to a browser: nothing here is a page, nothing is guessed, framed, or read by another site. Whoever
 * answers with a page of its own sets another policy for that page (`operations/documentation.ts`).
 */
export const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const

/** Two years, as browsers' own lists of such hosts ask. */
const httpsOnly = 'max-age=63072000'

/**
 * Puts the headers on every answer before anything else touches it: also on those that never reach a route, that a stream
 * writes by itself, and that are given while the server stops. Where the request came by https, which a trusted proxy says, the
 * browser is told to come by https only.
 */
export function sendSecurityHeaders(app: FastifyInstance): void {
  app.server.prependListener('request', (_request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
  })
  // What a caller expects beyond HTTP itself is passed over; Node would answer by itself, without headers.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response))
  app.addHook('onRequest', (request, reply, done) => {
    if (request.protocol === 'https') reply.raw.setHeader('strict-transport-security', httpsOnly)
    done()
  })
}
