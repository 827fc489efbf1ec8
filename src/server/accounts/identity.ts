import type { Agent, Role } from '../../shared/tickets/people'

/** Who makes a request: one agent of one workspace on one device. */
export interface Identity {
  readonly workspaceId: string
  readonly workspaceName: string
  readonly deviceId: string
  readonly agent: Agent
  /** The roles of which one is needed for what is asked; left out where everybody may. Whoever writes looks at it again. */
  readonly needs?: readonly Role[]
}
