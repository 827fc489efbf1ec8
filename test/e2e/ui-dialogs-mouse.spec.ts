import type { Locator, Page } from '@playwright/test'
import { firstSenior } from '../../src/server/demo/people'
import { answer } from '../../src/server/mail/testing/mail-sink'
import type { Dialog } from '../../src/renderer/state/dialogs'
import { agentAt } from './support/agent'
import { openTeam } from './support/team'
import { expect, test } from './support/test'

/** Every dialog is opened, filled in and sent by mouse, on one ticket through its life. A dialog without a line here does not compile. */
test('every dialog is opened and sent by mouse', async ({ profile }) => {
  test.setTimeout(300_000)
  const team = await openTeam()
  try {
    const { electron, page } = await profile.launch({ args: ['--lang=en-US'] })
    const desk = agentAt(page)
    await desk.signIn(team.address, firstSenior.email)
    await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible({ timeout: 60_000 })
    const { pane, form, fromBar, fromMenu } = mouseAt(page)

    const dialogs = {
      create: async () => {
        await page.getByRole('button', { name: 'New ticket' }).click()
        const create = form('New ticket')
        await create.getByLabel('Customer').click()
        await page.getByRole('option', { name: 'Bakkerij De Gouden Aar B.V.', exact: true }).click()
        await create.getByLabel('Subject').fill('Labels are not printed')
        await create.getByLabel('What was reported?').fill('The label printer blinks.')
        await create.getByRole('button', { name: 'Create ticket' }).click()
        await expect(pane).toContainText('Labels are not printed')
      },
      triage: async () => {
        await fromMenu('Triage…')
        const triage = form('Type, priority and cover')
        await triage.getByRole('radio', { name: /^Application/ }).check()
        await triage.getByRole('radio', { name: /^Medium/ }).check()
        await triage.getByRole('button', { name: 'Save triage' }).click()
        await expect(pane.getByRole('button', { name: /^Medium/ })).toBeVisible()
      },
      assign: async () => {
        await fromMenu('Assign…')
        await form('Assign to')
          .getByRole('option', { name: /Youssef/ })
          .click()
        await expect(pane.getByRole('button', { name: /Youssef/ })).toBeVisible()
      },
      contact: async () => {
        await fromMenu('Log contact attempt…')
        const contact = form('Log contact attempt')
        await contact.getByLabel('What was asked or said?').fill('No answer.')
        await contact.getByRole('button', { name: 'Log attempt' }).click()
        await expect(pane).toContainText('No answer.')
      },
      feedback: async () => {
        await fromMenu('Feedback by telephone…')
        const feedback = form('Feedback by telephone')
        await feedback.getByLabel('What was asked or said?').fill('We look into it.')
        await feedback.getByRole('button', { name: 'Log feedback' }).click()
        await expect(pane).toContainText('We look into it.')
      },
      recording: async () => {
        await fromMenu('Add recording…')
        const recording = form('Add recording')
        await recording.getByLabel('Address').fill('https://video.example.nl/1')
        await recording.getByLabel('Title').fill('The blinking printer')
        await recording.getByRole('button', { name: 'Add recording' }).click()
        await expect(pane).toContainText('The blinking printer')
      },
      escalate: async () => {
        await fromMenu('Escalate…')
        const escalate = form('Escalate')
        await escalate.getByLabel('Why is this escalated?').fill('Shipping stands still.')
        await escalate.getByRole('button', { name: 'Escalate' }).click()
        await expect(pane).toContainText('Shipping stands still.')
      },
      'end-escalation': async () => {
        await fromMenu('End escalation…')
        const end = form('End escalation')
        await end.getByLabel('How was it settled?').fill('A spare one was sent.')
        await end.getByRole('button', { name: 'End escalation' }).click()
        await expect(pane).toContainText('A spare one was sent.')
      },
      wait: async () => {
        await fromBar('Wait')
        const wait = form('Let clocks wait')
        await wait.getByRole('radio', { name: 'External party' }).check()
        await wait.getByLabel('What do we wait for?').fill('The maker of the printer')
        await wait.getByRole('button', { name: 'Wait for external party' }).click()
        await expect(pane).toContainText('The maker of the printer')
      },
      overrun: async () => {
        team.sink.onRecipient = () => {
          throw answer(550, 'No such mailbox')
        }
        await fromMenu('Tell it takes longer…')
        const overrun = form('Tell the reporter that it takes longer')
        await overrun.getByLabel('Message').fill('It takes us until Monday.')
        await overrun.getByRole('button', { name: 'Send message' }).click()
        await expect(pane).toContainText('It takes us until Monday.')
      },
      'send-again': async () => {
        const message = pane.getByRole('article').filter({ hasText: 'It takes us until Monday.' })
        await expect(message).toContainText('This mail was not delivered.', { timeout: 60_000 })
        team.sink.onRecipient = () => undefined
        await message.getByRole('button', { name: 'Send again…' }).click()
        await form('Send this mail again?').getByRole('button', { name: 'Send again' }).click()
        await expect.poll(() => team.sink.accepted.length, { timeout: 30_000 }).toBe(1)
      },
      solve: async () => {
        await fromBar('Solve')
        const solve = form('Solve')
        await solve.getByLabel('What solved it?').fill('New ribbon.')
        await solve.getByRole('button', { name: 'Solve ticket' }).click()
        await expect(pane).toContainText('New ribbon.')
      },
      reopen: async () => {
        await fromBar('Reopen')
        const reopen = form('Reopen')
        await reopen.getByLabel('Why is it open again?').fill('It blinks again.')
        await reopen.getByRole('button', { name: 'Reopen ticket' }).click()
        await expect(pane).toContainText('It blinks again.')
      },
      close: async () => {
        await fromMenu('Close…')
        const close = form('Close')
        await close.getByRole('radio', { name: /withdrawn/i }).check()
        await close.getByLabel(/^Note/).fill('They bought another one.')
        await close.getByRole('button', { name: 'Close ticket' }).click()
        await expect(pane).toContainText('They bought another one.')
      },
      shortcuts: async () => {
        await electron.evaluate(({ Menu }) =>
          Menu.getApplicationMenu()?.getMenuItemById('help.shortcuts')?.click(),
        )
        await form('Keyboard shortcuts').getByRole('button', { name: 'Close' }).click()
      },
      // What was not sent yet is taken back where there is no network: `ui-take-back.spec.ts`.
    } satisfies Record<Exclude<Dialog['kind'], 'take-back'>, () => Promise<void>>

    for (const [name, openAndSend] of Object.entries(dialogs))
      await test.step(name, async () => {
        await openAndSend()
        await expect(page.getByRole('dialog')).toHaveCount(0)
      })

    await test.step('nothing of all that was refused', async () => {
      await expect(desk.status).toContainText('Synced', { timeout: 60_000 })
      await desk.goTo('Needs you')
      await expect(page.getByText(/Refused/)).toHaveCount(0)
    })
  } finally {
    await team.close()
  }
})

/** What a hand on the mouse reaches: buttons of the open ticket, its menu, and the dialog on screen. */
function mouseAt(page: Page) {
  const pane = page.getByRole('region', { name: /^Ticket / })
  return {
    pane,
    form: (name: string): Locator => page.getByRole('dialog', { name, exact: true }),
    fromBar: (name: string) =>
      pane
        .getByRole('toolbar')
        .getByRole('button', { name: new RegExp(`^${name}`) })
        .click(),
    async fromMenu(name: string): Promise<void> {
      await pane.getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('menuitem', { name }).click()
    },
  }
}
