import { agentAt } from './support/agent'
import { openTeam, sanne } from './support/team'
import { launchApp } from './support/app'
import { expect, test } from './support/test'
import { appDurability } from '../durability/app'
import { damage } from '../durability/damage'
import { mountSmallDisk } from '../durability/full-disk'
import { startPostgres, type PostgresServer } from '../support/postgres'

/** A few of what `npm run durability` does many times. */
const seed = 11
let postgres: PostgresServer | null = null
test.setTimeout(240_000)
test.beforeAll(async () => {
  postgres = await startPostgres()
})
test.afterAll(() => postgres?.stop())

test('an app that is killed while it works loses nothing that it had saved', async () => {
  const report = await appDurability({ postgresUrl: postgres?.url ?? '', seed, kills: 3 })
  expect(report.faults).toEqual([])
  expect(report.saved).toBeGreaterThan(10)
})

test('storage that is damaged on disk is built anew, and unsent work is still sent', async () => {
  const cases = [['garbled', 'all buckets'] as const, ['cut', 'one bucket'] as const]
  const report = await damage(postgres?.url ?? '', seed, cases)
  expect(report.faults).toEqual([])
})

test('on a full disk nothing is called saved, and the text stays', async () => {
  const disk = mountSmallDisk(96)
  test.skip(disk === null, 'NOT TESTED: a small disk can only be mounted by root on Linux')
  if (disk === null) return
  const team = await openTeam()
  const app = await launchApp(disk.folder, { args: ['--lang=en-US'] })
  try {
    const ticket = await team.report('Disk is nearly full', 3 * 3_600_000)
    const desk = agentAt(app.page)
    await desk.signIn(team.address, sanne.email)
    await desk.open(ticket)
    const pane = desk.pane(ticket)
    await pane.getByRole('toolbar').getByRole('button', { name: 'Note' }).click()
    await pane.getByRole('textbox', { name: 'Internal note' }).fill('The disk of their server is full too.')
    disk.fill()
    // What the browser gives back meanwhile is taken too.
    await app.page.waitForTimeout(1000)
    disk.fill()
    await pane.getByRole('button', { name: 'Add note' }).click()
    await expect(pane.getByRole('status').filter({ hasText: 'The disk is full' })).toBeVisible()
    await expect(pane.getByRole('textbox', { name: 'Internal note' })).toHaveValue(/their server is full too/)
    await expect(desk.status).toContainText('Everything is sent')

    disk.free()
    await pane.getByRole('button', { name: 'Add note' }).click()
    await expect(pane.getByRole('button', { name: 'Add note' })).toBeHidden()
    await expect(pane.getByRole('region', { name: 'Timeline' })).toContainText('their server is full too')
  } finally {
    await app.kill()
    await team.close()
    disk.remove()
  }
})
