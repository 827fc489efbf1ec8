import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { agentAt } from './support/agent'
import { openTeam, sanne } from './support/team'
import { expect, test } from './support/test'

test('a mail shows its own pictures; those on the internet wait for a click and never come from nearby', async ({
  profile,
}, info) => {
  test.setTimeout(120_000)
  const team = await openTeam()
  try {
    // A picture on this very machine: what a mail must never be able to reach.
    const mail = readFileSync('test/fixtures/mail/related-inline-image.eml', 'utf8')
    const hostile = '<img src="https://127.0.0.1:9/door.png" alt="door" width="20"></body>'
    mkdirSync(info.outputPath(), { recursive: true })
    const file = info.outputPath('mail.eml')
    writeFileSync(file, mail.replace('</body>', hostile))
    team.importMail(file)

    const { page } = await profile.launch({ args: ['--lang=en-US'] })
    await agentAt(page).signIn(team.address, sanne.email)
    await page.getByRole('button', { name: /^All tickets/ }).click()
    await page.getByRole('searchbox').fill('Schermafbeelding van de fout')
    await page.getByRole('listbox').getByRole('option').first().click()
    await page.getByRole('button', { name: 'Show as sent' }).click()

    const frame = page.getByTitle('Message as sent')
    const picture = /<img[^>]*alt="fout"[^>]*src="data:image\/png;base64,/
    await expect.poll(() => frame.getAttribute('srcdoc')).toMatch(picture)
    await expect(page.getByText('1 picture is on the internet.')).toBeVisible()
    await page.getByRole('button', { name: 'Load images' }).click()
    await expect(page.getByText('1 picture could not be loaded.')).toBeVisible()
    expect(await frame.getAttribute('srcdoc')).not.toMatch(/ src="https?:/)
    await page.screenshot({ path: info.outputPath('pictures.png') })
  } finally {
    await team.close()
  }
})
