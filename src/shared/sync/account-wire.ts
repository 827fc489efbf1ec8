import { z } from 'zod'
import { office } from '../tickets/people'
import { instant, text, uuid } from '../tickets/values'

/** What client and server say to each other about accounts: passwords, devices, the audit trail. */

/** `details` of 409 `choose-workspace`: sign in again with one of their ids. Only told to who knows the password. */
export const workspaceChoices = z.object({
  workspaces: z.array(z.object({ id: uuid, name: text(200) })).max(20),
})
export type WorkspaceChoices = z.infer<typeof workspaceChoices>

/** GET /v1/devices, GET /v1/agents/:id/devices: sign-ins that hold, the last used first. */
export const deviceList = z.object({
  devices: z.array(
    z.object({
      id: uuid,
      name: text(200),
      createdAt: instant,
      /** To within an hour. */
      lastUsedAt: instant,
      /** The one that asks. */
      isThis: z.boolean(),
    }),
  ),
})
export type DeviceList = z.infer<typeof deviceList>

/** Why a sign-in was ended before its time. */
export const signInEnd = z.enum(['password-changed', 'account-closed', 'ended-elsewhere'])
export type SignInEnd = z.infer<typeof signInEnd>

/** `details` of 401 `sign-in-expired`, where the server knows more than that. */
export const signInEnded = z.object({ reason: signInEnd })

/** The answer of whatever ends sign-ins. */
export const devicesEnded = z.object({ devicesEnded: z.number().int().nonnegative() })

/** PUT /v1/password: one's own; other devices are signed out. */
export const ownPassword = z.object({ present: text(1000), next: text(1000) })

/** POST /v1/forgotten-password (no token): always answers the same, whoever has the address or nobody. */
export const forgottenPassword = z.object({ email: text(320) })

/** One entry of the audit trail: GET /v1/audit?before=&limit=, the newest first. */
export const auditEntry = z.object({
  id: uuid,
  at: instant,
  /** Null for somebody who was not signed in. */
  agentId: uuid.nullable(),
  deviceId: uuid.nullable(),
  /** The network address that it came from. */
  address: text(100).nullable(),
  action: text(64),
  /** The id, or for what has none the name, of what it was done to. */
  subject: text(400),
  before: z.unknown(),
  after: z.unknown(),
})
export const auditPage = z.object({
  entries: z.array(auditEntry),
  /** To be asked as `before` for what is older; null at the end. */
  next: uuid.nullable(),
})
export type AuditPage = z.infer<typeof auditPage>

/** GET and PUT /v1/office/sender-domains: from where customers' tickets may be answered. */
export const senderDomains = z.object({
  domains: z.array(text(253)).max(200),
  ...office.pick({ version: true, changedAt: true, changedBy: true }).shape,
})
