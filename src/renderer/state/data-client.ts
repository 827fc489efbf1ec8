import type { WorkerCalls, WorkerNotices } from '../data/protocol'

/** The page's end of the data worker: its calls, and a way to hear what it tells. */
export interface DataClient extends WorkerCalls {
  /** Returns a function that stops listening. */
  listen<N extends keyof WorkerNotices>(name: N, listener: (body: WorkerNotices[N]) => void): () => void
}

let connected: DataClient | null = null

/** Hands the one client to all that asks for data. Called once, at start. */
export function connectData(client: DataClient): void {
  connected = client
}

/** The data worker. Throws before `connectData`. */
export function data(): DataClient {
  if (connected === null) throw new Error('The data worker is not connected yet.')
  return connected
}
