import type { RequestName } from '../../shared/ipc/channels'
import type { WorkerCalls, WorkerNotices } from './protocol'

/** What travels between page and worker. */

export type PageMessage =
  | { readonly kind: 'call'; readonly id: number; readonly name: keyof WorkerCalls; readonly args: unknown }
  | { readonly kind: 'host-answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'host-error'; readonly id: number; readonly message: string }

export type WorkerMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly message: string }
  | { readonly kind: 'host-call'; readonly id: number; readonly name: RequestName; readonly args: unknown }
  | { readonly kind: 'notice'; readonly name: keyof WorkerNotices; readonly body: unknown }
