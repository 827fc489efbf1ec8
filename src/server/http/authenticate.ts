import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Identity } from '../accounts/identity'
import type { ServerContext } from '../context'
import type { Role } from '../../shared/tickets/people'
import { Refused } from './refused'

const identities = new WeakMap<FastifyRequest, Identity>()

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
  { identities: known }: ServerContext,
  { tokenOf, challenge, missing }: TokenRule,
): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    const token = tokenOf(request)
    if (!token || !/^[\w-]{20,200}$/.test(token))
      throw new Refused(401, 'signed-out', missing, undefined, challenge)
    const identity = await (request.method === 'GET' ? known.recall(token) : known.look(token))
    if (!identity)
      throw new Refused(
        401,
        'sign-in-expired',
        'Your sign-in has ended. Sign in again.',
        undefined,
        challenge,
      )
    identities.set(request, identity)
  })
}

/** Who makes this request. Only for routes after `requireSignIn`. */
export function identityOf(request: FastifyRequest): Identity {
  const identity = identities.get(request)
  if (!identity) throw new Refused(401, 'signed-out', 'Sign in first.')
  return identity
}

/** As `identityOf`, and refuses with 403 `not-allowed` whoever has none of these roles. */
export function identityWithRole(request: FastifyRequest, ...roles: readonly Role[]): Identity {
  const identity = identityOf(request)
  if (!roles.includes(identity.agent.role))
    throw new Refused(403, 'not-allowed', 'Your role does not allow this. Ask an administrator.')
  return identity
}
