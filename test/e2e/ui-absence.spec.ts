import { signInPlainly } from '../support/plain-client'
import { agentAt } from './support/agent'
import { openTeam, sanne, youssef } from './support/team'
import { expect, test } from './support/test'

test('a person says until when they are away and who stands in, and hears when the server does not', async ({
  profile,
}) => {
  test.setTimeout(180_000)
  profile.expectProblem(/ERR_|Failed to load resource|503|401/)
  const team = await openTeam()
  try {
    const { page } = await profile.launch({ args: ['--lang=en-US'] })
    const desk = agentAt(page)
    await desk.signIn(team.address, sanne.email)
    await expect(desk.status).toContainText('Synced', { timeout: 60_000 })
    await page.keyboard.press('Control+,')
    const away = page.getByLabel('Away until (first day back)')
    const standIn = page.getByRole('combobox', { name: 'Stands in for me' })
    const said = page.getByRole('main').getByRole('status').first()

    const back = new Date(team.now() + 14 * 86_400_000).toISOString().slice(0, 10)
    await away.fill(back)
    await away.press('Enter')
    await expect(said).toContainText('Saved.')
    await standIn.click()
    await page.getByRole('option', { name: youssef.name }).click()
    const colleague = await signInPlainly(team.address, youssef.email)
    const known = async () =>
      (await colleague.snapshot()).start.agents.find(({ id }) => id === sanne.id) ?? null
    await expect.poll(async () => (await known())?.standInId).toBe(youssef.id)
    const { awayUntil } = (await known()) ?? {}
    expect(new Date(awayUntil ?? 0).toLocaleDateString('sv', { timeZone: 'Europe/Amsterdam' })).toBe(back)

    await away.fill('2020-01-01')
    await away.press('Enter')
    await expect(page.getByText('Choose a day that is still to come')).toBeVisible()

    await team.killServer()
    await away.fill('')
    await away.press('Enter')
    await expect(said).toContainText('nothing was changed')
    await team.startServer()
    expect((await known())?.awayUntil).toBe(awayUntil)
  } finally {
    await team.close()
  }
})
