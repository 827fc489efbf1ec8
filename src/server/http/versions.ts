import type { FastifyInstance } from 'fastify'
import { answerHeaders, protocol, protocolHeader, protocolOf } from '../../shared/sync/protocol-version'
import type { ServerContext } from '../context'
import { Refused } from '../refused'

/**
 * Every answer of `app` says which protocol this server speaks and the oldest that it serves; a client below that is refused
 * with 426 `update-required`. A request without a number is of version 1. No `Upgrade` header goes with it: it would name
 * another protocol of the connection, and a proxy that speaks HTTP/2 must not pass it on.
 */
export function agreeOnVersions(app: FastifyInstance, oldestClient: number = protocol.oldestClient): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(answerHeaders(oldestClient))
    const version = protocolOf(request.headers[protocolHeader]?.toString()) ?? 1
    if (version < oldestClient)
      throw new Refused(
        'update-required',
        'This app is too old for the server: update it. What waits on your device is kept and sent after the update.',
      )
  })
}

/** No work is taken once a newer server has changed the tables beyond what this one understands: others do it. */
export function requireKnownTables(app: FastifyInstance, { schemaFloor }: ServerContext): void {
  app.addHook('onRequest', async () => {
    await schemaFloor.require()
  })
}
