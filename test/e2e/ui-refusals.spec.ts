import { openDemo } from './support/demo'
import { expect, test } from './support/test'

test('a key that does not fit says why, in the words of that refusal', async ({ profile }) => {
  test.setTimeout(120_000)
  const { page } = await profile.launch({ args: ['--lang=en-US'] })
  await openDemo(page)
  const pane = page.getByRole('region', { name: /^Ticket \d+/ })
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await page.getByRole('listbox').getByRole('option').first().click()
  await expect(pane).toBeVisible()

  await test.step('work that has begun does not begin again', async () => {
    await page.keyboard.press('b')
    await expect(pane.getByRole('button', { name: 'Start work' })).toBeHidden()
    await page.keyboard.press('b')
    await expect(page.getByText('Work on this ticket has already started.')).toBeVisible()
  })

  await test.step('nothing is done or written on a closed ticket', async () => {
    await page.keyboard.press('Shift+X')
    const dialog = page.getByRole('dialog', { name: 'Close' })
    await dialog.getByRole('radio', { name: /withdrawn/i }).check()
    await dialog.getByRole('button', { name: 'Close ticket' }).click()
    await expect(pane.getByText('Closed', { exact: true })).toBeVisible()
    const notice = page
      .locator('.mantine-Notification-root')
      .filter({ hasText: 'The ticket is closed: reopen it first.' })
    for (const key of ['w', 'r']) {
      await page.keyboard.press(key)
      await expect(notice).toHaveCount(1)
      await notice.getByRole('button').click()
      await expect(notice).toHaveCount(0)
    }
    await expect(page.getByRole('textbox', { name: 'Reply' })).toBeHidden()
  })
})
