import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { signInPlainly } from '../support/plain-client'
import { administratorEmail } from '../support/team-workspace'
import { agentAt } from './support/agent'
import { openTeam, sanne } from './support/team'
import { expect, test } from './support/test'

/** A start without a network on a machine whose clock was set: what is written then is asked about, and never guessed. */

const english = { args: ['--lang=en-US'] }
const hour = 3_600_000

test('a time that was written by a clock that could not be trusted is asked about on coming back', async ({
  profile,
}) => {
  test.setTimeout(180_000)
  profile.expectProblem(/ERR_|Failed to load resource|503/)
  const team = await openTeam()
  try {
    const printer = await team.report('Printer is silent', 3 * hour)
    const first = await profile.launch(english)
    await agentAt(first.page).signIn(team.address, sanne.email)
    await agentAt(first.page).open(printer)
    const file = join(profile.userData, 'server-clock.json')
    await expect.poll(() => readFileSync(file, { flag: 'a+', encoding: 'utf8' })).toContain('offsetMs')
    await first.kill()
    await team.killServer()
    // As after a restart of the machine with another clock: how far the server's is from it, nobody knows.
    const { boot: _, ...kept } = JSON.parse(readFileSync(file, 'utf8')) as { boot?: string; wall: number }
    writeFileSync(file, JSON.stringify({ ...kept, wall: kept.wall - 2 * hour }))

    const { page } = await profile.launch(english)
    const desk = agentAt(page)
    const called = team.now()
    await test.step('without a network the screen says that times are uncertain', async () => {
      await expect(page.getByRole('status').filter({ hasText: 'Times are uncertain' })).toBeVisible()
      await desk.open(printer)
      await page.keyboard.press('p')
      const contact = page.getByRole('dialog', { name: 'Log contact attempt' })
      await contact.getByLabel('What was asked or said?').fill('Spoke to her.')
      await page.keyboard.press('Control+Enter')
      await expect(contact).toBeHidden()
    })

    await test.step('back on the line it is held, with the right time to be confirmed', async () => {
      await team.startServer()
      await desk.signInAgain()
      await expect(desk.status).toContainText('1 change needs you', { timeout: 30_000 })
      await expect(page.getByRole('status').filter({ hasText: 'Times are uncertain' })).toBeHidden()
      await desk.goTo('Needs you')
      const held = page.getByRole('article')
      await expect(held).toContainText('The clock of this device could not be trusted')
      await expect(held).toContainText(/The clock was .* (ahead|behind)\./)
      await expect(held.getByRole('button', { name: 'Edit' })).toBeVisible()
      const time = held.getByRole('textbox')
      const corrected = await time.inputValue()
      await time.fill('2020-01-01 10:00')
      await held.getByRole('button', { name: 'Enter it so' }).click()
      await expect(held.getByRole('alert')).toContainText('before the ticket was received')
      await desk.goTo('Alerts')
      await desk.goTo('Needs you')
      await expect(time).toHaveValue('2020-01-01 10:00')
      await time.fill(corrected)
      await held.getByRole('button', { name: 'Enter it so' }).click()
      await expect(held).toBeHidden()
      await expect(desk.status).toContainText('Everything is sent', { timeout: 30_000 })
    })

    const colleague = await signInPlainly(team.address, administratorEmail)
    const { tickets } = await colleague.snapshot()
    const at = tickets.find(({ id }) => id === printer.id)?.lastContactAttemptAt ?? 0
    expect(Math.abs(at - called)).toBeLessThan(120_000)
  } finally {
    await team.close()
  }
})
