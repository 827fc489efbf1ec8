import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SignedIn } from '../../shared/ipc/channels'
import { uuidOf } from '../../shared/tickets/example'
import { after } from '../after'
import { startAlerting } from '../alerts/alerting'
import { openServerClock } from '../clock/server-clock'
import { folderAt } from '../files/folder'
import { personOf } from '../person'
import { openPreferences } from '../preferences/store'
import { tellWhoWorksHere } from './who-works-here'

const minute = 60_000
const now = Date.UTC(2026, 1, 9, 8)
const signedIn = (agent: number): SignedIn => ({
  workspaceId: uuidOf(1),
  workspaceName: 'Waterkant',
  agent: {
    id: uuidOf(agent),
    name: 'Sanne de Wit',
    email: 'sanne@example.com',
    role: 'agent',
    teamId: null,
    active: true,
  },
  server: { kind: 'remote', url: 'https://desk.example.com' },
  remembered: true,
  expired: false,
})
const [anna, bram] = [signedIn(2), signedIn(3)]

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tijdig-who-'))
  vi.useFakeTimers({ now })
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
})

it('what one person wanted no bell for does not ring by the choice of the next, and pages hear of the new one last', async () => {
  const rang: string[] = []
  const heard: unknown[] = []
  const note = (): void => undefined
  let look = (): void => undefined
  const preferences = openPreferences({ folder, note, changed: () => look() })
  preferences.changePerson(personOf(anna))
  preferences.set({ alertScope: 'none' })
  const alerting = startAlerting(
    {
      folder: folderAt(folder),
      preferences: preferences.get,
      language: () => 'en',
      serverClock: openServerClock({
        folder: folderAt(folder),
        read: () => ({ wall: Date.now(), uptime: performance.now() }),
        note,
      }),
      askDesk: () => Promise.resolve(null),
      show: ({ title }) => {
        rang.push(title)
        return { close: () => undefined }
      },
      shown: () => undefined,
      desksChanged: () => undefined,
      woke: () => undefined,
      atRisk: () => undefined,
      idleMs: () => 0,
      onWake: () => () => undefined,
      wall: () => Date.now(),
      steady: () => performance.now(),
      after,
      note: { warn: note, error: note },
    },
    personOf(anna),
  )
  look = alerting.look
  const alert = {
    rule: 'response',
    clock: 'response',
    ticketId: uuidOf(100),
    ticketNumber: 1042,
    subject: 'Invoices',
    customer: '',
    leadMinutes: 15,
    at: now,
    due: now + 15 * minute,
  }
  const planOf = (who: SignedIn) => ({
    owner: { workspaceId: who.workspaceId, agentId: who.agent.id },
    version: 2,
    alerts: [alert],
    riskAt: [],
    openIntervals: [],
  })
  const tell = (who: SignedIn | null): void =>
    tellWhoWorksHere(who, {
      alerting,
      preferences,
      tellPages: (is) => heard.push([is?.agent.id, preferences.get().alertScope]),
    })
  await alerting.alerts.plan(planOf(anna))
  alerting.look()
  tell(null)
  tell(bram)
  expect(rang).toEqual([])
  expect(heard).toEqual([
    [undefined, 'mine-and-unassigned'],
    [bram.agent.id, 'mine-and-unassigned'],
  ])
  await alerting.alerts.plan(planOf(bram))
  alerting.look()
  expect(rang).toHaveLength(1)
  tell(anna)
  expect(heard.at(-1)).toEqual([anna.agent.id, 'none'])
  alerting.stop()
})

it('before the alerts have begun the others are told all the same', () => {
  const told: unknown[] = []
  tellWhoWorksHere(anna, {
    alerting: null,
    preferences: { changePerson: (person) => told.push(person?.agentId) },
    tellPages: (who) => told.push(who?.agent.id),
  })
  expect(told).toEqual([anna.agent.id, anna.agent.id])
})
