import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { whyEnded } from './ended-sign-ins'
import type { Identity } from './identity'
import type { ServerContext } from '../context'
import type { Role } from '../../shared/tickets/people'
import { notAllowed, Refused, signInExpired } from '../refused'

interface Authenticated {
  readonly identity: Identity
  /** When the token was looked at, as `performance.now` counts. */
  readonly lookedAt: number
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null until the token was looked at, and for routes that need none. */
    authenticated: Authenticated | null
  }
}

/** For so long (ms) a look before the body counts after it; each write looks once more, in its transaction (`holdRight`). */
const lookCountsMs = 250

/** Where requests carry their token, and what is said to those without one. */
interface TokenRule {
  readonly tokenOf: (request: FastifyRequest) => string | undefined
  /** Headers of every 401, so that a browser asks its person. */
  readonly challenge: Readonly<Record<string, string>>
  /** The sentence for who sent none. */
  readonly missing: string
}

const bearer: TokenRule = {
  tokenOf: ({ headers }) => /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1],
  challenge: {},
  missing: 'Sign in first.',
}

/** From here on, every route of `app` needs a token: `Authorization: Bearer …`. What only reads may be known from a moment ago. */
export const requireSignIn = (app: FastifyInstance, context: ServerContext): void =>
  requireToken(app, context, bearer)

/** As `requireSignIn`, for routes to which the token comes in another way too. */
export function requireToken(
  app: FastifyInstance,
  { identities, database }: ServerContext,
  { tokenOf, challenge, missing }: TokenRule,
): void {
  const ended = async (reply: FastifyReply, token: string): Promise<Refused> => {
    void reply.headers(challenge)
    return signInExpired(await whyEnded(database.reading, token))
  }
  app.decorateRequest('authenticated', null)
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    const token = tokenOf(request)
    if (!token || !/^[\w-]{20,200}$/.test(token)) {
      void reply.headers(challenge)
      throw new Refused('signed-out', missing)
    }
    const identity = await (request.method === 'GET' ? identities.recall(token) : identities.look(token))
    if (!identity) throw await ended(reply, token)
    request.authenticated = { identity, lookedAt: performance.now() }
  })
  // A body may take minutes to come: nothing is made of it for whom it no longer is.
  app.addHook('preHandler', async (request, reply) => {
    const { lookedAt } = request.authenticated ?? { lookedAt: -Infinity }
    if (request.method === 'GET' || performance.now() - lookedAt < lookCountsMs) return
    const token = tokenOf(request) ?? ''
    const identity = await identities.look(token)
    if (!identity) throw await ended(reply, token)
    request.authenticated = { identity, lookedAt: performance.now() }
  })
}

/** Who makes this request. Only for routes after `requireSignIn`. */
export function identityOf(request: FastifyRequest): Identity {
  const { authenticated } = request
  if (!authenticated) throw new Refused('signed-out', 'Sign in first.')
  return authenticated.identity
}

/** As `identityOf`, and refuses with 403 `not-allowed` whoever has none of these roles; what is written for them looks again. */
export function identityWithRole(request: FastifyRequest, ...roles: readonly Role[]): Identity {
  const identity = identityOf(request)
  if (!roles.includes(identity.agent.role)) throw notAllowed()
  return { ...identity, needs: roles }
}
