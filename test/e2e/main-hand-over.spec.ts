import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { createChance } from '../../src/server/demo/random'
import { judgeApp, work } from '../durability/app'
import {
  openApp,
  openAppTeam,
  until,
  untilAllIsSent,
  untilUsable,
  type AppTeam,
  type OpenApp,
} from '../durability/app-team'
import { attachToDesk, type DeskClient } from '../durability/desk-client'
import { startPostgres, type PostgresServer } from '../support/postgres'
import { expect, test } from './support/test'

/** Two windows of one profile: one syncs for both, and what ends it lets the other take over. */
const seed = 23
let postgres: PostgresServer | null = null
let team: AppTeam
let userData = ''
test.setTimeout(240_000)
test.beforeAll(async () => {
  postgres = await startPostgres()
})
test.afterAll(() => postgres?.stop())
test.beforeEach(async () => {
  userData = mkdtempSync(join(tmpdir(), 'tijdig-windows-'))
  team = await openAppTeam(postgres?.url ?? '', seed)
})
test.afterEach(async () => {
  await team.close()
  rmSync(userData, { recursive: true, force: true, maxRetries: 5 })
})

type End = (first: OpenApp, isOwner: Page) => Promise<unknown>

/** The window that this page is in, in the words of main. */
const idOf = ({ app }: OpenApp, page: Page): Promise<number> =>
  app.electron.browserWindow(page).then((window) => window.evaluate(({ id }) => id))

const ends: Readonly<Record<string, End>> = {
  'is closed': async ({ app }, page) =>
    (await app.electron.browserWindow(page)).evaluate((window) => window.close()),
  crashes: async ({ app }, page) =>
    (await app.electron.browserWindow(page)).evaluate((window) =>
      window.webContents.forcefullyCrashRenderer(),
    ),
  'is killed': async ({ app }, page) => {
    const pid = await (
      await app.electron.browserWindow(page)
    ).evaluate((window) => window.webContents.getOSProcessId())
    process.kill(pid, 'SIGKILL')
  },
}

async function openSecond(first: OpenApp): Promise<{ readonly page: Page; readonly desk: DeskClient }> {
  const [page] = await Promise.all([
    first.app.electron.waitForEvent('window'),
    first.app.electron.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()?.getMenuItemById('window.new')?.click(),
    ),
  ])
  return { page, desk: await attachToDesk(page) }
}

const owns = async (desk: DeskClient): Promise<boolean> => (await desk.sync())?.owner === true

for (const [how, end] of Object.entries(ends))
  test(`when the window that syncs ${how}, the other one takes over: nothing is lost, nothing is done twice`, async () => {
    const first = await openApp(userData, team)
    try {
      await untilUsable(first, { connected: true })
      expect(await owns(first.desk)).toBe(true)
      const second = await openSecond(first)
      await until('the second window shows the queue', async () =>
        Boolean((await second.desk.sync())?.ticketsCached),
      )
      expect(await owns(second.desk)).toBe(false)
      expect(await idOf(first, second.page)).not.toBe(await idOf(first, first.app.page))

      const saved = new Map<string, string>()
      const tickets = team.tickets.filter(({ status }) => status !== 'closed')
      const working = new AbortController()
      const people = [
        work(first, tickets, createChance(seed), saved),
        work(second, tickets, createChance(seed + 1), saved, working.signal),
      ]
      await until('both have written', () => Promise.resolve(saved.size > 20))
      await team.takeDown()
      const before = saved.size
      await until('work waits', () => Promise.resolve(saved.size > before + 20))
      await end(first, first.app.page)
      await until('the second window syncs', () => owns(second.desk), 30_000)
      working.abort()
      await Promise.all(people)
      await team.bringUp()
      await untilAllIsSent({ app: first.app, desk: second.desk })
      expect(saved.size).toBeGreaterThan(40)
      expect(await judgeApp(team, saved)).toEqual([])
    } finally {
      await first.app.kill()
    }
  })
