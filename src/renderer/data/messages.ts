import type { Fault, RequestName } from '../../shared/ipc/channels'
import type { WorkerCalls, WorkerNotices } from './protocol'

/** What travels between page and worker. */

/** An error as its caller gets it: the stack names the places in the worker. */
export type CallError = Pick<Error, 'name' | 'message' | 'stack'>

export type PageMessage =
  | { readonly kind: 'call'; readonly id: number; readonly name: keyof WorkerCalls; readonly args: unknown }
  | { readonly kind: 'host-answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'host-error'; readonly id: number; readonly message: string }

export type WorkerMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  /** The call failed. Who called it makes the best of it; what nobody catches is written to the log by the page. */
  | { readonly kind: 'error'; readonly id: number; readonly error: CallError }
  | { readonly kind: 'host-call'; readonly id: number; readonly name: RequestName; readonly args: unknown }
  | {
      readonly kind: 'notice'
      /** Whose work it is about, as `ownerOf` writes it: the page does not listen for the person who left. */
      readonly owner: string
      readonly name: keyof WorkerNotices
      readonly body: unknown
    }
  /** The worker's script has run: from now on it answers. */
  | { readonly kind: 'started' }
  | { readonly kind: 'fault'; readonly fault: Fault }

/** A person in a workspace, as one name; empty while nobody is signed in. */
export const ownerOf = (who: {
  readonly workspaceId: string | null
  readonly agentId: string | null
}): string => (who.workspaceId && who.agentId ? `${who.workspaceId} ${who.agentId}` : '')
