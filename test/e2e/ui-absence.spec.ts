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
    const group = page.locator('section').filter({ hasText: 'Away and stand-in' })
    const away = group.getByLabel('Away until (first day back)')
    const standIn = group.getByRole('combobox', { name: 'Stands in for me' })
    const said = group.getByRole('status').last()
    const choose = async (name: string): Promise<void> => {
      await standIn.click()
      await page.getByRole('option', { name }).click()
    }
    const sent: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/me/absence')) sent.push(request.postData() ?? '')
    })
    const colleague = await signInPlainly(team.address, youssef.email)
    const known = async () =>
      (await colleague.snapshot()).start.agents.find(({ id }) => id === sanne.id) ?? null
    const dayOf = (at: number): string =>
      new Date(at).toLocaleDateString('sv', { timeZone: 'Europe/Amsterdam' })
    const inDays = (days: number): string => dayOf(team.now() + days * 86_400_000)

    await test.step('nothing is sent before it is saved, and then once', async () => {
      await away.fill(inDays(14))
      await choose(youssef.name)
      await expect(said).toContainText('Not saved yet.')
      expect(sent).toEqual([])
      await away.press('Enter')
      await standIn.focus()
      await expect(said).toContainText('Saved.')
      await expect.poll(async () => (await known())?.standInId).toBe(youssef.id)
      expect(dayOf((await known())?.awayUntil ?? 0)).toBe(inDays(14))
      expect(sent).toHaveLength(1)
    })
    const before = await known()

    await test.step('a refused date is not sent, also with another choice, and moves nothing', async () => {
      const place = await standIn.boundingBox()
      await away.fill('1-1-2020')
      await expect(group.getByText('Write a day that is still to come')).toBeVisible()
      expect(await standIn.boundingBox()).toEqual(place)
      await standIn.hover()
      await group.locator('button[aria-label*="lear"], .mantine-InputClearButton-root').first().click()
      await group.getByRole('button', { name: 'Save' }).click()
      await expect(away).toBeFocused()
      await page.waitForTimeout(500)
      expect(sent).toHaveLength(1)
      await group.getByRole('button', { name: 'Discard' }).click()
      await expect(standIn).toHaveValue(youssef.name)
    })

    await test.step('what is typed stays when the record changes on another device', async () => {
      await away.fill(inDays(21))
      const { session } = await signInPlainly(team.address, sanne.email)
      const changed = await fetch(`${team.address}/v1/me/absence`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${session.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ awayUntil: before?.awayUntil ?? null, standInId: null }),
      })
      expect(changed.ok).toBe(true)
      await expect(standIn).toHaveValue('')
      await expect(away).toHaveValue(inDays(21))
    })

    await test.step('without the server it says so, and what was filled in stands there unsaved', async () => {
      await team.killServer()
      await choose(youssef.name)
      await away.press('Enter')
      await expect(said).toContainText('Not saved: the server does not answer.')
      await team.startServer()
      expect(await known()).toMatchObject({ awayUntil: before?.awayUntil, standInId: null })
      await page.reload()
      await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible({ timeout: 60_000 })
      await page.keyboard.press('Control+,')
      await expect(away).toHaveValue(inDays(21))
      await expect(standIn).toHaveValue(youssef.name)
      await expect(said).toContainText('Not saved yet.')
      await expect(async () => {
        await away.press('Enter')
        await expect(said).toContainText('Saved.', { timeout: 3000 })
      }).toPass()
      expect(dayOf((await known())?.awayUntil ?? 0)).toBe(inDays(21))
    })
  } finally {
    await team.close()
  }
})
