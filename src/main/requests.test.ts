import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultPreferences } from '../shared/ipc/preferences'
import { requestNames } from '../shared/ipc/names'
import { faultyDisk } from './journal/faulty-disk'
import { openJournal } from './journal/journal'
import { answerRequests } from './requests'
import type { RequestPorts } from './requests'

type Answer = (event: unknown, input: unknown) => Promise<unknown>
const electron = vi.hoisted(() => ({
  answers: new Map<string, Answer>(),
  isVisible: false,
  shows: 0,
  opened: [] as string[],
}))
// The line from a page to main is Electron's.
vi.mock('electron', () => ({
  app: { getVersion: () => '1.2.3' },
  BrowserWindow: {
    fromWebContents: () => ({ isVisible: () => electron.isVisible, show: () => (electron.shows += 1) }),
  },
  dialog: {},
  ipcMain: { handle: (name: string, answer: Answer) => electron.answers.set(name, answer) },
  protocol: {},
  shell: { openExternal: (url: string) => Promise.resolve(electron.opened.push(url)) },
}))
vi.mock('./log', () => ({ log: { warn: () => undefined, error: () => undefined } }))

const top = { origin: 'tijdig-app://app' }
const page = { mainFrame: top }
const ask = (name: string, args: unknown = {}): Promise<unknown> =>
  electron.answers.get(name)?.({ sender: page, senderFrame: top }, args) ?? Promise.reject(new Error(name))

const deviceId = '018f0000-0000-7000-8000-000000000009'
const desks = { at: 7, until: {} }
const signedIn = {
  workspaceId: '018f0000-0000-7000-8000-000000000001',
  agent: { id: '018f0000-0000-7000-8000-000000000002' },
}
let did: unknown[]
let who: typeof signedIn | null
let language: 'nl' | 'en'
let refusal: object | null
let printed: string[]
beforeEach(() => {
  ;[did, who, language, refusal, printed] = [[], signedIn, 'en', null, []]
  ;[electron.isVisible, electron.shows, electron.opened] = [false, 0, []]
  const ports = {
    device: Promise.resolve({ deviceId, copied: true }),
    canStartAtLogin: true,
    preferences: {
      get: () => defaultPreferences,
      set: (change: object) => (did.push(['set', change]), { ...defaultPreferences, ...change }),
    },
    session: {
      view: () => who,
      signIn: (server: unknown, as: unknown) => (did.push(['signIn', server, as]), { ok: true }),
      forgotPassword: (server: string, email: string) => {
        did.push(['forgot', server, email])
        return Promise.resolve(refusal)
      },
      openDemo: () => (did.push('openDemo'), { ok: true }),
      signOut: () => did.push('signOut'),
    },
    backend: { state: () => ({ state: 'ready' }) },
    journal: openJournal(faultyDisk()),
    alerting: { desks: () => desks, alerts: { history: () => [] }, look: () => did.push('look') },
    serverClock: { offset: () => 5, isCertain: () => false, learn: () => undefined },
    language: () => language,
    pageStarted: (started: unknown) => (
      did.push(['started', started === page]),
      { view: 'queue', name: 'mine' }
    ),
    pageReady: (ready: unknown) => did.push(['ready', ready === page]),
    fault: (fault: unknown) => did.push(['fault', fault]),
  }
  answerRequests(ports as unknown as RequestPorts)
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
  Object.assign(process, { getCreationTime: () => Date.now() - 1000 })
})
afterEach(() => {
  vi.restoreAllMocks()
  Reflect.deleteProperty(process, 'getCreationTime')
})

it('every request of the table is answered', () => {
  expect(new Set(electron.answers.keys())).toEqual(requestNames)
})

describe('a page that starts', () => {
  it('is told who works here, what they chose, what time it is and where it was sent', async () => {
    expect(await ask('app.start')).toEqual({
      deviceId,
      profileCopied: true,
      version: '1.2.3',
      platform: process.platform,
      preferences: defaultPreferences,
      signedIn,
      backend: { state: 'ready' },
      destination: { view: 'queue', name: 'mine' },
      clockOffsetMs: 5,
      canStartAtLogin: true,
    })
    expect(did).toEqual([['started', true]])
  })

  it('opens the work of that person, or of nobody', async () => {
    const rest = { deviceId, preferences: defaultPreferences, clockOffsetMs: 5, clockIsCertain: false, desks }
    expect(await ask('app.who')).toEqual({
      workspaceId: signedIn.workspaceId,
      agentId: signedIn.agent.id,
      ...rest,
    })
    who = null
    expect(await ask('app.who')).toEqual({ workspaceId: null, agentId: null, ...rest })
  })

  it('shows its window when its queue is there, where it is not on screen yet; it is said once', async () => {
    const figures = { tickets: 3, runningClocks: 2, nextDeadline: null }
    await ask('app.ready', figures)
    electron.isVisible = true
    await ask('app.ready', figures)
    expect([electron.shows, did, printed.length]).toEqual([
      1,
      [
        ['ready', true],
        ['ready', true],
      ],
      1,
    ])
    expect(printed[0]).toMatch(/^Tijdig ready in 1\d\d\d ms: 3 tickets/)
  })
})

describe('signing in and out', () => {
  it('goes to the server that was named, with what was typed', async () => {
    const as = { email: 'sanne@example.com', password: 'right', workspaceId: signedIn.workspaceId }
    const server = { kind: 'remote', url: 'https://desk.example.com' }
    expect(await ask('session.signIn', { server, ...as })).toEqual({ ok: true })
    expect(await ask('session.openDemo')).toEqual({ ok: true })
    expect(await ask('session.signOut')).toEqual({})
    expect(did).toEqual([['signIn', server, as], 'openDemo', 'signOut'])
  })

  it('a forgotten password is answered by what the server said', async () => {
    const asked = { server: 'https://desk.example.com', email: 'sanne@example.com' }
    expect(await ask('session.forgotPassword', asked)).toEqual({ ok: true, value: {} })
    refusal = { ok: false, code: 'no-network', message: 'm' }
    expect(await ask('session.forgotPassword', asked)).toEqual(refusal)
    expect(did[0]).toEqual(['forgot', asked.server, asked.email])
  })
})

it('a choice is answered with all choices as they are then', async () => {
  expect(await ask('preferences.set', { theme: 'dark' })).toEqual({ ...defaultPreferences, theme: 'dark' })
})

it('an address is opened, or its refusal told in the language of the person', async () => {
  expect(await ask('app.openExternal', { url: 'https://example.com/' })).toEqual({ ok: true, value: {} })
  language = 'nl'
  expect(await ask('app.openExternal', { url: 'file:///etc/passwd' })).toMatchObject({
    ok: false,
    code: 'address-refused',
    message: expect.stringContaining('alleen https') as string,
  })
  expect(electron.opened).toEqual(['https://example.com/'])
})

it('work of a page is written, read and forgotten; a fault of it is written down', async () => {
  const record = { id: deviceId, bytes: Buffer.from('reply').toString('base64') }
  expect(await ask('journal.append', record)).toEqual({ ok: true, value: {} })
  expect(await ask('journal.read')).toEqual({ records: [record], tornTail: false })
  expect(await ask('journal.forget', { ids: [deviceId] })).toEqual({ ok: true, value: {} })
  expect(await ask('journal.read')).toMatchObject({ records: [] })
  const fault = { where: 'page', name: 'TypeError', message: 'x', stack: '' }
  await ask('app.fault', fault)
  await ask('clock.look')
  expect(did).toEqual([['fault', fault], 'look'])
})
