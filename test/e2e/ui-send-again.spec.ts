import { answer } from '../../src/server/mail/testing/mail-sink'
import { agentAt } from './support/agent'
import { openTeam, sanne } from './support/team'
import { expect, test } from './support/test'

test('a mail that failed is sent again by a person who knows who did not get it', async ({ profile }) => {
  test.setTimeout(180_000)
  const team = await openTeam()
  let refusals = 0
  team.sink.onRecipient = () => {
    refusals += 1
    throw answer(550, 'No such mailbox')
  }
  try {
    const ticket = await team.report('Mailbox is full', 3 * 3_600_000)
    const { page } = await profile.launch({ args: ['--lang=en-US'] })
    const desk = agentAt(page)
    const dialog = page.getByRole('dialog', { name: 'Send this mail again?' })
    await desk.signIn(team.address, sanne.email)
    await desk.open(ticket)
    await desk.reply(ticket, 'Please empty it first.')

    await test.step('the timeline says it where the reply stands', async () => {
      const reply = desk.pane(ticket).getByRole('article').filter({ hasText: 'Please empty it first.' })
      await expect(reply).toContainText('This mail was not delivered.', { timeout: 60_000 })
      await reply.getByRole('button', { name: 'Send again…' }).press('Enter')
      await expect(dialog).toContainText('It goes to petra.jansen@degoudenaar.example only')
      await expect(dialog).toContainText('No such mailbox')
      const before = refusals
      await page.keyboard.press('Control+Enter')
      await expect(dialog).toBeHidden()
      await expect.poll(() => refusals, { timeout: 30_000 }).toBeGreaterThan(before)
    })

    await test.step('and so does the place of sent mail; this time it arrives, once', async () => {
      await desk.goTo('Sent mail')
      const mail = page.getByRole('article').filter({ hasText: ticket.subject }).filter({ hasText: 'failed' })
      await mail.getByRole('button', { expanded: false }).click({ timeout: 60_000 })
      team.sink.onRecipient = () => undefined
      await mail.getByRole('button', { name: 'Send again…' }).click()
      await dialog.getByRole('button', { name: 'Send again' }).click()
      await expect(dialog).toBeHidden()
      await expect.poll(() => team.sink.accepted.length, { timeout: 30_000 }).toBe(1)
      expect(team.sink.accepted[0]).toContain('Please empty it first.')
      await desk.open(ticket)
      await expect(desk.pane(ticket)).toContainText('The reply was delivered', { timeout: 30_000 })
      await expect(desk.status).not.toContainText('need')
    })
  } finally {
    await team.close()
  }
})
