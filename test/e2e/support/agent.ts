import { expect, type Locator, type Page } from '@playwright/test'
import type { Ticket } from '../../../src/shared/tickets/ticket'
import { teamPassword } from '../../support/team-workspace'

/** What a person at the desk does and sees, by the names on screen (English). */
export function agentAt(page: Page) {
  const pane = (ticket: Ticket): Locator =>
    page.getByRole('region', { name: `Ticket ${ticket.number}: ${ticket.subject}` })
  const rows = page.getByRole('listbox').getByRole('option')
  const row = (ticket: Ticket): Locator =>
    page.getByRole('listbox').getByRole('option', { name: `Ticket ${ticket.number},` })
  const toolbar = (ticket: Ticket): Locator => pane(ticket).getByRole('toolbar')

  return {
    pane,
    status: page.getByRole('contentinfo', { name: 'Status' }),
    row,

    async signIn(server: string, email: string): Promise<void> {
      await page.getByLabel('Server address').fill(server)
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Password', { exact: true }).fill(teamPassword)
      await page.getByRole('button', { name: 'Sign in' }).click()
    },

    async signInAgain(): Promise<void> {
      await page.getByRole('alert').getByRole('button', { name: 'Sign in' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Password', { exact: true }).fill(teamPassword)
      await dialog.getByRole('button', { name: 'Sign in' }).click()
      await expect(dialog).toBeHidden()
    },

    async goTo(view: string): Promise<void> {
      await page.getByRole('button', { name: new RegExp(`^${view}\\s*(,|$)`) }).click()
    },

    /** Finds a ticket by its number, of which there is one only, and opens it. */
    async open(ticket: Ticket): Promise<void> {
      await page.getByRole('button', { name: /^All tickets/ }).click()
      await page.getByRole('searchbox').fill(String(ticket.number))
      // A row is written over when others come: it is clicked when the search has found it.
      await expect(rows).toHaveCount(1)
      await row(ticket).click()
      await expect(pane(ticket)).toBeVisible()
    },

    async reply(ticket: Ticket, text: string): Promise<void> {
      await toolbar(ticket).getByRole('button', { name: 'Reply' }).click()
      await pane(ticket).getByRole('textbox', { name: 'Reply' }).fill(text)
      await pane(ticket).getByRole('button', { name: 'Send reply' }).click()
      await expect(pane(ticket).getByRole('button', { name: 'Send reply' })).toBeHidden()
    },

    async note(ticket: Ticket, text: string): Promise<void> {
      await toolbar(ticket).getByRole('button', { name: 'Note' }).click()
      await pane(ticket).getByRole('textbox', { name: 'Internal note' }).fill(text)
      await pane(ticket).getByRole('button', { name: 'Add note' }).click()
      await expect(pane(ticket).getByRole('button', { name: 'Add note' })).toBeHidden()
    },

    async waitForExternal(ticket: Ticket, reason: string): Promise<void> {
      await toolbar(ticket).getByRole('button', { name: 'Wait' }).click()
      const dialog = page.getByRole('dialog', { name: 'Let clocks wait' })
      await dialog.getByRole('radio', { name: 'External party' }).check()
      await dialog.getByLabel('What do we wait for?').fill(reason)
      await dialog.getByRole('button', { name: 'Wait for external party' }).click()
      await expect(dialog).toBeHidden()
    },

    async solve(ticket: Ticket, resolution: string): Promise<void> {
      await toolbar(ticket).getByRole('button', { name: 'Solve' }).click()
      const dialog = page.getByRole('dialog', { name: 'Solve' })
      await dialog.getByLabel('What solved it?').fill(resolution)
      await dialog.getByRole('button', { name: 'Solve ticket' }).click()
      await expect(dialog).toBeHidden()
    },
  }
}
