import type { SyncState } from '../protocol'

/** What the windows of one person tell each other. */
export type WindowMessage =
  | { readonly kind: 'base'; readonly tickets: readonly string[] | 'all'; readonly reference: boolean }
  | { readonly kind: 'outbox'; readonly tickets: readonly string[] }
  | { readonly kind: 'draft'; readonly ticketId: string }
  | { readonly kind: 'state'; readonly state: SyncState }
  | { readonly kind: 'pages' }
  | { readonly kind: 'wake' }

export interface Windows {
  tell(message: WindowMessage): void
}

export interface WindowPorts {
  /** Whose windows. */
  readonly name: string
  /** This window owns sync from now on. */
  readonly onOwner: () => void
  readonly onMessage: (message: WindowMessage) => void
  /** Leaves the other windows, and hands sync on. */
  readonly signal: AbortSignal
}

/**
 * Joins the other windows. One at a time owns sync: it holds a lock, which the browser hands to the next window when
 * the owner closes or dies.
 */
export function joinWindows({ name, onOwner, onMessage, signal }: WindowPorts): Windows {
  const channel = new BroadcastChannel(`tijdig-${name}`)
  channel.onmessage = ({ data }: MessageEvent<WindowMessage>) => onMessage(data)
  let letGo: () => void = () => undefined
  const held = new Promise<void>((resolve) => (letGo = resolve))
  void navigator.locks
    .request(`tijdig-sync-${name}`, { signal }, () => {
      onOwner()
      return held
    })
    .catch(() => undefined)
  signal.addEventListener('abort', () => {
    letGo()
    channel.close()
  })
  return {
    tell: (message) => {
      if (!signal.aborted) channel.postMessage(message)
    },
  }
}
