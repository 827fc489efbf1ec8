import type { Locator, Page } from '@playwright/test'
import { agentAt } from './support/agent'
import { firstSenior } from '../../src/server/demo/people'
import { openDemo } from './support/demo'
import { openTeam } from './support/team'
import { expect, test } from './support/test'

/** Every dialog is opened, filled in and sent by keys, on one ticket through its life; what is typed outlives Esc and a kill. */

const english = { args: ['--lang=en-US'] }
const pane = (page: Page): Locator => page.getByRole('region', { name: /^Ticket / })
const dialog = (page: Page, name: string): Locator => page.getByRole('dialog', { name, exact: true })

/** Chooses in the ticket's menu of further actions, by keys. */
async function choose(page: Page, name: string): Promise<void> {
  await pane(page).getByRole('button', { name: 'More actions' }).focus()
  await page.keyboard.press('Enter')
  const item = page.getByRole('menuitem', { name })
  await item.focus()
  await page.keyboard.press('Enter')
}

/** Sends the dialog by its key and waits until it has gone. */
async function send(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+Enter')
  await expect(dialog(page, name)).toBeHidden()
}

test('every dialog is opened and sent by keys, and loses nothing by Esc, a click beside it or a kill', async ({
  profile,
}) => {
  test.setTimeout(300_000)
  const app = await profile.launch(english)
  await openDemo(app.page)

  await test.step('a new ticket that is left by Esc stands there again', async () => {
    const { page } = app
    await page.keyboard.press('c')
    const form = dialog(page, 'New ticket')
    await form.getByLabel('Subject').fill('Labels are not printed')
    await form.getByLabel('What was reported?').focus()
    await page.keyboard.type('The label printer blinks since this morning.')
    await page.keyboard.press('Escape')
    await expect(form).toBeHidden()
    await page.keyboard.press('c')
    await expect(form.getByLabel('What was reported?')).toHaveValue(
      'The label printer blinks since this morning.',
    )
    await expect(form.getByText('What you filled in earlier is here again.')).toBeVisible()
    // A click beside it.
    await page.mouse.click(10, 400)
    await expect(form).toBeHidden()
  })

  await test.step('it outlives kill -9', async () => {
    await app.page.keyboard.press('c')
    await dialog(app.page, 'New ticket').getByLabel('What was reported?').focus()
    await app.page.keyboard.press('Control+End')
    await app.page.keyboard.type(' Nobody can ship.')
    // A moment after the last letter it is on the disk.
    await app.page.waitForTimeout(1000)
    await app.kill()
  })

  const { page } = await profile.launch(english)
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible({ timeout: 60_000 })

  await test.step('a time that cannot be is refused in the dialog; a readable one is taken with Enter', async () => {
    await page.keyboard.press('c')
    const form = dialog(page, 'New ticket')
    await expect(form.getByLabel('Subject')).toHaveValue('Labels are not printed')
    await expect(form.getByLabel('What was reported?')).toHaveValue(
      'The label printer blinks since this morning. Nobody can ship.',
    )
    await form.getByLabel('Customer').focus()
    await page.keyboard.type('a')
    await expect(page.getByRole('option', { name: 'Bakkerij De Gouden Aar B.V.', exact: true })).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const when = form.getByLabel('Earlier')
    for (const [text, said] of [
      ['2510', 'This is not understood as a time.'],
      ['23:59 tomorrow', 'This is not understood as a time.'],
      ['1-1-2020 9:00', 'That is more than 31 days ago.'],
    ] as const) {
      await when.fill(text)
      await page.keyboard.press('Enter')
      await expect(form.getByRole('alert')).toContainText(said)
      await expect(when).toHaveValue(text)
    }
    await when.fill('gisteren 16.40')
    await expect(form.getByText(/ 16:40$/)).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(form).toBeHidden()
    await expect(pane(page)).toContainText('Labels are not printed')
    await expect(pane(page)).toContainText(/(Sun|Mon|Tue|Wed|Thu|Fri|Sat) 16:40/)
    await page.keyboard.press('c')
    await expect(form.getByLabel('Subject')).toHaveValue('')
    await page.keyboard.press('Escape')
  })

  await test.step('triage and assign', async () => {
    await page.keyboard.press('t')
    const triage = dialog(page, 'Type, priority and cover')
    await triage.getByRole('radio', { name: /^Application/ }).focus()
    await page.keyboard.press('Space')
    await triage.getByRole('radio', { name: /^Medium/ }).focus()
    await page.keyboard.press('Space')
    await send(page, 'Type, priority and cover')
    await expect(pane(page).getByRole('button', { name: /^Medium/ })).toBeVisible()
    await page.keyboard.press('Shift+A')
    await expect(dialog(page, 'Assign to').getByRole('combobox')).toBeFocused()
    await page.keyboard.type('Youssef')
    await page.keyboard.press('Enter')
    await expect(dialog(page, 'Assign to')).toBeHidden()
    await expect(pane(page).getByRole('button', { name: /Youssef/ })).toBeVisible()
  })

  await test.step('feedback, contact attempt, recording', async () => {
    await choose(page, 'Feedback by telephone…')
    await dialog(page, 'Feedback by telephone').getByLabel('What was asked or said?').fill('We look into it.')
    await send(page, 'Feedback by telephone')
    await expect(pane(page)).toContainText('We look into it.')

    await page.keyboard.press('p')
    await dialog(page, 'Log contact attempt').getByLabel('What was asked or said?').fill('No answer.')
    await send(page, 'Log contact attempt')
    await expect(pane(page)).toContainText('No answer.')

    await page.keyboard.press('l')
    const recording = dialog(page, 'Add recording')
    await recording.getByLabel('Address').fill('https://video.example.nl/1')
    await recording.getByLabel('Title').fill('The blinking printer')
    await page.keyboard.press('Enter')
    await expect(recording).toBeHidden()
    await expect(pane(page)).toContainText('The blinking printer')
  })

  await test.step('escalate', async () => {
    await page.keyboard.press('e')
    await dialog(page, 'Escalate').getByLabel('Why is this escalated?').fill('Shipping stands still.')
    await send(page, 'Escalate')
    await expect(pane(page)).toContainText('Shipping stands still.')
  })

  await test.step('a wait is kept for its ticket only, and is discarded or sent', async () => {
    const wait = dialog(page, 'Let clocks wait')
    await page.keyboard.press('w')
    await wait.getByLabel('What do we wait for?').fill('The model of the printer')
    await page.keyboard.press('Escape')
    await page.keyboard.press('w')
    await expect(wait.getByLabel('What do we wait for?')).toHaveValue('The model of the printer')
    await wait.getByRole('button', { name: 'Discard' }).focus()
    await page.keyboard.press('Enter')
    await expect(wait.getByLabel('What do we wait for?')).toHaveValue('')
    await wait.getByLabel('What do we wait for?').fill('The model of the label printer')
    await wait.getByLabel('Earlier').fill('1-1-2020 9:00')
    await page.keyboard.press('Enter')
    await expect(wait.getByRole('alert')).toContainText('before the ticket was received')
    await wait.getByLabel('Earlier').fill('')
    await send(page, 'Let clocks wait')
    await expect(pane(page)).toContainText('The model of the label printer')
  })

  await test.step('tell that it takes longer, solve, reopen, close', async () => {
    await choose(page, 'Tell it takes longer…')
    await expect(dialog(page, 'Tell the reporter that it takes longer').getByLabel('Message')).toHaveValue(
      /Labels are not printed/,
    )
    await send(page, 'Tell the reporter that it takes longer')

    await page.keyboard.press('s')
    await dialog(page, 'Solve').getByLabel('What solved it?').fill('New ribbon.')
    await send(page, 'Solve')
    await expect(pane(page)).toContainText('New ribbon.')
    // It rests on the mail before it: while that has not left, nothing is solved.
    await expect(pane(page)).toContainText('Solved')

    await page.keyboard.press('Shift+O')
    await dialog(page, 'Reopen').getByLabel('Why is it open again?').fill('It blinks again.')
    await send(page, 'Reopen')
    await expect(pane(page)).toContainText('It blinks again.')

    await page.keyboard.press('Shift+X')
    const close = dialog(page, 'Close')
    await close.getByRole('radio', { name: /withdrawn/i }).focus()
    await page.keyboard.press('Space')
    await close.getByLabel(/^Note/).fill('They bought another one.')
    await send(page, 'Close')
    await expect(pane(page)).toContainText('They bought another one.')
  })

  await test.step('nothing of all that was refused', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('y')
    await expect(page.getByText(/Refused/)).toHaveCount(0)
  })
})

