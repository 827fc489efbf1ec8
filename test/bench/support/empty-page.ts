import { _electron } from '@playwright/test'
import type { Page } from '@playwright/test'
import { join } from 'node:path'
import { scratch } from './desk'
import { emptyWindowFolder, executable } from './electron'

/** Opens the empty window with the probe in its page: the floor of what happens in a page. */
export async function openEmptyPage(): Promise<{ readonly page: Page; readonly close: () => Promise<void> }> {
  const { folder, remove } = scratch()
  const app = await _electron.launch({
    executablePath: executable,
    args: [emptyWindowFolder],
    chromiumSandbox: process.getuid?.() !== 0,
    env: { ...(process.env as Record<string, string>), BENCH_USER_DATA: folder },
  })
  const page = await app.firstWindow()
  await page.addInitScript({ path: join(import.meta.dirname, 'probe.js') })
  await page.reload()
  return {
    page,
    close: async () => {
      await app.close()
      remove()
    },
  }
}
