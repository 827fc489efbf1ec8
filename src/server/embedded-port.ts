import type { Session } from '../shared/sync/wire'

/** What the app tells the backend inside it. */
export interface BackendOrders {
  readonly dataDir: string
  readonly demo: boolean
  /** Size of the demo workspace when it is made; 240 when left out. */
  readonly tickets?: number
}

/** What the backend says back. */
export type BackendMessage =
  | { readonly state: 'starting'; readonly step: 'database' | 'demo-data' | 'listening' }
  | { readonly state: 'ready'; readonly port: number; readonly token: string; readonly session: Session }
  /** `made-by-newer`: a newer version of the app made the data; only an update helps. */
  | { readonly state: 'failed'; readonly message: string; readonly reason?: 'made-by-newer' }

interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: BackendOrders }) => void): void
  postMessage(message: BackendMessage): void
}

const port = (process as { readonly parentPort?: ParentPort }).parentPort

/** Tells the app; run by hand, it prints a line a message. */
export function say(message: BackendMessage): void {
  if (port) port.postMessage(message)
  else console.log(JSON.stringify(message))
}

/** The orders: the app's first message, or by hand `embedded.js <data folder> [tickets]`. */
export function hearOrders(): Promise<BackendOrders> {
  if (port) return new Promise((resolve) => port.on('message', ({ data }) => resolve(data)))
  const [, , dataDir, tickets] = process.argv
  if (!dataDir) return Promise.reject(new Error('Say where the data is: embedded.js <data folder> [tickets]'))
  return Promise.resolve({ dataDir, demo: true, ...(tickets ? { tickets: Number(tickets) } : {}) })
}
