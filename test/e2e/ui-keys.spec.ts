import type { Page } from '@playwright/test'
import { openDemo } from './support/demo'
import { expect, test } from './support/test'

/** Keyboards, input methods and colours of other people than those who wrote this; and the view as it was left. */

/** A key press as another keyboard makes it. */
const press = (
  page: Page,
  key: string,
  more: { code?: string; isComposing?: boolean; keyCode?: number } = {},
): Promise<void> =>
  page.evaluate(
    ([name, extra]) => {
      const event = new KeyboardEvent('keydown', { key: name, ...extra, bubbles: true, cancelable: true })
      ;(document.activeElement ?? document.body).dispatchEvent(event)
    },
    [key, more] as const,
  )

const lines = (page: Page, selector: string): Promise<string> =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { outlineStyle, outlineWidth, borderTopStyle, borderTopWidth } = getComputedStyle(element)
      return `${outlineStyle} ${outlineWidth}, ${borderTopStyle} ${borderTopWidth}`
    })

test('keys, colours and the view are each person’s own', async ({ profile }) => {
  test.setTimeout(180_000)
  const app = await profile.launch({ args: ['--lang=en-US'] })
  const { page } = app
  await openDemo(page)
  const selected = page.getByRole('listbox').getByRole('option', { selected: true })
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await expect(page.getByText('240 tickets')).toBeVisible()

  await test.step('caps lock and a Russian keyboard', async () => {
    await page.getByRole('listbox').focus()
    await expect(selected).toHaveAttribute('aria-posinset', '1')
    await press(page, 'J')
    await expect(selected).toHaveAttribute('aria-posinset', '2')
    await press(page, 'о', { code: 'KeyJ' })
    await expect(selected).toHaveAttribute('aria-posinset', '3')
    await press(page, 'л', { code: 'KeyK' })
    await expect(selected).toHaveAttribute('aria-posinset', '2')
  })

  await test.step('what an input method takes is neither a search nor a way out of the field', async () => {
    const search = page.getByRole('searchbox')
    await search.focus()
    const type = (text: string, isComposing: boolean): Promise<void> =>
      search.evaluate(
        (field, [typed, composing]) => {
          ;(field as HTMLInputElement).value = typed
          field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: composing }))
        },
        [text, isComposing] as const,
      )
    await type('さ', true)
    await press(page, 'Enter', { isComposing: true, keyCode: 229 })
    await press(page, 'ArrowDown', { isComposing: true, keyCode: 229 })
    await expect(search).toBeFocused()
    await page.waitForTimeout(500)
    await expect(page.getByText('240 tickets')).toBeVisible()
    await search.dispatchEvent('compositionend')
    await expect(page.getByText('240 tickets')).toBeHidden()
    await page.keyboard.press('Escape')
    await expect(page.getByText('240 tickets')).toBeVisible()
  })

  await test.step('with forced colours the selected row, the open view and the bars are told by lines', async () => {
    await page.emulateMedia({ forcedColors: 'active' })
    const row = (isSelected: boolean): string => `[role=option][aria-selected='${String(isSelected)}']`
    expect(await lines(page, row(true))).not.toBe(await lines(page, row(false)))
    expect(await lines(page, 'nav [aria-current]')).not.toBe(
      await lines(page, 'nav button:not([aria-current])'),
    )
    await selected.click()
    await expect(page.getByRole('region', { name: /^Ticket / })).toBeVisible()
    expect(await lines(page, '[data-bar]')).toContain('solid 1px')
    await page.emulateMedia({ forcedColors: null })
    await page.keyboard.press('Escape')
  })

  await test.step('view, filter and order stand there after a restart', async () => {
    await page.getByRole('button', { name: /^Filters/ }).click()
    await page.getByLabel('Priority', { exact: true }).selectOption('high')
    await page.getByLabel('Sort', { exact: true }).selectOption('priority')
    await expect(page.getByText('240 tickets')).toBeHidden()
    const shown = await page.getByText(/^\d+ tickets$/).textContent()
    await app.quit()
    const again = (await profile.launch({ args: ['--lang=en-US'] })).page
    await expect(again.getByText(shown ?? '')).toBeVisible({ timeout: 60_000 })
    await expect(again.getByLabel('Sort', { exact: true })).toHaveValue('priority')
    await expect(again.getByRole('button', { name: /filter/i })).toContainText('1')
    await expect(again.locator('nav [aria-current]')).toContainText('All tickets')
  })
})
