import { createDataClient } from './client'

/**
 * The data worker of this window, started for whoever works here. Built, this is a script of its own that runs before the
 * page's: the worker opens its databases while the page is still being read.
 */
export const startedClient = createDataClient(window.tijdig, await window.tijdig.request('app.who', {}))
