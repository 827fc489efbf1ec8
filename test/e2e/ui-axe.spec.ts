import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { openDemo } from './support/demo'
import { expect, test } from './support/test'

/** What axe finds on the page as it is. Legacy mode: Electron cannot open the second page that axe would like. */
async function violations(page: Page, rules: readonly string[] | 'all'): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  const { violations: found } = await (rules === 'all' ? axe : axe.withRules([...rules])).analyze()
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
}

/** All of axe in the light theme; in the dark one only what a theme can change. */
async function check(page: Page, what: string): Promise<void> {
  const root = page.locator('html')
  expect.soft(await violations(page, 'all'), `${what}, light`).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark')
  expect.soft(await violations(page, ['color-contrast']), `${what}, dark`).toEqual([])
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'light')
}

const dialogs = ['t', 'w', 's', 'l', 'Shift+A', 'p', 'c', '?', 'Control+K'] as const
const places = ['g y', 'g b', 'g k', 'g o', 'Control+,'] as const

test('every place and dialog passes axe, light and dark', async ({ profile }) => {
  test.setTimeout(300_000)
  const { page } = await profile.launch({ args: ['--lang=en-US'] })
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await expect(page.getByRole('button', { name: 'Open the demo workspace' })).toBeVisible()
  await check(page, 'sign-in')

  await openDemo(page)
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await expect(page.getByRole('listbox').getByRole('option').nth(10)).toBeVisible()
  await check(page, 'queue')

  await page.getByRole('listbox').getByRole('option').first().click()
  await page.keyboard.press('y')
  await expect(page.getByRole('button', { name: 'Hide why' })).toBeVisible()
  await page.keyboard.press('n')
  await expect(page.getByRole('textbox', { name: 'Internal note' })).toBeFocused()
  await check(page, 'ticket')
  await page.keyboard.press('Escape')

  const dialog = page.getByRole('dialog')
  for (const key of dialogs) {
    await page.keyboard.press(key)
    await expect(dialog).toBeVisible()
    await check(page, `dialog of ${key}`)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
  for (const keys of places) {
    for (const key of keys.split(' ')) await page.keyboard.press(key)
    await expect(page.getByRole('main')).toBeVisible()
    await check(page, `place of ${keys}`)
  }
})
