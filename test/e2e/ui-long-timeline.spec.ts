import { agentAt } from './support/agent'
import { openTeam, sanne } from './support/team'
import { expect, test } from './support/test'

const count = 2000

test('a ticket with two thousand entries opens at its end, and has all of them', async ({ profile }) => {
  test.setTimeout(180_000)
  const team = await openTeam()
  try {
    const ticket = await team.report('Goes on for years', 3 * 3_600_000)
    await team.note(
      ticket,
      Array.from({ length: count }, (_, index) => `Entry ${index + 1} of many`),
    )
    const { page } = await profile.launch({ args: ['--lang=en-US'] })
    const desk = agentAt(page)
    await desk.signIn(team.address, sanne.email)
    await expect(desk.row(ticket)).toBeVisible({ timeout: 60_000 })

    const timeline = desk.pane(ticket).getByRole('region', { name: 'Timeline' })
    const started = Date.now()
    await desk.row(ticket).click()
    await expect(timeline.getByText(`Entry ${count} of many`)).toBeInViewport()
    console.log(`opened in ${Date.now() - started} ms`)

    await expect(timeline.getByRole('listitem')).toHaveCount(count + 2)
    console.log(`complete in ${Date.now() - started} ms`)
    await expect(timeline.getByText(`Entry ${count} of many`)).toBeInViewport()
    await timeline.focus()
    await page.keyboard.press('Control+Home')
    await timeline.evaluate((element) => element.scrollTo(0, 0))
    await expect(timeline.getByText('Goes on for years, sinds vanmorgen.')).toBeInViewport()
  } finally {
    await team.close()
  }
})
