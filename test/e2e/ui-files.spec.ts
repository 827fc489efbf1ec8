import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Ticket } from '../../src/shared/tickets/ticket'
import { agentAt } from './support/agent'
import { openTeam, sanne, youssef } from './support/team'
import type { Team } from './support/team'
import { expect, test } from './support/test'

const picture =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** A mail of the ticket's reporter with files, as it stands in a file. */
function mailWith(
  ticket: Ticket,
  files: readonly (readonly [name: string, type: string])[],
  at: number,
): string {
  const parts = files.flatMap(([name, type]) => [
    '--part',
    `Content-Type: ${type}; name="${name}"`,
    `Content-Disposition: attachment; filename="${name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    picture,
  ])
  return [
    `From: ${ticket.reporter.name} <${ticket.reporter.email}>`,
    'To: goudenaar@support.waterkant.example',
    `Subject: Re: [#${ticket.number}] ${ticket.subject}`,
    `Date: ${new Date(at).toUTCString()}`,
    `Message-ID: <${crypto.randomUUID()}@degoudenaar.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=part',
    '',
    '--part',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Zie bijlage.',
    ...parts,
    '--part--',
    '',
  ].join('\r\n')
}

function receive(team: Team, ticket: Ticket, ...files: readonly (readonly [string, string])[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'tijdig-files-'))
  const path = join(folder, 'mail.eml')
  writeFileSync(path, mailWith(ticket, files, team.now()))
  team.importMail(path)
  rmSync(folder, { recursive: true })
}

/** No waiting for half a minute of quiet: as somebody might write it into the preferences. */
const fetchAtOnce = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    window.tijdig.request('preferences.set', {
      filesAhead: { on: true, quietSeconds: 0, pauseSeconds: 0, largestMB: 10 },
    }),
  )

test('before a journey: what was looked at, what is one’s own and what was taken along opens without a server', async ({
  profile,
}) => {
  test.setTimeout(240_000)
  profile.expectProblem(/ERR_|Failed to load resource|503|401/)
  const team = await openTeam()
  const launchOptions = { args: ['--lang=en-US'] }
  try {
    const seen = await team.report('Logo is missing', 3 * 3_600_000)
    const own = await team.report('Invoice is empty', 3 * 3_600_000)
    const others = await team.report('Report is late', 3 * 3_600_000, youssef)
    receive(team, seen, ['logo.png', 'image/png'])
    receive(team, own, ['invoice.png', 'image/png'], ['setup.exe', 'application/x-msdownload'])
    receive(team, others, ['report.png', 'image/png'])
    const app = await profile.launch(launchOptions)
    const { page } = app
    const desk = agentAt(page)
    await desk.signIn(team.address, sanne.email)
    await expect(desk.status).toContainText('Synced', { timeout: 60_000 })

    const chip = (ticket: Ticket, name: string) =>
      desk.pane(ticket).getByRole('button', { name: `${name}, 1 kB` })
    const opens = async (ticket: Ticket, name: string): Promise<void> => {
      await desk.open(ticket)
      await chip(ticket, `Show ${name}`).click()
      const shown = page.getByRole('dialog', { name }).getByRole('img', { name })
      await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
    const onDevice = async (words: string): Promise<void> => {
      await page.keyboard.press('Control+,')
      await expect(page.getByText(words)).toBeVisible({ timeout: 30_000 })
      await page.keyboard.press('Escape')
    }

    await test.step('looked at online, it opens after the cut; the chips say which do', async () => {
      await opens(seen, 'logo.png')
      await expect(chip(seen, 'Show logo.png')).toHaveAccessibleName('Show logo.png, 1 kB, on this device')
      await onDevice('63 tickets and 1 file (1 kB) open without the server.')
      await team.killServer()
      await expect(desk.status).toContainText('Offline', { timeout: 30_000 })
      await opens(seen, 'logo.png')
      await desk.open(own)
      await expect(chip(own, 'Show invoice.png')).toHaveAccessibleName(
        'Show invoice.png, 1 kB, not on this device: it needs the server',
      )
      await team.startServer()
      await expect(desk.status).toContainText('Synced', { timeout: 30_000 })
    })

    await test.step('files of own open tickets come by themselves, but not what could run something', async () => {
      await fetchAtOnce(page)
      await onDevice('63 tickets and 3 files')
    })

    await test.step('a whole view is taken along, and says so', async () => {
      await desk.goTo('All tickets')
      await page.getByRole('searchbox').fill('')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+Shift+M')
      await expect(page.getByText('9 files were taken along and open without the server.')).toBeVisible()
      await expect(page.getByText('1 file could do harm when it is opened and was left out.')).toBeVisible()
    })

    await app.kill()
    await team.killServer()
    const again = await profile.launch(launchOptions)
    await test.step('after a restart without a server all of them open', async () => {
      const after = agentAt(again.page)
      for (const [ticket, name] of [
        [own, 'invoice.png'],
        [others, 'report.png'],
        [seen, 'logo.png'],
      ] as const) {
        await after.open(ticket)
        await after
          .pane(ticket)
          .getByRole('button', { name: `Show ${name}, 1 kB, on this device` })
          .click()
        const shown = again.page.getByRole('dialog', { name }).getByRole('img', { name })
        await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1)
        await again.page.keyboard.press('Escape')
      }
      await after.open(own)
      await expect(
        after.pane(own).getByRole('button', {
          name: 'Save setup.exe, 1 kB, not on this device: it needs the server',
        }),
      ).toBeVisible()
    })

    await test.step('a person lets go of them', async () => {
      await again.page.keyboard.press('Control+,')
      await expect(again.page.getByText('63 tickets and 12 files')).toBeVisible()
      await again.page.getByRole('button', { name: 'Remove my files from this device' }).click()
      await expect(again.page.getByText('63 tickets and no files open without the server.')).toBeVisible()
    })
  } finally {
    await team.close()
  }
})
