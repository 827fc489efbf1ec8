import { expect, type Page } from '@playwright/test'

/** Opens the demo workspace from the first screen and waits until its queue can be used. */
export async function openDemo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the demo workspace' }).click()
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('contentinfo', { name: 'Status' })).toContainText('Synced', { timeout: 30_000 })
}
