import { expect, type Locator, type Page } from '@playwright/test'
import type { Ticket } from '../../../src/shared/tickets/ticket'
import { agentAt } from '../support/agent'

/** Somebody who works without a network: what they do on a ticket that is open, by keys and by the names on screen (English). */
export function travellerAt(page: Page) {
  const desk = agentAt(page)
  const pane = (ticket: Ticket): Locator => page.getByRole('region', { name: `Ticket ${ticket.number}:` })

  /** Opens a dialog by its key, fills it in and sends it. */
  const dialog = async (key: string, name: string, fill: (form: Locator) => Promise<void>): Promise<void> => {
    await page.keyboard.press(key)
    const form = page.getByRole('dialog', { name, exact: true })
    await expect(form).toBeVisible()
    await fill(form)
    await page.keyboard.press('Control+Enter')
    await expect(form).toBeHidden()
  }
  const choose = async (ticket: Ticket, name: string): Promise<void> => {
    await pane(ticket).getByRole('button', { name: 'More actions' }).press('Enter')
    await page.getByRole('menuitem', { name }).press('Enter')
  }

  /** Up the page and down again, until what is looked for has the focus. */
  const walkTo = (stop: Locator): Promise<void> =>
    expect(async () => {
      for (const key of ['k', 'j'])
        for (let steps = 0; steps < 40 && !(await isFocused(stop)); steps += 1) await page.keyboard.press(key)
      expect(await isFocused(stop)).toBe(true)
    }).toPass({ timeout: 20_000 })
  const held = (subject: string): Locator =>
    page
      .getByRole('article')
      .filter({ hasText: subject })
      .filter({ has: page.locator('[data-walk]') })

  return {
    ...desk,
    page,

    makeLow: () =>
      dialog('t', 'Type, priority and cover', (form) => form.getByRole('radio', { name: /^Low/ }).check()),

    async assignTo(name: string): Promise<void> {
      await page.keyboard.press('Shift+A')
      const form = page.getByRole('dialog', { name: 'Assign to' })
      await form.getByRole('combobox').fill(name)
      await page.keyboard.press('Enter')
      await expect(form).toBeHidden()
    },

    async startWork(ticket: Ticket): Promise<void> {
      await pane(ticket).getByRole('toolbar').getByRole('button', { name: 'Start work' }).click()
      await expect(pane(ticket).getByRole('button', { name: 'Start work' })).toBeHidden()
    },

    async telephoneFeedback(ticket: Ticket, note: string): Promise<void> {
      await choose(ticket, 'Feedback by telephone…')
      const form = page.getByRole('dialog', { name: 'Feedback by telephone' })
      await form.getByLabel('What was asked or said?').fill(note)
      await page.keyboard.press('Control+Enter')
      await expect(form).toBeHidden()
    },

    escalate: (reason: string) =>
      dialog('e', 'Escalate', (form) => form.getByLabel('Why is this escalated?').fill(reason)),

    waitForKeyUser: (reason: string) =>
      dialog('w', 'Let clocks wait', (form) => form.getByLabel('What do we wait for?').fill(reason)),

    reopen: (reason: string) =>
      dialog('Shift+O', 'Reopen', (form) => form.getByLabel('Why is it open again?').fill(reason)),

    addRecording: (url: string, title: string) =>
      dialog('l', 'Add recording', async (form) => {
        await form.getByLabel('Address').fill(url)
        await form.getByLabel('Title').fill(title)
      }),

    async changeSubject(ticket: Ticket, subject: string): Promise<void> {
      await pane(ticket).getByRole('heading', { level: 2 }).first().getByRole('button').click()
      const field = pane(ticket).getByRole('textbox', { name: 'Subject' })
      await field.fill(subject)
      await field.press('Enter')
      await expect(pane(ticket).getByRole('heading', { level: 2 }).first()).toHaveText(subject)
    },

    /** Takes a reply that waits back into its composer, and sends it with other words. */
    async editWaiting(ticket: Ticket, text: string, other: string): Promise<void> {
      const card = pane(ticket).getByRole('article').filter({ hasText: text })
      await card.getByRole('button', { name: 'Edit' }).click()
      const reply = pane(ticket).getByRole('textbox', { name: 'Reply' })
      await expect(reply).toHaveValue(text)
      await reply.fill(other)
      await pane(ticket).getByRole('button', { name: 'Send reply' }).click()
      await expect(pane(ticket).getByRole('button', { name: 'Send reply' })).toBeHidden()
    },

    async beginReply(ticket: Ticket, text: string): Promise<void> {
      await pane(ticket).getByRole('toolbar').getByRole('button', { name: 'Reply' }).click()
      await pane(ticket).getByRole('textbox', { name: 'Reply' }).fill(text)
    },

    /** A dialog that is left half filled in. */
    async beginSolution(text: string): Promise<void> {
      await page.keyboard.press('s')
      const form = page.getByRole('dialog', { name: 'Solve' })
      await form.getByLabel('What solved it?').fill(text)
      await page.keyboard.press('Escape')
      await expect(form).toBeHidden()
    },

    async reportUnknown(subject: string, text: string): Promise<void> {
      await page.getByRole('button', { name: 'New ticket' }).click()
      const form = page.getByRole('dialog', { name: 'New ticket' })
      await form.getByLabel('Subject').fill(subject)
      await form.getByLabel('Name').fill('Jan of the bakery')
      await form.getByLabel('Customer').click()
      await page.getByRole('option', { name: 'Customer unknown' }).click()
      await form.getByLabel('What was reported?').fill(text)
      await form.getByRole('button', { name: 'Create ticket' }).click()
      await expect(form).toBeHidden()
    },

    /** On the ticket that has just been made, which has no number yet. */
    async noteOnNew(subject: string, text: string): Promise<void> {
      const fresh = page.getByRole('region', { name: subject })
      await fresh.getByRole('toolbar').getByRole('button', { name: 'Note' }).click()
      await fresh.getByRole('textbox', { name: 'Internal note' }).fill(text)
      await fresh.getByRole('button', { name: 'Add note' }).click()
      await expect(fresh.getByRole('button', { name: 'Add note' })).toBeHidden()
    },

    /** What was held on a ticket of this subject, in Needs you. */
    held,

    /** Walks to it by keyboard and decides: the first button of the held work, or (twice) the last one. */
    async decide(subject: string, decision: 'anyway' | 'edit' | 'discard'): Promise<void> {
      const work = held(subject)
      const stop = work.locator('[data-walk]')
      await expect(stop).toHaveText({ anyway: /anyway/, edit: 'Edit as a new reply', discard: /./ }[decision])
      await walkTo(stop)
      if (decision === 'discard') {
        const last = work.getByRole('button', { name: /^Discard/ })
        while (!(await isFocused(last))) await page.keyboard.press('Tab')
        await page.keyboard.press('Enter')
        await expect(last).toHaveText('Discard for good')
      }
      await page.keyboard.press('Enter')
      await expect(work).toBeHidden()
    },

    /** Says by keyboard that a section of Needs you was seen. */
    async seeAll(title: string): Promise<void> {
      const section = page.locator('section').filter({ has: page.getByRole('heading', { name: title }) })
      await walkTo(section.getByRole('button', { name: 'I have seen these' }))
      await page.keyboard.press('Enter')
      await expect(section).toBeHidden()
    },
  }
}

export type Traveller = ReturnType<typeof travellerAt>

const isFocused = (element: Locator): Promise<boolean> =>
  element.evaluate((node) => node === node.ownerDocument.activeElement)