test('a senior ends an escalation by keys; a subject that is only looked at stays as a colleague made it', async ({
  profile,
}) => {
  test.setTimeout(240_000)
  const team = await openTeam()
  try {
    const ticket = await team.report('Scanner beeps twice', 3 * 3_600_000)
    const { electron, page } = await profile.launch(english)
    const desk = agentAt(page)
    await desk.signIn(team.address, firstSenior.email)
    await desk.open(ticket)

    await test.step('escalate and end it', async () => {
      await pane(page).focus()
      await page.keyboard.press('e')
      await dialog(page, 'Escalate').getByLabel('Why is this escalated?').fill('Shipping stands still.')
      await send(page, 'Escalate')
      await choose(page, 'End escalation…')
      await dialog(page, 'End escalation').getByLabel('How was it settled?').fill('A spare one was sent.')
      await send(page, 'End escalation')
      await expect(pane(page)).toContainText('A spare one was sent.')
    })

    const [other] = await Promise.all([
      electron.waitForEvent('window'),
      electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('window.new')?.click()),
    ])
    await agentAt(other).open(ticket)
    const subject = (window: Page): Locator => pane(window).getByRole('textbox', { name: 'Subject' })
    const heading = (window: Page): Locator => pane(window).getByRole('heading', { level: 2 }).first()

    await test.step('looked at in one window, corrected in the other', async () => {
      await heading(page).getByRole('button').click()
      await expect(subject(page)).toHaveValue('Scanner beeps twice')
      await heading(other).getByRole('button').click()
      await subject(other).fill('Corrected by the colleague')
      await subject(other).press('Enter')
      await expect(heading(other)).toHaveText('Corrected by the colleague')
      // Leaves the field in which nothing was typed.
      await page.getByRole('searchbox').focus()
      await expect(heading(page)).toHaveText('Corrected by the colleague')
      await page.waitForTimeout(1000)
      await expect(heading(other)).toHaveText('Corrected by the colleague')
    })

    await test.step('Enter and Esc that an input method takes save nothing and leave nothing', async () => {
      await heading(page).getByRole('button').click()
      await subject(page).fill('さく')
      for (const key of ['Enter', 'Escape'])
        await subject(page).evaluate((field, name) => {
          const press = { key: name, isComposing: true, keyCode: 229, bubbles: true, cancelable: true }
          field.dispatchEvent(new KeyboardEvent('keydown', press))
        }, key)
      await expect(subject(page)).toHaveValue('さく')
      await subject(page).press('Escape')
      await expect(heading(page)).toHaveText('Corrected by the colleague')
    })
  } finally {
    await team.close()
  }
})
