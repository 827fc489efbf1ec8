import { agentAt } from './support/agent'
import { openTeam, sanne } from './support/team'
import { expect, test } from './support/test'
import { mutation, seenOf, signInPlainly } from '../support/plain-client'
import { administratorEmail } from '../support/team-workspace'

/** A while without the server: what is written down and left unfinished meanwhile, and what is told on coming back. */

const english = { args: ['--lang=en-US'] }
const [minute, hour] = [60_000, 3_600_000]

test('what was begun stays marked and listed, and who comes back sees what happened without them', async ({
  profile,
}) => {
  test.setTimeout(180_000)
  profile.expectProblem(/ERR_|Failed to load resource|503/)
  const team = await openTeam()
  try {
    const [printer, invoices, labels] = [
      await team.report('Printer is silent', 3 * hour),
      await team.report('Invoices stay in draft', 3 * hour),
      await team.report('Labels print twice', 3 * hour),
    ]
    const first = await profile.launch(english)
    const { page } = first
    const desk = agentAt(page)
    await desk.signIn(team.address, sanne.email)
    await desk.open(printer)
    await team.killServer()
    await expect(desk.status).toContainText('Offline', { timeout: 30_000 })

    await test.step('a caller of a firm that nobody knows is written down', async () => {
      await page.getByRole('button', { name: 'New ticket' }).click()
      const create = page.getByRole('dialog', { name: 'New ticket' })
      await create.getByLabel('Subject').fill('Till does not start')
      await create.getByLabel('Name').fill('Jan of the bakery')
      await create.getByRole('button', { name: 'Create ticket' }).click()
      await expect(create.getByRole('alert')).toContainText('Choose a customer')
      await create.getByLabel('Customer').click()
      await page.getByRole('option', { name: 'Customer unknown' }).click()
      await create.getByLabel('What was reported?').fill('Since the update. Calls back at three.')
      await create.getByRole('button', { name: 'Create ticket' }).click()
      await expect(create).toBeHidden()
      const pane = page.getByRole('region', { name: /Till does not start/ })
      await expect(pane).toContainText('Customer unknown')
    })

    await test.step('a reply and a dialog that are left unfinished are marked in their rows', async () => {
      await desk.open(labels)
      await desk.pane(labels).getByRole('toolbar').getByRole('button', { name: 'Reply' }).click()
      await desk.pane(labels).getByRole('textbox', { name: 'Reply' }).fill('Which tray did')
      await expect(desk.row(labels)).toContainText('Something of yours here is not sent yet')
      await desk.open(invoices)
      await desk.pane(invoices).getByRole('toolbar').getByRole('button', { name: 'Solve' }).click()
      await page.getByLabel('What solved it?').fill('The journal was locked')
      await page.keyboard.press('Escape')
      await expect(desk.row(invoices)).toContainText('Something of yours here is not sent yet')
      await desk.open(printer)
      await expect(desk.row(printer)).not.toContainText('Something of yours')
    })

    await test.step('the list of them opens each where it was left', async () => {
      await desk.goTo('Needs you')
      await page.getByRole('button', { name: /^Solve.*The journal was locked/ }).click()
      await expect(page.getByLabel('What solved it?')).toHaveValue('The journal was locked')
      await page.keyboard.press('Escape')
      await desk.goTo('Needs you')
      await page.getByRole('button', { name: /^Reply.*Which tray did/ }).click()
      await expect(desk.pane(labels).getByRole('textbox', { name: 'Reply' })).toHaveValue('Which tray did')
    })

    await test.step('meanwhile others worked, and the office announced a staff day', async () => {
      await first.kill()
      await team.startServer(20 * minute)
      await team.announceStaffDay('Teamdag')
      const colleague = await signInPlainly(team.address, administratorEmail)
      const changes = [{ field: 'priority' as const, from: 'medium', to: 'high' }]
      await colleague.push([mutation('ticket.edit', printer.id, { changes }, seenOf(printer), team.now())])
      team.receiveMail(invoices, 'Het is al opgelost.')
    })

    await test.step('it is told until it was seen', async () => {
      const again = await profile.launch(english)
      await agentAt(again.page).signInAgain()
      const banner = again.page.getByRole('status').filter({ hasText: 'While you were away' })
      await expect(banner).toContainText('tickets changed', { timeout: 60_000 })
      await expect(banner).toContainText('deadlines moved')
      await banner.getByRole('button', { name: 'Show' }).click()
      const news = again.page.getByRole('region', { name: 'While you were away' })
      await expect(news).toContainText('Staff day: the office is closed on')
      await expect(news.getByRole('button', { name: /Printer is silent/ })).toContainText('High')
      await expect(news.getByRole('button', { name: /Invoices stay in draft/ })).toContainText('Petra Jansen')
      await expect(news.getByRole('button', { name: /Labels print twice/ })).toContainText(
        'because of a staff day',
      )
      await news.getByRole('button', { name: 'I have seen' }).click()
      await expect(news).toBeHidden()
      await again.page.reload()
      await expect(again.page.getByRole('listbox').getByRole('option').first()).toBeVisible()
      await expect(banner).toBeHidden()

      await test.step('whose account is closed is told so, and takes their words along', async () => {
        await team.closeAccount(sanne)
        await again.page.keyboard.press('F5')
        const closed = again.page.getByRole('alert').filter({ hasText: 'Your account was closed' })
        await expect(closed).toContainText('What you wrote is still on this device', { timeout: 30_000 })
        await closed.getByRole('button', { name: 'Unsent work' }).click()
        await again.page.getByRole('button', { name: 'Copy all your unsent work' }).click()
        await expect(again.page.getByText('Copied: 2 pieces of text')).toBeVisible()
        const copied = await again.electron.evaluate(({ clipboard }) => clipboard.readText())
        expect(copied).toContain('Labels print twice · Reply')
        expect(copied).toContain('Which tray did')
        expect(copied).toContain('The journal was locked')
      })
    })
  } finally {
    await team.close()
  }
})
