import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BackendState, SignedIn } from '../../shared/ipc/channels'
import type { Session } from '../../shared/sync/wire'
import type { EndedSignIn } from './sign-outs'
import { createSession } from './session'
import type { SessionPorts } from './session'

const id = (index: number): string => `018f0000-0000-7000-8000-${String(index).padStart(12, '0')}`
const sanne: Session = {
  token: 'token-1',
  workspaceId: id(1),
  workspaceName: 'Waterkant',
  agent: {
    id: id(2),
    name: 'Sanne de Wit',
    email: 'sanne@example.com',
    role: 'agent',
    teamId: null,
    active: true,
  },
}
const as = { email: 'sanne@example.com', password: 'right' }
const remote = (url = 'https://desk.example.com') => ({ kind: 'remote', url }) as const

let folder: string
let told: (SignedIn | null)[]
let ended: EndedSignIn[]
let tellsAll: number
let starts: number
let backendState: BackendState
let backendUrl: string | null
let answer: Session
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'session-seams-'))
  ;[told, ended] = [[], []]
  ;[tellsAll, starts] = [0, 0]
  backendState = { state: 'off' }
  backendUrl = null
  answer = sanne
})
afterEach(() => {
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true, force: true })
})

const open = (ports: Partial<SessionPorts> = {}) =>
  createSession({
    folder,
    keyring: {
      canKeepSecrets: () => Promise.resolve(true),
      seal: (secret) => Promise.resolve(`sealed ${secret}`),
      unseal: (sealed) => Promise.resolve(sealed.replace('sealed ', '')),
    },
    backend: {
      start: () => void (starts += 1),
      state: () => backendState,
      url: () => backendUrl,
      whenReady: () => Promise.resolve(backendUrl === null ? null : { ...answer, token: 'demo' }),
    },
    servers: {
      askSignIn: () => Promise.resolve({ ok: true, session: answer }),
      askPasswordLink: () => Promise.resolve(null),
    },
    knownServers: { mayContact: () => Promise.resolve(true), learn: () => undefined },
    signOuts: {
      add: (one) => void ended.push(one),
      tellAll: () => {
        tellsAll += 1
        return Promise.resolve()
      },
    },
    note: () => undefined,
    language: () => 'en',
    changed: (now) => told.push(now),
    ...ports,
  })

describe('the former token, when somebody signs in', () => {
  it.each([
    ['the same person at another server', { ...sanne, token: 'token-2' }, 'https://other.example.com'],
    ['the same person in another workspace', { ...sanne, token: 'token-2', workspaceId: id(9) }, undefined],
    [
      'another person of the same workspace',
      { ...sanne, token: 'token-2', agent: { ...sanne.agent, id: id(3) } },
      undefined,
    ],
  ])('is ended where it was good for: %s', async (_who, next, url) => {
    const session = open()
    await session.signIn(remote(), as)
    answer = next
    await session.signIn(remote(url), as)
    expect(ended).toEqual([
      { serverUrl: 'https://desk.example.com', token: 'token-1', sealed: 'sealed token-1' },
    ])
    expect(session.access()).toMatchObject({ token: 'token-2' })
  })

  it('is ended when the same person opens the demo workspace', async () => {
    const session = open()
    await session.signIn(remote(), as)
    backendUrl = 'http://127.0.0.1:4711'
    await session.openDemo()
    expect(ended.map(({ token }) => token)).toEqual(['token-1'])
  })

  it('of the demo workspace, or one that was refused already, is told to no server', async () => {
    backendUrl = 'http://127.0.0.1:4711'
    const session = open()
    await session.openDemo()
    await session.signIn(remote(), as)
    session.refused('token-1', null)
    session.signOut()
    session.signOut()
    expect(ended).toEqual([])
  })
})

describe('sign-outs of before that no server knows of', () => {
  it('are told when the window is up, and when somebody signs in; not by an attempt that fails', async () => {
    const session = open()
    await session.open()
    expect(tellsAll).toBe(1)
    await session.signIn(remote(), as)
    expect(tellsAll).toBe(2)
    const failing = open({
      servers: {
        askSignIn: () => Promise.resolve({ ok: false, code: 'wrong-password', message: 'No.' }),
        askPasswordLink: () => Promise.resolve(null),
      },
    })
    await failing.signIn(remote(), as)
    expect(tellsAll).toBe(2)
  })
})

describe('a disk that takes nothing', () => {
  it('keeps nobody from signing in or out', async () => {
    mkdirSync(join(folder, 'session.json.new'))
    const session = open()
    expect(await session.signIn(remote(), as)).toMatchObject({ ok: true })
    expect(session.access()).toMatchObject({ state: 'signed-in' })
    session.signOut()
    expect(session.access()).toEqual({ state: 'signed-out' })
    expect(told).toEqual([expect.objectContaining({ expired: false }), null])
  })

  it('a sign-out where nothing was kept is no trouble', () => {
    open().signOut()
    expect(told).toEqual([null])
  })
})

