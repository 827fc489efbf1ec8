import { mkdtempSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signInPlainly } from '../support/plain-client'
import { startServer, type ServerProcess } from '../support/server-process'
import { makeTeamWorkspace, teamPassword } from '../support/team-workspace'
import { agentAt } from './support/agent'
import { openDemo } from './support/demo'
import { expect, test } from './support/test'
import { sanne } from './support/team'

let data = ''
let server: ServerProcess | null = null
test.afterEach(async () => {
  await server?.stop()
  rmSync(data, { recursive: true, force: true })
})

test('a person sees where they are signed in, ends it, and sets another password', async ({ profile }) => {
  test.setTimeout(180_000)
  data = mkdtempSync(join(tmpdir(), 'tijdig-account-'))
  await makeTeamWorkspace({ data, tickets: 20, now: Date.now(), seed: 5 })
  server = await startServer({ data })
  const { address } = server
  await signInPlainly(address, sanne.email)
  await signInPlainly(address, sanne.email)
  await signInPlainly(address, sanne.email)
  profile.expectProblem(/401|403|Failed to load resource/)
  const app = await profile.launch()
  const { page } = app
  await agentAt(page).signIn(address, sanne.email)
  await expect(page.getByRole('contentinfo', { name: 'Status' })).toContainText('Synced', { timeout: 30_000 })
  await page.keyboard.press('Control+,')
  const devices = page.getByRole('list', { name: 'Devices that you are signed in on' }).getByRole('listitem')
  await expect(devices).toHaveCount(4)
  await expect(devices.filter({ hasText: 'this device' })).toHaveCount(1)

  if (process.env.TIJDIG_PICTURES) {
    mkdirSync(process.env.TIJDIG_PICTURES, { recursive: true })
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await page.evaluate(() => window.tijdig.request('preferences.set', { language: 'nl' }))
    await page.reload()
    await page.getByRole('list', { name: 'Weergaven' }).or(page.getByRole('navigation').first()).waitFor()
    await page.keyboard.press('Control+,')
    await page.getByRole('button', { name: 'Wachtwoord wijzigen…' }).click()
    await page.getByRole('heading', { name: 'Account' }).scrollIntoViewIfNeeded()
    await page.waitForTimeout(600)
    await page.screenshot({ path: join(process.env.TIJDIG_PICTURES, 'account-nl.png') })
    await page.evaluate(() => window.tijdig.request('preferences.set', { language: 'en' }))
    await page.reload()
    await page.keyboard.press('Control+,')
  }

  // By keyboard: the first press asks, the second does it.
  await devices
    .getByRole('button', { name: /^Sign out/ })
    .first()
    .focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(devices).toHaveCount(3)
  await expect(page.getByText('That device was signed out.')).toBeVisible()

  // Signed out from elsewhere: the server answers, but not to this sign-in.
  const { session } = await signInPlainly(address, sanne.email)
  const headers = { authorization: `Bearer ${session.token}` }
  await fetch(`${address}/v1/devices/end-others`, { method: 'POST', headers })
  const main = page.getByRole('main')
  await expect(main.getByText('Sign in again to change your password')).toBeVisible({ timeout: 60_000 })
  await expect(main.getByText('Devices that you are signed in on')).toBeHidden()
  await main.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(teamPassword)
  await page.keyboard.press('Enter')
  await expect(devices).toHaveCount(2)

  await page.getByRole('button', { name: 'Change password…' }).click()
  await page.getByLabel('Current password').fill('not the present one')
  await page.getByLabel('New password', { exact: true }).fill('battery staple correct')
  await page.getByLabel('New password, once more').fill('battery staple correct')
  await page.keyboard.press('Enter')
  await expect(
    page.getByRole('alert').filter({ hasText: 'The current password is not right.' }),
  ).toBeVisible()
  await page.getByLabel('Current password').fill(teamPassword)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Your password was changed; one other device was signed out.')).toBeVisible()
  await expect(devices).toHaveCount(1)

  await server.kill()
  await expect(page.getByText('Password and devices are kept by the server')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('button', { name: 'Change password…' })).toBeDisabled()
})

test('a part of the screen that fails says so in its place, and the rest goes on', async ({
  app,
  profile,
}) => {
  profile.expectProblem(/./)
  const { page } = app
  await openDemo(page)
  await page.keyboard.press('j')
  await page.evaluate(() => {
    const toSorted = Array.prototype.toSorted
    Array.prototype.toSorted = function (this: unknown[], ...args) {
      const first = this[0] as { readonly role?: unknown; readonly email?: unknown } | undefined
      if (first?.role && first.email) throw new Error('planted')
      return toSorted.apply(this, args)
    }
    Object.assign(globalThis, { mend: () => (Array.prototype.toSorted = toSorted) })
  })
  await page.keyboard.press('Shift+A')
  const failed = page.getByRole('alert').filter({ hasText: 'This part of the window failed: dialog.' })
  await expect(failed).toBeVisible()
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible()
  await page.evaluate(() => (globalThis as unknown as { mend: () => void }).mend())
  await failed.getByRole('button', { name: 'Draw it again' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+K')
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible()
})
