import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { openDemo } from './support/demo'
import { expect, test } from './support/test'

/** What is typed in a field or a dialog outlives whatever takes it away; and what settings and pages say when something is not to be had. */

const english = { args: ['--lang=en-US'] }
const pane = (page: Page): Locator => page.getByRole('region', { name: /^Ticket / })
const heading = (page: Page): Locator => pane(page).getByRole('heading', { level: 2 }).first()
const subject = (page: Page): Locator => pane(page).getByRole('textbox', { name: 'Subject' })
const newTicket = (page: Page): Locator => page.getByRole('dialog', { name: 'New ticket', exact: true })
const reported = (page: Page): Locator => newTicket(page).getByLabel('What was reported?')

/** As a click on a notification or a link does it: nothing in the page is left. */
const follow = (electron: ElectronApplication, number: string): Promise<unknown> =>
  electron.evaluate(({ app }, link) => app.emit('second-instance', {}, [link]), `tijdig://ticket/${number}`)

async function numbers(page: Page): Promise<string[]> {
  const names = await page.getByRole('listbox').getByRole('option').allTextContents()
  return names.flatMap((name) => /#?(\d{4,})/.exec(name)?.[1] ?? [])
}

async function anotherWindow(electron: ElectronApplication): Promise<Page> {
  const [other] = await Promise.all([
    electron.waitForEvent('window'),
    electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('window.new')?.click()),
  ])
  await expect(other.getByRole('listbox').getByRole('option').first()).toBeVisible({ timeout: 60_000 })
  return other
}

test('what is typed in a field outlives a link that is followed and a kill', async ({ profile }) => {
  test.setTimeout(240_000)
  const app = await profile.launch(english)
  const { page, electron } = app
  await openDemo(page)
  const [first = '', second = ''] = await numbers(page)
  const open = async (number: string): Promise<void> => {
    await follow(electron, number)
    await expect(page.getByRole('region', { name: `Ticket ${number}:` })).toBeVisible()
  }

  await test.step('a subject and a lead time are saved when their field is taken away', async () => {
    await open(first)
    await heading(page).getByRole('button').click()
    await subject(page).fill('Typed, then a bell')
    await open(second)
    await open(first)
    await expect(heading(page)).toHaveText('Typed, then a bell')

    await page.keyboard.press('Control+,')
    await page.getByLabel('Response').fill('44, 11')
    await open(second)
    await page.keyboard.press('Control+,')
    await expect(page.getByLabel('Response')).toHaveValue('44, 11')
    const { preferences } = await page.evaluate(() => window.tijdig.request('app.start', {}))
    expect(preferences.alertLeads.response).toEqual([44, 11])
  })

  await test.step('a kill keeps what was typed, unsaved', async () => {
    await page.getByLabel('Response').fill('7 and a bit')
    await page.waitForTimeout(1000)
    await open(first)
    await heading(page).getByRole('button').click()
    await subject(page).fill('Typed, then a kill')
    await page.waitForTimeout(1000)
    await app.kill()
    const again = await profile.launch({ args: [...english.args, `tijdig://ticket/${first}`] })
    await expect(heading(again.page)).toHaveText('Typed, then a bell', { timeout: 60_000 })
    await heading(again.page).getByRole('button').click()
    await expect(subject(again.page)).toHaveValue('Typed, then a kill')
    // By looking at it nothing is sent: others may have changed the subject since.
    await subject(again.page).press('Tab')
    await expect(heading(again.page)).toHaveText('Typed, then a bell')
    await heading(again.page).getByRole('button').click()
    await expect(subject(again.page)).toHaveValue('Typed, then a kill')
    await subject(again.page).press('Enter')
    await expect(heading(again.page)).toHaveText('Typed, then a kill')
    await again.page.keyboard.press('Control+,')
    await expect(again.page.getByLabel('Response')).toHaveValue('7 and a bit')
    await expect(again.page.getByText('At most five whole numbers')).toBeVisible()
  })
})

