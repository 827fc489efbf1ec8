import { answer } from '../../src/server/mail/testing/mail-sink'
import { agentAt } from './support/agent'
import { openTeam, sanne } from './support/team'
import { expect, test } from './support/test'

/** A reply that may not have arrived stands before its author, on all their devices, and no clock counts it. */

const english = { args: ['--lang=en-US'] }
const hour = 3_600_000

test('a reply that failed or is in doubt needs its author, who sends it again or says what became of it', async ({
  profile,
}) => {
  test.setTimeout(180_000)
  const team = await openTeam()
  try {
    const [invoices, labels, printer] = [
      await team.report('Invoices stay in draft', 3 * hour),
      await team.report('Labels print twice', 3 * hour),
      await team.report('Printer is silent', 3 * hour),
    ]
    const { page } = await profile.launch(english)
    const desk = agentAt(page)
    await desk.signIn(team.address, sanne.email)
    const response = (ticket: typeof invoices) => desk.pane(ticket).getByRole('region', { name: 'Clocks' })

    await test.step('two mails whose answer is lost, and one that is refused', async () => {
      team.sink.onData = (_, cut) => cut()
      await desk.open(invoices)
      await desk.reply(invoices, 'The journal was locked.')
      await desk.open(labels)
      await desk.reply(labels, 'Try the other tray.')
      await expect(desk.status).toContainText('2 changes need you', { timeout: 60_000 })
      team.sink.onData = () => undefined
      team.sink.onRecipient = () => {
        throw answer(550, 'No such mailbox')
      }
      await desk.open(printer)
      await desk.reply(printer, 'Is it switched on?')
      await expect(desk.status).toContainText('3 changes need you', { timeout: 60_000 })
      team.sink.onRecipient = () => undefined
    })

    await test.step('no clock counts them, and their rows say so', async () => {
      await expect(desk.pane(printer)).toContainText('It counts for no clock: there is no feedback yet.')
      await expect(
        desk.pane(printer).getByRole('article').filter({ hasText: 'Is it switched on?' }),
      ).not.toContainText('First feedback')
      await expect(page.getByRole('option', { name: /a reply was not delivered/ })).toHaveCount(1)
    })

    await test.step('one is sent again by a key, and counts once it has left', async () => {
      await desk.goTo('Needs you')
      const doubtful = page.getByRole('article').filter({ hasText: 'The journal was locked.' })
      await expect(doubtful).toContainText('It may have arrived at petra.jansen@degoudenaar.example')
      await doubtful.getByRole('button', { name: 'Send again' }).press('Enter')
      // The sink had both whose answer was lost.
      await expect.poll(() => team.sink.accepted.length, { timeout: 30_000 }).toBe(3)
      await expect(doubtful).toBeHidden({ timeout: 30_000 })
      await desk.open(invoices)
      await expect(desk.pane(invoices)).toContainText('The reply was delivered', { timeout: 30_000 })
      await expect(response(invoices)).toContainText('met')
    })

    await test.step('another had arrived, as the customer says, and the third is left', async () => {
      await desk.goTo('Needs you')
      const arrived = page.getByRole('article').filter({ hasText: 'Try the other tray.' })
      await arrived.getByRole('button', { name: 'It had arrived' }).press('Enter')
      await expect(arrived).toBeHidden({ timeout: 30_000 })
      const failed = page.getByRole('article').filter({ hasText: 'Is it switched on?' })
      await expect(failed.getByRole('button', { name: 'It had arrived' })).toHaveCount(0)
      await failed.getByRole('button', { name: 'Leave it' }).press('Enter')
      await expect(page.getByText('Nothing needs your decision.')).toBeVisible({ timeout: 30_000 })
      await desk.open(labels)
      await expect(desk.pane(labels)).toContainText('Sanne de Wit says that the reply had arrived')
      await expect(response(labels)).toContainText('met')
      expect(team.sink.accepted).toHaveLength(3)
    })
  } finally {
    await team.close()
  }
})
