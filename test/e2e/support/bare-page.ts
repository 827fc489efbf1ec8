import type { Page } from '@playwright/test'
import type { Bridge } from '../../../src/shared/ipc/channels'
import type { RunningApp } from './app'

declare global {
  /** What the preload script puts into the page. */
  var tijdig: Bridge
}

/**
 * Leaves the app's own page for an empty one of the same origin: the bridge is there, and nobody but the test asks main
 * or the server for anything.
 */
export async function barePage({ electron, page }: RunningApp): Promise<Page> {
  await page.waitForLoadState('load')
  // The end of the former page's loading may be taken for that of this one: what counts is where the page is.
  await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]
      ?.webContents.loadURL('tijdig-app://app/bare')
      .catch(() => undefined),
  )
  await page.waitForURL('tijdig-app://app/bare')
  return page
}