test('a dialog loses nothing to other work, another window, or signing out at once', async ({ profile }) => {
  test.setTimeout(240_000)
  const { page, electron } = await profile.launch(english)
  await openDemo(page)

  await test.step('other work of its kind on the same ticket', async () => {
    const [number = ''] = await numbers(page)
    await follow(electron, number)
    await expect(pane(page)).toBeVisible()
    const message = page.getByRole('dialog').getByLabel('Message')
    const tellOverrun = async (): Promise<void> => {
      await pane(page).getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('menuitem', { name: 'Tell it takes longer…' }).click()
    }
    await tellOverrun()
    await message.fill('It takes until Tuesday.')
    await page.keyboard.press('Escape')
    await expect(message).toBeHidden()
    await pane(page).getByRole('toolbar').getByRole('button', { name: 'Reply' }).click()
    await pane(page).getByRole('textbox', { name: 'Reply' }).fill('Thank you, we saw it.')
    await pane(page).getByRole('button', { name: 'Send reply' }).click()
    await expect(pane(page).getByRole('button', { name: 'Send reply' })).toBeHidden()
    await tellOverrun()
    await expect(message).toHaveValue('It takes until Tuesday.')
    await page.keyboard.press('Escape')
  })

  await test.step('the same dialog in two windows', async () => {
    const other = await anotherWindow(electron)
    for (const [window, text] of [
      [page, 'Call A'],
      [other, 'Call B'],
    ] as const) {
      await window.keyboard.press('c')
      await expect(reported(window)).toHaveValue('')
      await reported(window).fill(text)
    }
    // As a click on its cross, within a moment of the last letter.
    const window = await electron.browserWindow(other)
    await Promise.all([other.waitForEvent('close'), window.evaluate((it) => it.close())])
    await page.keyboard.press('Escape')
    await expect(newTicket(page)).toBeHidden()
    for (const text of ['Call A', 'Call B', '']) {
      await page.keyboard.press('c')
      await expect(reported(page)).toHaveValue(text)
      if (text) await newTicket(page).getByRole('button', { name: 'Discard' }).click()
      await page.keyboard.press('Escape')
      await expect(newTicket(page)).toBeHidden()
    }
  })

  await test.step('signing out within a moment of the last letter', async () => {
    await page.keyboard.press('c')
    await reported(page).fill('The last letters')
    await page.evaluate(() => window.tijdig.request('session.signOut', {}))
    await expect(page.getByRole('button', { name: 'Open the demo workspace' })).toBeVisible()
    await page.waitForTimeout(1000)
    await expect(page.getByText('Something failed in this window')).toHaveCount(0)
    await openDemo(page)
    await page.keyboard.press('c')
    await expect(reported(page)).toHaveValue('The last letters')
  })
})

test('the address of a server is judged by main, also without https:// before it', async ({
  app,
  profile,
}) => {
  profile.expectProblem(/./)
  const { page } = app
  const address = page.getByLabel('Server address')
  await page.getByLabel('E-mail').fill('a@example.com')
  await page.getByLabel('Password', { exact: true }).fill('battery staple')
  await address.fill('http://desk.example.invalid')
  await address.press('Enter')
  await expect(page.getByText('must begin with https://')).toBeVisible()
  await expect(address).toHaveAttribute('aria-invalid', 'true')
  await address.fill('desk.example.invalid')
  await address.press('Enter')
  // It was tried: there is no such server.
  await expect(page.getByRole('alert')).toContainText(/server|network|proxy/, { timeout: 60_000 })
  await expect(page.getByText('must begin with https://')).toBeHidden()
})

test('what cannot be read or chosen looks so', async ({ app, profile }) => {
  profile.expectProblem(/./)
  const { page, electron } = app
  await openDemo(page)

  await test.step('alerts that main does not answer', async () => {
    await electron.evaluate(({ ipcMain }) => ipcMain.removeHandler('alerts.history'))
    await page.getByRole('button', { name: /^Alerts/ }).click()
    const failed = page.getByRole('alert').filter({ hasText: 'cannot be read now' })
    await expect(failed).toBeVisible()
    await electron.evaluate(({ ipcMain }) => ipcMain.handle('alerts.history', () => ({ alerts: [] })))
    await failed.getByRole('button', { name: 'Try again' }).click()
    await expect(failed).toBeHidden()
    await expect(page.getByText('Nothing has rung yet.')).toBeVisible()
  })

  await test.step('a disabled choice, in forced colours', async () => {
    await page.keyboard.press('Control+,')
    await page.emulateMedia({ forcedColors: 'active' })
    const colours = (name: string) =>
      page.getByRole('checkbox', { name }).evaluate((input: HTMLInputElement) => {
        const label = input.labels?.[0]
        return [input, label].map(
          (part) => part && getComputedStyle(part)[part === input ? 'borderColor' : 'color'],
        )
      })
    // The colours change a moment after the system's did.
    await expect(async () => {
      const disabled = await colours('Start when this computer starts')
      const enabled = await colours('Ring outside office hours too')
      expect(disabled[0]).not.toBe(enabled[0])
      expect(disabled[1]).not.toBe(enabled[1])
      expect(disabled[1]).toBe(disabled[0])
    }).toPass({ timeout: 20_000 })
  })

  await test.step('the line below a button stands apart from it', async () => {
    const button = await page.getByRole('button', { name: 'Sign out', exact: true }).boundingBox()
    const hint = await page.getByText('What waits to be sent stays on this device').boundingBox()
    expect((hint?.y ?? 0) - (button?.y ?? 0) - (button?.height ?? 0)).toBeGreaterThanOrEqual(6)
  })
})
