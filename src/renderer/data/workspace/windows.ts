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
  close(): void
}

/**
 * Joins the other windows. One at a time owns sync: it holds a lock, which the browser hands to the next window when
 * the owner closes or dies.
 */
export function joinWindows(
  name: string,
  onOwner: () => void,
  onMessage: (message: WindowMessage) => void,
): Windows {
  const channel = new BroadcastChannel(`tijdig-${name}`)
  channel.onmessage = ({ data }: MessageEvent<WindowMessage>) => onMessage(data)
  const leaving = new AbortController()
  let letGo: () => void = () => undefined
  const held = new Promise<void>((resolve) => (letGo = resolve))
  void navigator.locks
    .request(`tijdig-sync-${name}`, { signal: leaving.signal }, () => {
      onOwner()
      return held
    })
    .catch(() => undefined)
  return {
    tell: (message) => channel.postMessage(message),
    close() {
      leaving.abort()
      letGo()
      channel.close()
    },
  }
}
