import { z } from 'zod'
import { apiError, session, signInRequest } from '../../shared/sync/wire'
import { endDevices } from './end-devices'
import { signIn } from './sign-in'
import type { ServerContext } from '../context'
import { actorOf } from './actor'
import { identityOf } from './authenticate'
import type { App } from '../http/route'

const me = session.omit({ token: true })
const tags = ['session']

/** Signing in: without a token. */
export function signInRoute(app: App, context: ServerContext): void {
  app.post(
    '/v1/sign-in',
    {
      bodyLimit: 8 * 1024,
      schema: { tags, body: signInRequest, response: { 200: session, '4xx': apiError } },
    },
    (request) => signIn(context, request.body, request.ip),
  )
}

/** Who am I, and signing out. */
export function sessionRoutes(app: App, context: ServerContext): void {
  app.get('/v1/me', { schema: { tags, response: { 200: me } } }, (request) => {
    const { workspaceId, workspaceName, agent } = identityOf(request)
    return Promise.resolve({ workspaceId, workspaceName, agent })
  })

  app.post('/v1/sign-out', { schema: { tags, response: { 200: z.object({}) } } }, async (request) => {
    const actor = actorOf(request)
    await endDevices(context, { by: identityOf(request), address: request.ip }, actor, {
      only: actor.deviceId,
    })
    return {}
  })
}
