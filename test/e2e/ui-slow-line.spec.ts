import { startTcpProxy } from '../support/tcp-proxy'
import { agentAt } from './support/agent'
import { openTeam, sanne } from './support/team'
import { expect, test } from './support/test'

test('on a slow line what waits goes out with a count that moves, before anything is fetched', async ({
  profile,
}) => {
  test.setTimeout(240_000)
  profile.expectProblem(/ERR_|Failed to load resource|503|401/)
  const team = await openTeam()
  const proxy = await startTcpProxy(Number(new URL(team.address).port))
  try {
    const ticket = await team.report('Slow from the train', 3 * 3_600_000)
    const { page } = await profile.launch({ args: ['--lang=en-US'] })
    const desk = agentAt(page)
    await desk.signIn(`http://127.0.0.1:${proxy.port}`, sanne.email)
    await desk.open(ticket)
    proxy.cut()
    await expect(desk.status).toContainText('Offline', { timeout: 30_000 })
    const notes = Array.from({ length: 12 }, (_, n) => `Note ${n + 1}`)
    for (const text of notes) await desk.note(ticket, text)
    await expect(desk.status).toContainText('12 changes wait to be sent')
    const said = await page.evaluateHandle(() => {
      const heard: string[] = []
      const bar = document.querySelector('footer') as HTMLElement
      new MutationObserver(() => heard.push(bar.innerText)).observe(bar, {
        subtree: true,
        childList: true,
        characterData: true,
      })
      return heard
    })
    proxy.recover(1000)
    await page.keyboard.press('Escape')
    await page.keyboard.press('F5')
    await expect(desk.status).toContainText('Everything is sent', { timeout: 90_000 })
    const counts = (await said.jsonValue()).flatMap((text) => /Sending \d+ of 12/.exec(text)?.[0] ?? [])
    expect([...new Set(counts)]).toEqual(['Sending 1 of 12', 'Sending 11 of 12'])
    const sending = (await said.jsonValue()).filter((text) => text.includes('Sending'))
    expect(sending.filter((text) => text.includes('Offline'))).toEqual([])
  } finally {
    proxy.cut()
    await proxy.close()
    await team.close()
  }
})
