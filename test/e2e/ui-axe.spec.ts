import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { openDemo } from './support/demo'
import { expect, test } from './support/test'

/** What axe finds on the page as it is. Legacy mode: Electron cannot open the second page that axe would like. */
async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
}

const dialogs = ['t', 'w', 's', 'l', 'Shift+A', 'p', 'c', '?', 'Control+K'] as const
const places = ['g y', 'g b', 'g k', 'g o', 'Control+,'] as const

for (const theme of ['light', 'dark'] as const)
  test(`every place and dialog passes axe in the ${theme} theme`, async ({ profile }) => {
    test.setTimeout(240_000)
    const { page } = await profile.launch({ args: ['--lang=en-US'] })
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await expect(page.getByRole('button', { name: 'Open the demo workspace' })).toBeVisible()
    expect.soft(await violations(page), 'sign-in').toEqual([])

    await openDemo(page)
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await expect(page.getByRole('option').nth(10)).toBeVisible()
    expect.soft(await violations(page), 'queue').toEqual([])

    await page.getByRole('option').first().click()
    await page.keyboard.press('y')
    await expect(page.getByRole('button', { name: 'Hide why' })).toBeVisible()
    await page.keyboard.press('n')
    await expect(page.getByRole('textbox', { name: 'Internal note' })).toBeFocused()
    expect.soft(await violations(page), 'ticket').toEqual([])
    await page.keyboard.press('Escape')

    const dialog = page.getByRole('dialog')
    for (const key of dialogs) {
      await page.keyboard.press(key)
      await expect(dialog).toBeVisible()
      expect.soft(await violations(page), `dialog of ${key}`).toEqual([])
      await page.keyboard.press('Escape')
      await expect(dialog).toBeHidden()
    }
    for (const keys of places) {
      for (const key of keys.split(' ')) await page.keyboard.press(key)
      await expect(page.getByRole('main')).toBeVisible()
      expect.soft(await violations(page), `place of ${keys}`).toEqual([])
    }
  })