describe('the backend in the app', () => {
  it('is started for whose work is in the demo workspace, and for nobody else', async () => {
    await open().open()
    await open().signIn(remote(), as)
    await open().open()
    expect(starts).toBe(0)
    backendUrl = 'http://127.0.0.1:4711'
    await open().openDemo()
    await open().open()
    expect(starts).toBe(1)
  })

  it('that is started again lets its person wait, not sign in again', async () => {
    backendUrl = 'http://127.0.0.1:4711'
    const session = open()
    await session.openDemo()
    backendUrl = null
    expect(session.access()).toEqual({ state: 'starting' })
    expect(session.view()).toMatchObject({ expired: false, remembered: true })
  })

  it('is what somebody signs in to who chose it, without a password', async () => {
    backendUrl = 'http://127.0.0.1:4711'
    const session = open()
    expect(await session.signIn({ kind: 'embedded' }, { email: '', password: '' })).toMatchObject({
      ok: true,
    })
    expect(session.access()).toEqual({ state: 'signed-in', serverUrl: backendUrl, token: 'demo' })
  })

  it.each([
    [{ state: 'failed', message: 'm', reason: 'made-by-newer' }, 'backend-newer'],
    [{ state: 'failed', message: 'm' }, 'backend-failed'],
    [{ state: 'off' }, 'backend-failed'],
  ] as const)('that does not open (%j) says what helps', async (state, code) => {
    backendState = state
    expect(await open().openDemo()).toMatchObject({ ok: false, code })
  })

  it('that comes up when nobody is signed in signs nobody in', () => {
    const session = open()
    session.backendReady(sanne)
    expect([session.view(), told]).toEqual([null, []])
  })
})

describe('at the start', () => {
  it('the keyring’s answer is told once, and a later look asks nobody again', async () => {
    await open().signIn(remote(), as)
    told = []
    const session = open()
    await session.open()
    await session.open()
    expect(told).toEqual([expect.objectContaining({ expired: false })])
  })

  it('who signed out while the keyring was asked stays signed out', async () => {
    await open().signIn(remote(), as)
    let opened = (_secret: string): void => undefined
    const session = open({
      keyring: {
        canKeepSecrets: () => Promise.resolve(true),
        seal: (secret) => Promise.resolve(secret),
        unseal: () => new Promise((resolve) => (opened = resolve)),
      },
    })
    const opening = session.open()
    session.signOut()
    opened('token-1')
    await opening
    expect([session.access(), told.at(-1)]).toEqual([{ state: 'signed-out' }, null])
  })

  it('a token that was refused is not taken from the keyring again', async () => {
    const session = open()
    await session.signIn(remote(), as)
    session.refused('token-1', null)
    expect(readFileSync(join(folder, 'session.json'), 'utf8')).not.toContain('token-1')
    const again = open()
    await again.open()
    expect(again.access()).toEqual({ state: 'sign-in-expired' })
  })

  it('who signed in before the keyring was asked, and is refused then, must sign in again', async () => {
    await open().signIn(remote(), as)
    const session = open()
    answer = { ...sanne, token: 'token-2' }
    await session.signIn(remote(), as)
    session.refused('token-2', null)
    expect(session.access()).toEqual({ state: 'sign-in-expired' })
    expect(told.at(-1)).toMatchObject({ expired: true })
  })

  it('a refusal after signing out signs nobody in', () => {
    const session = open()
    session.refused('token-1', 'password-changed')
    expect([session.view(), told]).toEqual([null, []])
  })

  it('an older profile that knew no reason of an end, or one of a newer server, is read', () => {
    const kept = { ...sanne, token: undefined, server: remote(), sealed: null, ended: 'moon-phase' }
    writeFileSync(join(folder, 'session.json'), JSON.stringify(kept))
    expect(open().view()).toMatchObject({ agent: { name: 'Sanne de Wit' } })
  })
})

it('a forgotten password is asked for at the address that was meant', async () => {
  const asked: string[] = []
  const session = open({
    servers: {
      askSignIn: () => Promise.reject(new Error('asked')),
      askPasswordLink: (url, email, language) => {
        asked.push(`${url} ${email} ${language}`)
        return Promise.resolve(null)
      },
    },
  })
  expect(await session.forgotPassword(' desk.example.com/ ', as.email)).toBeNull()
  expect(asked).toEqual(['https://desk.example.com sanne@example.com en'])
  expect(await session.forgotPassword('http://desk.example.com', as.email)).toMatchObject({
    code: 'server-address-insecure',
  })
})
