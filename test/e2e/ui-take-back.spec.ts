import { startTcpProxy } from '../support/tcp-proxy'
import { agentAt } from './support/agent'
import { openTeam, sanne } from './support/team'
import { expect, test } from './support/test'

/** Until a thing is sent it can be edited and taken back. */

const english = { args: ['--lang=en-US'] }
const hour = 3_600_000

test('what waits for a network is edited and taken back, also after a crash, and leaves once as it was last written', async ({
  profile,
}) => {
  test.setTimeout(180_000)
  profile.expectProblem(/ERR_|Failed to load resource|503|401/)
  const team = await openTeam()
  const line = await startTcpProxy(Number(new URL(team.address).port))
  try {
    const [invoices, labels] = [
      await team.report('Invoices stay in draft', 3 * hour),
      await team.report('Labels print twice', 3 * hour),
    ]
    const first = await profile.launch(english)
    const desk = agentAt(first.page)
    const { page } = first
    await desk.signIn(`http://127.0.0.1:${line.port}`, sanne.email)
    await desk.open(invoices)
    line.cut()
    await expect(desk.status).toContainText('data of', { timeout: 30_000 })
    const card = (text: string) => desk.pane(invoices).getByRole('article').filter({ hasText: text })

    await test.step('a solution goes back with the reply that it rests on, and is told before', async () => {
      await desk.reply(invoices, 'The jornal was locked.')
      await desk.note(invoices, 'Ask Joris about the lock.')
      await desk.solve(invoices, 'Unlocked the journal.')
      await card('The jornal').getByRole('button', { name: 'Edit' }).press('Enter')
      const dialog = page.getByRole('dialog', { name: 'Take this back?' })
      await expect(dialog).toContainText(
        'One later change cannot stand without it and is taken back too: Solution.',
      )
      await page.keyboard.press('Escape')
      await expect(desk.status).toContainText('3 changes wait to be sent')
      await card('The jornal').getByRole('button', { name: 'Edit' }).click()
      await expect(dialog).toBeVisible()
      await page.keyboard.press('Control+Enter')
      await expect(dialog).toBeHidden()
      const reply = desk.pane(invoices).getByRole('textbox', { name: 'Reply' })
      await expect(reply).toHaveValue('The jornal was locked.')
      await expect(reply).toBeFocused()
      await expect(desk.status).toContainText('1 change waits to be sent')
      await reply.fill('The journal was locked.')
      await desk.pane(invoices).getByRole('button', { name: 'Send reply' }).click()
    })

    await test.step('what was typed in the solution stands in its dialog', async () => {
      await desk.pane(invoices).getByRole('toolbar').getByRole('button', { name: 'Solve' }).click()
      const solve = page.getByRole('dialog', { name: 'Solve' })
      await expect(solve.getByLabel('What solved it?')).toHaveValue('Unlocked the journal.')
      await page.keyboard.press('Escape')
      await expect(solve).toBeHidden()
    })

    await test.step('in Needs you each line is edited or taken back too', async () => {
      await desk.open(labels)
      await desk.reply(labels, 'Try the other tray.')
      await desk.goTo('Needs you')
      const takeBack = page.getByRole('button', { name: 'Take back: Reply, Try the other tray.' })
      await takeBack.press('Enter')
      await expect(page.getByText('your text is in the draft of the ticket')).toBeVisible()
      await expect(takeBack).toBeHidden()
      // It is listed among what was begun and not sent.
      await expect(page.getByRole('button', { name: /^Reply.*Try the other tray\./ })).toBeVisible()
      await page.getByRole('button', { name: 'Edit: Note, Ask Joris about the lock.' }).press('Enter')
      await expect(desk.pane(invoices).getByRole('textbox', { name: 'Internal note' })).toHaveValue(
        'Ask Joris about the lock.',
      )
      await expect(desk.status).toContainText('1 change waits to be sent')
    })

    await test.step('after a crash it is as it was', async () => {
      await first.kill()
      const again = await profile.launch(english)
      const back = agentAt(again.page)
      await expect(back.status).toContainText('1 change waits to be sent', { timeout: 30_000 })
      await back.open(labels)
      await expect(back.pane(labels).getByRole('textbox', { name: 'Reply' })).toHaveValue(
        'Try the other tray.',
      )
      line.recover()
      await back.signInAgain()
      await expect(back.status).toContainText('Everything is sent', { timeout: 30_000 })
      await expect.poll(() => team.sink.accepted.length, { timeout: 30_000 }).toBe(1)
      expect(team.sink.accepted[0]).toContain('The journal was locked.')
      await back.open(invoices)
      await expect(back.pane(invoices)).toContainText('The journal was locked.')
      await expect(back.pane(invoices)).not.toContainText('jornal')
      await expect(back.pane(invoices).getByRole('button', { name: 'Take back' })).toHaveCount(0)
    })
  } finally {
    await team.close()
    await line.close()
  }
})
