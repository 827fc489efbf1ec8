import { agentAt } from './support/agent'
import { openOwnDesktop } from './support/own-desktop'
import { openTeam, sanne, youssef } from './support/team'
import { expect, test } from './support/test'

/**
 * One day at the desk, with nothing but real parts: the server as a process on PostgreSQL, an SMTP server, a notification
 * daemon, two apps. It reads from top to bottom; the server's clock stands at eleven in the morning of a working day.
 */
test('a day: alerts, work without a server, a crash, and everything done once', async ({ profile }, info) => {
  test.setTimeout(240_000)
  const minute = 60_000
  const desktop = await openOwnDesktop()
  const team = await openTeam()
  // Without a keyring the token lives in memory; a server that was killed is an error of the network.
  profile.expectProblem(/ERR_|Failed to load resource|503|401/)
  const launchOptions = { env: desktop.env, args: ['--lang=en-US'] }
  try {
    const labels = await team.report('Labels print twice', 8 * minute)
    const invoices = await team.report('Invoices stay in draft', 60 * minute + 25_000)
    const stock = await team.report('Stock moves are missing', 3 * 60 * minute)
    const portal = await team.report('Portal shows old prices', 3 * 60 * minute)
    const export_ = await team.report('Export to the bank fails', 3 * 60 * minute)
    const dashboard = await team.report('Dashboard is empty', 3 * 60 * minute)
    await team.giveFeedback(export_)

    const app = await test.step('Sanne starts the app and signs in', async () => {
      const app = await profile.launch(launchOptions)
      await agentAt(app.page).signIn(team.address, sanne.email)
      await expect(agentAt(app.page).row(labels)).toBeVisible({ timeout: 30_000 })
      return app
    })
    const desk = agentAt(app.page)

    await test.step('the office is open and countdowns move', async () => {
      await expect(desk.status).toContainText('Office open')
      const figure = desk.row(labels).getByText(/^[67]:\d\d$/)
      const before = await figure.textContent()
      await expect.poll(() => figure.textContent()).not.toBe(before)
    })

    await test.step('a notification rings an hour before a deadline, and opens its ticket', async () => {
      // Others may ring as well; each is clicked until hers is on the screen.
      const clicked = async (): Promise<boolean> => {
        if (desktop.displayed() > 0) desktop.click()
        return desk.pane(invoices).isVisible()
      }
      await expect.poll(clicked, { timeout: 60_000, intervals: [1000] }).toBe(true)
      const about = `#${invoices.number}`
      const body: unknown = expect.stringContaining(invoices.subject)
      expect(desktop.shown().filter(({ summary }) => summary.includes(about))).toEqual([
        { summary: `${about} · Response due in 1 h`, body },
      ])
    })

    await test.step('the server is killed, and she goes on', async () => {
      await desk.open(dashboard)
      await team.killServer()
      await expect(desk.status).toContainText('Offline', { timeout: 30_000 })
      await desk.reply(dashboard, 'The filter was set to last year.')
      await desk.open(invoices)
      await desk.reply(invoices, 'We found the cause: the journal was locked.')
      await desk.open(stock)
      await desk.note(stock, 'The scheduled action is off since the update.')
      await desk.open(portal)
      await desk.waitForExternal(portal, 'Answer of Odoo S.A. about the price list')
      await desk.open(export_)
      await desk.solve(export_, 'A new certificate was uploaded.')
      await expect(desk.status).toContainText('5 changes wait to be sent')
    })

    await test.step('meanwhile a customer writes on a ticket that she answered', () => {
      team.receiveMail(dashboard, 'Het is opgelost, er hoeft niets meer te gebeuren.')
    })

    await test.step('her app is killed too; started without a server it has everything', async () => {
      await app.kill()
    })
    const again = await profile.launch(launchOptions)
    const back = agentAt(again.page)
    await test.step('started without a server it has everything', async () => {
      await expect(back.status).toContainText('5 changes wait to be sent', { timeout: 30_000 })
      await back.open(invoices)
      await expect(back.pane(invoices)).toContainText('We found the cause: the journal was locked.')
      await expect(back.pane(invoices)).toContainText('Waits to be sent')
      await back.open(stock)
      await expect(back.pane(stock)).toContainText('The scheduled action is off since the update.')
      await again.page.screenshot({ path: info.outputPath('offline.png') })
    })

    await test.step('the server is back: everything is sent, once', async () => {
      await team.startServer()
      await back.signInAgain()
      await expect(back.status).toContainText('Everything is sent', { timeout: 60_000 })
      await expect.poll(() => team.sink.accepted.length, { timeout: 60_000 }).toBe(1)
      expect(team.sink.accepted[0]).toContain('the journal was locked')
    })

    await test.step('the reply that the customer overtook is held, and sent when she says so', async () => {
      await expect(back.status).toContainText('1 change needs you')
      await back.goTo('Needs you')
      const held = again.page.getByRole('article').filter({ hasText: dashboard.subject })
      await expect(held).toContainText('The customer wrote after you last looked at this ticket.')
      await expect(held).toContainText('The filter was set to last year.')
      await expect(held).toContainText('Het is opgelost')
      await held.getByRole('button', { name: 'Send anyway' }).click()
      await expect.poll(() => team.sink.accepted.length, { timeout: 60_000 }).toBe(2)
      expect(team.sink.accepted[1]).toContain('last year')
      await expect(back.status).not.toContainText('needs you')
    })

    await test.step('a colleague on another machine sees the same', async () => {
      const other = await profile.launchOther(launchOptions)
      const colleague = agentAt(other.page)
      await colleague.signIn(team.address, youssef.email)
      await colleague.open(invoices)
      await expect(colleague.pane(invoices).getByText('the journal was locked')).toHaveCount(1)
      await colleague.open(stock)
      await expect(colleague.pane(stock).getByText('The scheduled action is off')).toHaveCount(1)
      await colleague.open(portal)
      await expect(colleague.pane(portal)).toContainText('Waiting')
      await colleague.open(export_)
      await expect(colleague.pane(export_)).toContainText('Solved')
      await colleague.open(dashboard)
      await expect(colleague.pane(dashboard).getByText('last year')).toHaveCount(1)
    })
  } finally {
    await team.close()
    desktop.close()
  }
})
