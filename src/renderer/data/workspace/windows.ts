import type { SyncState } from '../protocol'

/** What the windows of one person tell each other. */
export type WindowMessage =
  | { readonly kind: 'base'; readonly tickets: readonly string[] | 'all'; readonly reference: boolean }
  | { readonly kind: 'outbox'; readonly tickets: readonly string[] }
  | { readonly kind: 'draft'; readonly ticketId: string }
  | { readonly kind: 'state'; readonly state: SyncState }
  | { readonly kind: 'pages' }
  /** Which files of tickets are on this device may be another. */
  | { readonly kind: 'files' }
  /** What is told of an absence is another. */
  | { readonly kind: 'away' }
  | { readonly kind: 'wake' }

export interface Windows {
  tell(message: WindowMessage): void
}

/** What the windows of one app share. The app and the simulator give different ones. */
export interface SharedByWindows {
  /** Joins all windows of this name: what one tells, the others hear. */
  readonly join: (name: string, hear: (message: WindowMessage) => void) => Channel
  /**
   * Calls `held` once no other window holds the lock. It is let go of when what `held` answers resolves, or when this window
   * is gone. Rejects when the signal is given before.
   */
  readonly lock: (name: string, signal: AbortSignal, held: () => Promise<void>) => Promise<void>
}

interface Channel {
  tell(message: WindowMessage): void
  close(): void
}

/** As the browser has them. */
export const browserWindows: SharedByWindows = {
  join(name, hear) {
    const channel = new BroadcastChannel(name)
    channel.onmessage = ({ data }: MessageEvent<WindowMessage>) => hear(data)
    return { tell: (message) => channel.postMessage(message), close: () => channel.close() }
  },
  lock: (name, signal, held) => navigator.locks.request(name, { signal }, held),
}

export interface WindowPorts {
  readonly shared: SharedByWindows
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
export function joinWindows({ shared, name, onOwner, onMessage, signal }: WindowPorts): Windows {
  const channel = shared.join(`tijdig-${name}`, onMessage)
  let letGo: () => void = () => undefined
  const held = new Promise<void>((resolve) => (letGo = resolve))
  const owning = shared.lock(`tijdig-sync-${name}`, signal, () => {
    onOwner()
    return held
  })
  owning.catch(() => undefined)
  signal.addEventListener('abort', () => {
    letGo()
    channel.close()
  })
  return {
    tell: (message) => {
      if (!signal.aborted) channel.tell(message)
    },
  }
}
