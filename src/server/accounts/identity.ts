import type { Agent } from '../../shared/tickets/people'

/** Who makes a request: one agent of one workspace on one device. */
export interface Identity {
  readonly workspaceId: string
  readonly workspaceName: string
  readonly deviceId: string
  readonly agent: Agent
}
