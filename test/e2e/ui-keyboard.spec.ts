import { openDemo } from './support/demo'
import { expect, test } from './support/test'

test('the queue, a ticket and its draft are worked by keys alone', async ({ profile }) => {
  test.setTimeout(180_000)
  const app = await profile.launch({ args: ['--lang=en-US'] })
  const { page } = app
  await openDemo(page)
  const selected = page.getByRole('listbox').getByRole('option', { selected: true })
  const pane = page.getByRole('region', { name: /^Ticket \d+/ })
  const reply = page.getByRole('textbox', { name: 'Reply' })

  await test.step('g and a letter choose a view; j, k, Home and End walk it', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await expect(page.getByText('240 tickets')).toBeVisible()
    await expect(selected).toHaveAttribute('aria-posinset', '1')
    for (const [key, place] of [
      ['j', '2'],
      ['j', '3'],
      ['k', '2'],
      ['End', '240'],
      ['Home', '1'],
    ] as const) {
      await page.keyboard.press(key)
      await expect(selected).toHaveAttribute('aria-posinset', place)
    }
  })

  await test.step('the list says which ticket is active', async () => {
    const list = page.getByRole('listbox', { name: 'Queue' })
    const id = await selected.getAttribute('id')
    await expect(list).toHaveAttribute('aria-activedescendant', id ?? 'none')
  })

  await test.step('/ searches while typing, and Esc brings everything back', async () => {
    await page.keyboard.press('/')
    await page.keyboard.type('scanner')
    await expect(page.getByText('240 tickets')).toBeHidden()
    await expect(
      page
        .getByRole('listbox')
        .getByRole('option', { name: /scanner/i })
        .first(),
    ).toBeVisible()
    await expect(selected).toHaveAttribute('aria-posinset', '1')
    await page.keyboard.press('Escape')
    await expect(page.getByText('240 tickets')).toBeVisible()
  })

  await test.step('Enter opens, r writes, and keys typed there are text', async () => {
    await page.keyboard.press('Enter')
    await expect(pane).toBeVisible()
    await page.keyboard.press('r')
    await expect(reply).toBeFocused()
    await page.keyboard.type('Jack quickly asked: why?')
    await expect(reply).toHaveValue('Jack quickly asked: why?')
    await expect(page.getByText(/Draft saved on this device/)).toBeVisible()
  })

  const number = /^Ticket (\d+)/.exec((await pane.getAttribute('aria-label')) ?? '')?.[1] ?? ''
  await test.step('the draft survives kill -9', async () => {
    await app.kill()
    const again = (await profile.launch({ args: ['--lang=en-US'] })).page
    await expect(again.getByRole('listbox').getByRole('option').first()).toBeVisible({ timeout: 30_000 })
    await again.keyboard.press('Control+K')
    await again.getByRole('dialog').getByRole('combobox').fill(number)
    await again
      .getByRole('option', { name: `#${number}` })
      .first()
      .click()
    await expect(again.getByRole('textbox', { name: 'Reply' })).toHaveValue('Jack quickly asked: why?')
  })
})

test('Esc goes one step back at a time', async ({ profile }) => {
  test.setTimeout(120_000)
  const { page } = await profile.launch({ args: ['--lang=en-US'] })
  await openDemo(page)
  const pane = page.getByRole('region', { name: /^Ticket \d+/ })
  const dialog = page.getByRole('dialog')
  await page.keyboard.press('Enter')
  await expect(pane).toBeVisible()
  await page.keyboard.press('n')
  await expect(page.getByRole('textbox', { name: 'Internal note' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('textbox', { name: 'Internal note' })).toBeHidden()
  await page.keyboard.press('?')
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(pane).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(pane).toBeHidden()
  await expect(page.getByRole('listbox', { name: 'Queue' })).toBeFocused()
})
