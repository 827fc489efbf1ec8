import { lockAgents } from './agents'
import { actorOf, writeAudit } from './audit'
import type { ServerContext } from '../context'
import { writeTransaction } from '../db/database'
import type { DeviceChoice, DeviceOwner } from './devices'
import { removeDevices } from './devices'
import { holdRight } from './hold-right'
import type { Identity } from './identity'
import { forgetOrigins } from './known-origins'

/**
 * Signs an agent out on some devices, for good: it is on disk when this returns. Returns on how many. A device that was ended
 * from elsewhere may be lost or stolen, and is a stranger from then on; one that signs itself out stays known.
 */
export async function endDevices(
  context: ServerContext,
  { by, address }: { readonly by: Identity; readonly address: string },
  { workspaceId, agentId }: DeviceOwner,
  choice: DeviceChoice,
): Promise<number> {
  const owner = { workspaceId, agentId }
  const actor = actorOf(by, address)
  const ended = await writeTransaction(context.database, async (queries) => {
    // A sign-in under way is either seen here or begins afterwards.
    await lockAgents(queries, workspaceId, [agentId, by.agent.id])
    await holdRight(queries, by, context.now())
    const devices = await removeDevices(queries, owner, choice, 'ended-elsewhere')
    const lost = devices.filter(({ id }) => id !== actor.deviceId)
    await forgetOrigins(queries, owner, { devices: lost.flatMap(({ clientId }) => clientId ?? []) })
    for (const { id, name } of devices)
      await writeAudit(queries, context, actor, {
        action: 'device.ended',
        subject: agentId,
        before: { deviceId: id, name },
      })
    return devices.length
  })
  if (ended === 0) return 0
  context.identities.forget()
  await context.journal?.settle()
  return ended
}
