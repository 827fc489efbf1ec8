import type { CDPSession, Page } from '@playwright/test'
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bridge } from '../../../src/shared/ipc/channels'
import { launchApp } from '../../e2e/support/app'
import type { RunningApp } from '../../e2e/support/app'
import { processTree, ticksOf } from './process-tree'
import { pause } from './started'
import { agentEmail, password, seededData, startServer, worldFolder } from './world'
import type { Server } from './world'

declare global {
  /** What the preload script puts into the page. */
  var tijdig: Bridge
}

/** The app with a measuring page. */
export interface Desk {
  readonly app: RunningApp
  readonly page: Page
  readonly devtools: CDPSession
  /** Signs in to a server; resolves with the moment (page time, ms) at which the server had let us in. */
  readonly signIn: (server: Server) => Promise<number>
  readonly close: () => Promise<void>
}

/** Opens the app on this profile with the probe in its page. */
export async function openDesk(userData: string): Promise<Desk> {
  const app = await launchApp(userData)
  const { page } = app
  await page.addInitScript({ path: join(import.meta.dirname, 'probe.js') })
  await page.reload()
  await page.waitForFunction('window.bench && document.querySelector("#root > *") !== null')
  const devtools = await page.context().newCDPSession(page)
  return {
    app,
    page,
    devtools,
    signIn: async ({ url }) => {
      const { ok, at } = await page.evaluate(
        async ([serverUrl, email, secret]) => {
          const answer = await window.tijdig.request('session.signIn', {
            server: { kind: 'remote', url: serverUrl },
            email,
            password: secret,
          })
          return { ok: answer.ok, at: performance.now() }
        },
        [url, agentEmail, password] as const,
      )
      if (!ok) throw new Error('The server refused the sign-in.')
      return at
    },
    close: () => app.kill(),
  }
}

/** Waits until the worker said what is wanted, such as `opened`, or `sync` with the phase `online`. */
export async function untilTold(page: Page, name: string, phase: string | null = null): Promise<number> {
  const at = await page.waitForFunction(
    ([wanted, wantedPhase]) =>
      bench.notices.find(
        (told) => told.name === wanted && (wantedPhase === null || told.phase === wantedPhase),
      )?.at,
    [name, phase] as const,
    { timeout: 300_000, polling: 100 },
  )
  return (await at.jsonValue()) as number
}

/** Waits until all processes of the app together use less than a twentieth of a core for two seconds. */
export async function untilQuiet(app: RunningApp, limitMs = 120_000): Promise<void> {
  const pid = app.electron.process().pid ?? 0
  const end = Date.now() + limitMs
  for (let before = ticksOf(processTree(pid)); Date.now() < end;) {
    await pause(2000)
    const now = ticksOf(processTree(pid))
    if (now - before < 10) return
    before = now
  }
}

/** A folder that holds this app's profile with all tickets of the server cached; made on the first call of the day. */
export async function cachedProfile(tickets: number): Promise<string> {
  const profile = join(worldFolder(tickets), 'profile')
  const done = join(profile, 'bench-cached')
  if (existsSync(done)) return profile
  rmSync(profile, { recursive: true, force: true })
  console.log(`  Making a profile with ${tickets} cached tickets (once a day)`)
  const server = await startServer(await seededData(tickets))
  const desk = await openDesk(profile)
  try {
    await desk.signIn(server)
    await untilTold(desk.page, 'opened')
    await untilQuiet(desk.app)
    await desk.app.quit()
  } finally {
    await desk.close()
    await server.stop()
  }
  writeFileSync(done, '')
  return profile
}

/** A desk at work: signed in to its server, all tickets of the view “All tickets” on screen, and nothing left to do. */
export async function openSignedIn(tickets: number): Promise<Desk & { readonly server: Server }> {
  // Before the server: making the profile starts one on the same data.
  const profile = await cachedProfile(tickets)
  const server = await startServer(await seededData(tickets))
  const desk = await openDesk(profile)
  const close = async (): Promise<void> => {
    await desk.close()
    await server.stop()
  }
  try {
    await desk.signIn(server)
    await untilTold(desk.page, 'sync', 'online')
    await untilQuiet(desk.app)
    await desk.page.keyboard.press('g')
    await desk.page.keyboard.press('a')
    await pause(1000)
  } catch (error) {
    await close()
    throw error
  }
  return { ...desk, server, close }
}

/** A copy of a profile or folder that may be changed; `remove` takes it away. */
export function scratch(from: string | null = null): {
  readonly folder: string
  readonly remove: () => void
} {
  const folder = mkdtempSync(join(tmpdir(), 'tijdig-bench-'))
  if (from !== null) cpSync(from, folder, { recursive: true })
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) }
}
