import type { Page } from '@playwright/test'

/** Everything that the status bar says from now on, each text once, in order. */
export async function recordStatus(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const bar = document.querySelector('footer')
    const said: string[] = []
    const note = (): void => {
      const text = bar?.textContent ?? ''
      if (said.at(-1) !== text) said.push(text)
    }
    note()
    if (bar) new MutationObserver(note).observe(bar, { subtree: true, childList: true, characterData: true })
    Object.assign(globalThis, { statusSaid: said })
  })
  return () => page.evaluate(() => (globalThis as unknown as { statusSaid: string[] }).statusSaid)
}
