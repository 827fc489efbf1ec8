import { startMailSink, type MailSink } from '../../src/server/mail/testing/mail-sink'
import { demoAgents } from '../../src/server/demo/people'
import type { Ticket } from '../../src/shared/tickets/ticket'
import { launchApp, type RunningApp } from '../e2e/support/app'
import { signInPlainly, type PlainClient } from '../support/plain-client'
import { startServer, type ServerProcess } from '../support/server-process'
import { administratorEmail, makeTeamWorkspace, newDatabase } from '../support/team-workspace'
import { attachToDesk, signInAs, type DeskClient } from './desk-client'

/** A server for one app whose durability is tested. It can be gone while the app works. */
export interface AppTeam {
  readonly sink: MailSink
  readonly witness: PlainClient
  /** The workspace's tickets before anybody did anything. */
  readonly tickets: readonly Ticket[]
  readonly since: number
  readonly server: () => ServerProcess
  /** kill -9; nothing when it is down already. */
  readonly takeDown: () => Promise<void>
  /** Nothing when it is up already. */
  readonly bringUp: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface OpenApp {
  readonly app: RunningApp
  readonly desk: DeskClient
}

export const agentEmail = demoAgents[0]?.email ?? ''
/** Past the pause after a mail's first failed try and the lease of a sender that was killed. */
const stepMs = 61_000

/** `entry`: what `buildServer` made; without it the server runs from its sources. */
export async function openAppTeam(postgresUrl: string, seed: number, entry?: string): Promise<AppTeam> {
  const sink = await startMailSink()
  const databaseUrl = await newDatabase(postgresUrl)
  await makeTeamWorkspace({ databaseUrl, tickets: 40, now: Date.now(), seed })
  let clockOffsetMs = 0
  const settings = { databaseUrl, entry, env: { TIJDIG_SMTP_URL: `smtp://127.0.0.1:${sink.port}` } }
  let server = await startServer(settings)
  let isUp = true
  const witness = await signInPlainly(server.address, administratorEmail)
  const { start, tickets } = await witness.snapshot()
  return {
    sink,
    witness,
    tickets,
    since: start.seq,
    server: () => server,
    takeDown: async () => {
      if (isUp) await server.kill()
      isUp = false
    },
    bringUp: async () => {
      if (isUp) return
      server = await startServer({ ...settings, port: server.port, clockOffsetMs: (clockOffsetMs += stepMs) })
      isUp = true
    },
    close: async () => {
      await server.stop()
      await sink.close()
    },
  }
}

/**
 * Starts the app with this profile, and the server when it is down. Without a keyring its sign-in lives in memory, so that each
 * start needs a new one. An app whose worker the test debugger does not see is killed once more, and started again.
 */
export async function openApp(userData: string, team: AppTeam, again = true): Promise<OpenApp> {
  const [app] = await Promise.all([launchApp(userData), team.bringUp()])
  try {
    const desk = await attachToDesk(app.page)
    await signInAs(app.page, team.server().address, agentEmail)
    return { app, desk }
  } catch (error) {
    await app.kill()
    if (!again) throw error
    process.stderr.write(
      `  the test could not attach to the app (${String(error).split('\n')[0]}): killed, started again\n`,
    )
    return openApp(userData, team, false)
  }
}

/** Returns when the app has a queue that can be worked on, and when a server is given, is connected to it. */
export async function untilUsable({ desk }: OpenApp, { connected }: { connected: boolean }): Promise<void> {
  await until('the queue can be used', async () => {
    const sync = await desk.sync()
    return (sync?.ticketsCached ?? 0) > 0 && (!connected || sync?.phase === 'online')
  })
}

/** Returns when nothing waits to be sent. Throws what still does after two minutes. */
export async function untilAllIsSent({ desk }: OpenApp): Promise<void> {
  await until('everything is sent', async () => {
    const sync = await desk.sync()
    return sync?.phase === 'online' && sync.waiting === 0 && (await desk.call('outbox', {})).length === 0
  })
}

export async function until(what: string, is: () => Promise<boolean>, limitMs = 120_000): Promise<void> {
  const end = Date.now() + limitMs
  while (!(await is())) {
    if (Date.now() > end) throw new Error(`after ${limitMs / 1000} s it is not so that ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
