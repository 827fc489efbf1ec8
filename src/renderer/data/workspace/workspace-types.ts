import type { Who } from '../../../shared/ipc/channels'
import type { Preferences } from '../../../shared/ipc/preferences'
import type { HostCalls, WorkerCalls, WorkerNotices } from '../protocol'

export interface Identity {
  readonly workspaceId: string
  readonly agentId: string
  readonly deviceId: string
}
export type Notify = <N extends keyof WorkerNotices>(name: N, body: WorkerNotices[N]) => void

export interface WorkspacePorts {
  readonly preferences: Preferences
  /** Who is at a desk, as far as main knows. */
  readonly desks: Who['desks']
  /** Server time minus this machine's time as last known, ms. */
  readonly clockOffsetMs: number
  readonly clockIsCertain: boolean
  readonly host: HostCalls
  readonly notify: Notify
  /** Something failed that no call hears of. */
  readonly failed: (error: unknown) => void
  /** Ends all of it: once aborted, nothing is told and no timer runs any more. */
  readonly signal: AbortSignal
}

/** One person's work in one workspace on this device, open in this window until its signal is aborted. */
export interface Workspace {
  readonly calls: Omit<WorkerCalls, 'start' | 'preferences' | 'desks'>
  /** The session is good again. */
  signedIn(): void
  prefer(preferences: Preferences): void
  /** Who is at a desk now. */
  hearDesks(desks: Who['desks']): void
  /** After the signal: calls that were under way are done, and the databases are closed. */
  readonly closed: Promise<void>
}
