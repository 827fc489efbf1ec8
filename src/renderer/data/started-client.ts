import type { DataClient } from '../state/data-client'
import { createDataClient } from './client'

/**
 * The data worker of this window, started for whoever works here. Built, this is a script of its own that runs before the
 * page's: the worker opens its databases while the page is still being read. A promise, because whoever waits for it must
 * be able to say that it failed.
 */
export const startedClient: Promise<DataClient> = start()

async function start(): Promise<DataClient> {
  return createDataClient({
    bridge: window.tijdig,
    who: await window.tijdig.request('app.who', {}),
    newWorker: (name) => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name }),
  })
}
