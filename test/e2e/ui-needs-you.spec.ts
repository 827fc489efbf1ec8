import { mutation, seenOf, signInPlainly } from '../support/plain-client'
import { startTcpProxy } from '../support/tcp-proxy'
import { administratorEmail } from '../support/team-workspace'
import { agentAt } from './support/agent'
import { openTeam, sanne } from './support/team'
import { expect, test } from './support/test'

/** Coming back from a while without a network: what was overruled, held, or waits behind that, and what happened since. */

const english = { args: ['--lang=en-US'] }
const hour = 3_600_000

test('who comes back sees what was overruled and held, with what happened since, until they have seen it', async ({
  profile,
}) => {
  test.setTimeout(180_000)
  profile.expectProblem(/ERR_|Failed to load resource|503|401/)
  const team = await openTeam()
  const line = await startTcpProxy(Number(new URL(team.address).port))
  const address = `http://127.0.0.1:${line.port}`
  try {
    const [printer, invoices, labels] = [
      await team.report('Printer is silent', 3 * hour),
      await team.report('Invoices stay in draft', 3 * hour),
      await team.report('Labels print twice', 3 * hour),
    ]
    const first = await profile.launch(english)
    const desk = agentAt(first.page)
    await desk.signIn(address, sanne.email)
    await desk.open(printer)
    line.cut()
    await expect(desk.status).toContainText('data of', { timeout: 30_000 })

    await test.step('she works without a network', async () => {
      const { page } = first
      await page.keyboard.press('t')
      const triage = page.getByRole('dialog', { name: 'Type, priority and cover' })
      await triage.getByRole('radio', { name: /^Low/ }).check()
      await page.keyboard.press('Control+Enter')
      await expect(triage).toBeHidden()
      await desk.open(invoices)
      await desk.reply(invoices, 'The journal was locked.')
      await desk.solve(invoices, 'Unlocked the journal.')
      await expect(desk.status).toContainText('3 changes wait to be sent')
    })

    await test.step('meanwhile a colleague makes it high, and the customer writes', async () => {
      const colleague = await signInPlainly(team.address, administratorEmail)
      const changes = [{ field: 'priority' as const, from: 'medium', to: 'high' }]
      await colleague.push([mutation('ticket.edit', printer.id, { changes }, seenOf(printer), team.now())])
      team.receiveMail(invoices, 'Het is al opgelost.')
    })

    await test.step('back on the line, Needs you says all of it', async () => {
      const { page } = first
      await desk.goTo('Needs you')
      await expect(page.getByText('Goes out by itself, in this order')).toBeVisible()
      line.recover()
      await page.getByRole('button', { name: /Offline/ }).click()
      await expect(desk.status).toContainText('2 changes need you', { timeout: 30_000 })
      const held = page.getByRole('article')
      await expect(held).toContainText('The customer wrote after you last looked')
      await expect(held).toContainText('Het is al opgelost.')
      await expect(page.getByText('Priority: yours Low, stays High')).toBeVisible()
      await expect(page.getByText('Written after what stands above on the same ticket')).toBeVisible()
      await expect(page.getByText('Goes out by itself')).toBeHidden()
      await expect(page.getByRole('button', { name: /Solution.*Waits for you/ })).toBeVisible()
    })

    await test.step('a reply that was held because the ticket was closed goes back to its composer, and from there on', async () => {
      const { page } = first
      line.cut()
      await expect(desk.status).toContainText('Offline', { timeout: 30_000 })
      await desk.open(labels)
      await desk.reply(labels, 'Try the other tray.')
      const colleague = await signInPlainly(team.address, administratorEmail)
      const closing = { reason: 'withdrawn', note: '', anyway: false } as const
      await colleague.push([mutation('ticket.close', labels.id, closing, seenOf(labels), team.now())])
      line.recover()
      await page.getByRole('button', { name: /Offline/ }).click()
      await expect(desk.status).toContainText('3 changes need you', { timeout: 30_000 })
      await desk.goTo('Needs you')
      const held = page.getByRole('article').filter({ hasText: labels.subject })
      await expect(held).toContainText('The ticket is closed now.')
      await expect(held.getByRole('button', { name: 'Send anyway' })).toBeHidden()
      await held.getByRole('button', { name: 'Edit as a new reply' }).click()
      await expect(desk.pane(labels).getByRole('textbox', { name: 'Reply' })).toHaveValue(
        'Try the other tray.',
      )
      await expect(desk.pane(labels).getByRole('textbox', { name: 'Reply' })).toBeFocused()
      await expect(desk.pane(labels)).toContainText('The ticket is closed. Reopen it to send this')
      await desk.pane(labels).getByRole('button', { name: 'Reopen…' }).last().click()
      const reopen = page.getByRole('dialog', { name: 'Reopen' })
      await reopen.getByLabel('Why is it open again?').fill('One thing was missing.')
      await page.keyboard.press('Control+Enter')
      await expect(reopen).toBeHidden()
      await desk.pane(labels).getByRole('button', { name: 'Send reply' }).click()
      await expect.poll(() => team.sink.accepted.length, { timeout: 30_000 }).toBe(1)
      expect(team.sink.accepted[0]).toContain('other tray')
    })

    await test.step('what was overruled stays until it was seen, also over a crash', async () => {
      await first.kill()
      const { page } = await profile.launch(english)
      const again = agentAt(page)
      await again.goTo('Needs you')
      await expect(page.getByText('Priority: yours Low, stays High')).toBeVisible({ timeout: 30_000 })
      // By keyboard: from one to the next, and after a decision the one that takes its place has the focus.
      const anyway = page.getByRole('button', { name: 'Send anyway' })
      await page.keyboard.press('j')
      await expect(anyway).toBeFocused()
      await page.keyboard.press('j')
      await expect(page.getByRole('button', { name: /Solution.*Waits for you/ })).toBeFocused()
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      await expect(page.getByRole('button', { name: 'I have seen these' })).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(page.getByText('Priority: yours Low, stays High')).toBeHidden()
      await expect(again.status).toContainText('1 change needs you')
      await expect(page.getByRole('button', { name: 'Copy all your unsent work' })).toBeFocused()
      await page.keyboard.press('k')
      await expect(page.getByRole('button', { name: /Solution.*Waits for you/ })).toBeFocused()
      await page.keyboard.press('k')
      await expect(anyway).toBeFocused()
    })
  } finally {
    await team.close()
    await line.close()
  }
})
