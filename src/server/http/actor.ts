import type { FastifyRequest } from 'fastify'
import type { Actor } from '../audit/audit'
import { identityOf } from './authenticate'

/** Who makes this request, as the audit trail tells it. Only for routes after `requireSignIn`. */
export function actorOf(
  request: FastifyRequest,
): Actor & { readonly agentId: string; readonly deviceId: string } {
  const { workspaceId, agent, deviceId } = identityOf(request)
  return { workspaceId, agentId: agent.id, deviceId, address: request.ip }
}
