import type { FastifyRequest } from 'fastify'
import { actorOf as actorOfIdentity } from './audit'
import { identityOf } from './authenticate'

/** Who makes this request, as the audit trail tells it. Only for routes after `requireSignIn`. */
export const actorOf = (request: FastifyRequest): ReturnType<typeof actorOfIdentity> =>
  actorOfIdentity(identityOf(request), request.ip)
