import { agentAt } from './support/agent'
import { openTeam, sanne } from './support/team'
import { expect, test } from './support/test'

test('held text that is edited comes together with what another window is writing, and nothing of either is lost', async ({
  profile,
}) => {
  test.setTimeout(240_000)
  profile.expectProblem(/ERR_|Failed to load resource|503|401/)
  const team = await openTeam()
  try {
    const ticket = await team.report('Dashboard is empty', 3 * 3_600_000)
    const { electron, page } = await profile.launch({ args: ['--lang=en-US'] })
    const desk = agentAt(page)
    await desk.signIn(team.address, sanne.email)
    await desk.open(ticket)

    await test.step('a customer overtakes a reply that was written without a server', async () => {
      await team.killServer()
      await expect(desk.status).toContainText('Offline', { timeout: 30_000 })
      await desk.reply(ticket, 'The filter was set to last year.')
      team.receiveMail(ticket, 'Het is opgelost.')
      await team.startServer()
      await desk.goTo('Needs you')
      await expect(page.getByRole('article').filter({ hasText: ticket.subject })).toContainText(
        'The customer wrote after you last looked at this ticket.',
        { timeout: 60_000 },
      )
    })

    const [other] = await Promise.all([
      electron.waitForEvent('window'),
      electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('window.new')?.click()),
    ])
    const beside = agentAt(other)
    const written = beside.pane(ticket).getByRole('textbox', { name: 'Reply' })
    const shown = desk.pane(ticket).getByRole('textbox', { name: 'Reply' })

    await test.step('another window has begun a reply when she edits the held one', async () => {
      await beside.open(ticket)
      await beside.pane(ticket).getByRole('toolbar').getByRole('button', { name: 'Reply' }).click()
      await written.fill('Glad that it works.')
      await page.getByRole('button', { name: 'Edit as a new reply' }).click()
      await expect(shown).toHaveValue('The filter was set to last year.\n\nGlad that it works.')
      await expect(written).toHaveValue('The filter was set to last year.\n\nGlad that it works.')
    })

    await test.step('she types on there, and sends it: one mail with all of it', async () => {
      await written.press('Control+End')
      await written.pressSequentially(' Bye!')
      await expect(shown).toHaveValue('The filter was set to last year.\n\nGlad that it works. Bye!')
      await beside.pane(ticket).getByRole('button', { name: 'Send reply' }).click()
      await expect.poll(() => team.sink.accepted.length, { timeout: 30_000 }).toBe(1)
      expect(team.sink.accepted[0]).toContain('The filter was set to last year.')
      expect(team.sink.accepted[0]).toContain('Glad that it works. Bye!')
      await expect(shown).toHaveValue('')
    })
  } finally {
    await team.close()
  }
})
