import { openDemo } from './support/demo'
import { expect, test } from './support/test'

test('the first start from a link opens its ticket', async ({ profile }) => {
  const first = await profile.launch({ args: ['--lang=en-US'] })
  await openDemo(first.page)
  const row = await first.page.getByRole('listbox').getByRole('option').first().ariaSnapshot()
  const number = /Ticket (\d+),/.exec(row)?.[1] ?? ''
  expect(number).not.toBe('')
  await first.quit()
  const args = ['--lang=en-US', '--demo', `tijdig://ticket/${number}`]
  const ticket = { name: new RegExp(`^Ticket ${number}:`) }

  await test.step('on a machine that knows the queue', async () => {
    const { page, quit } = await profile.launch({ args })
    await expect(page.getByRole('region', ticket)).toBeVisible({ timeout: 60_000 })
    await quit()
  })
  await test.step('on one that has nothing yet', async () => {
    const { page } = await profile.launchOther({ args })
    await expect(page.getByRole('region', ticket)).toBeVisible({ timeout: 60_000 })
  })
})

test('a link to more than a view opens the app and nothing else', async ({ profile }) => {
  const app = await profile.launch({ args: ['--lang=en-US', 'tijdig://ticket/1042/solve'] })
  await expect(app.page.getByRole('button', { name: 'Open the demo workspace' })).toBeVisible()
})
