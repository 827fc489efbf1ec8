import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { deviceList, devicesEnded } from '../../shared/sync/account-wire'
import { apiError } from '../../shared/sync/wire'
import { uuid } from '../../shared/tickets/values'
import { endDevices } from './end-devices'
import type { DeviceOwner } from './devices'
import { listDevices } from './devices'
import type { Identity } from './identity'
import { findAgent } from './agents'
import type { ServerContext } from '../context'
import { actorOf } from './actor'
import { identityOf, identityWithRole } from './authenticate'
import { notFound } from '../refused'
import type { App } from '../http/route'

const tags = ['devices']
const byId = z.object({ id: uuid })
const answer = { 200: devicesEnded, '4xx': apiError }

/** Where an agent is signed in. Everybody sees and ends their own sign-ins, an administrator those of all agents. */
export function deviceRoutes(app: App, context: ServerContext): void {
  const { database, now, accounts } = context

  async function listOf(request: FastifyRequest, owner: DeviceOwner): Promise<z.infer<typeof deviceList>> {
    const { deviceId } = identityOf(request)
    const times = { now: now(), idleMs: accounts.idleMs }
    const devices = await listDevices(database.reading, owner, times)
    return { devices: devices.map((device) => ({ ...device, isThis: device.id === deviceId })) }
  }

  async function agentNamed(request: FastifyRequest<{ Params: { id: string } }>): Promise<DeviceOwner> {
    const { workspaceId } = administrator(request)
    const found = await findAgent(database.reading, workspaceId, request.params.id)
    if (!found) throw notFound('agent')
    return { workspaceId, agentId: found.id }
  }

  const administrator = (request: FastifyRequest): Identity => identityWithRole(request, 'administrator')
  const chief = (request: FastifyRequest) => ({ by: administrator(request), address: request.ip })
  const oneself = (request: FastifyRequest) => ({ by: identityOf(request), address: request.ip })

  app.get('/v1/devices', { schema: { tags, response: { 200: deviceList } } }, (request) =>
    listOf(request, actorOf(request)),
  )

  app.delete('/v1/devices/:id', { schema: { tags, params: byId, response: answer } }, async (request) => {
    const actor = actorOf(request)
    const ended = await endDevices(context, oneself(request), actor, { only: request.params.id })
    if (ended === 0) throw notFound('device')
    return { devicesEnded: ended }
  })

  app.post('/v1/devices/end-others', { schema: { tags, response: answer } }, async (request) => {
    const actor = actorOf(request)
    return { devicesEnded: await endDevices(context, oneself(request), actor, { allBut: actor.deviceId }) }
  })

  app.get(
    '/v1/agents/:id/devices',
    { schema: { tags, params: byId, response: { 200: deviceList, '4xx': apiError } } },
    async (request) => listOf(request, await agentNamed(request)),
  )

  app.delete(
    '/v1/agents/:id/devices',
    { schema: { tags, params: byId, response: answer } },
    async (request) => ({
      devicesEnded: await endDevices(context, chief(request), await agentNamed(request), 'all'),
    }),
  )

  app.delete(
    '/v1/agents/:id/devices/:deviceId',
    { schema: { tags, params: byId.extend({ deviceId: uuid }), response: answer } },
    async (request) => {
      const owner = await agentNamed(request)
      const ended = await endDevices(context, chief(request), owner, { only: request.params.deviceId })
      if (ended === 0) throw notFound('device')
      return { devicesEnded: ended }
    },
  )
}
