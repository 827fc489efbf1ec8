import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SignedIn } from '../../shared/ipc/channels'
import type { Session } from '../../shared/sync/wire'
import { createSession } from './session'
import type { Keyring, SessionPorts, SignInPort } from './session'

const sanne: Session = {
  token: 'the-secret-token',
  workspaceId: '018f0000-0000-7000-8000-000000000001',
  workspaceName: 'Waterkant',
  agent: {
    id: '018f0000-0000-7000-8000-000000000002',
    name: 'Sanne de Wit',
    email: 'sanne@example.com',
    role: 'agent',
    teamId: null,
    active: true,
  },
}
const server = { kind: 'remote', url: 'https://desk.example.com' } as const

/** Turns a secret round: enough to see that it is not kept in the clear. */
const turned = (text: string): string => [...text].reverse().join('')
const keyring: Keyring = {
  canKeepSecrets: () => Promise.resolve(true),
  seal: (secret) => Promise.resolve(turned(secret)),
  unseal: (sealed) => Promise.resolve(turned(sealed)),
}
const noKeyring: Keyring = { ...keyring, canKeepSecrets: () => Promise.resolve(false) }

let folder: string
let told: (SignedIn | null)[]
let signedOut: (string | null)[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'session-'))
  told = []
  signedOut = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const answering = (askSignIn: SignInPort['askSignIn']): SignInPort => ({
  askSignIn,
  askPasswordLink: () => Promise.resolve(null),
})
const open = (ports: Partial<SessionPorts> = {}) =>
  createSession({
    folder,
    keyring,
    backend: {
      start: () => undefined,
      state: () => ({ state: 'off' }),
      url: () => null,
      whenReady: () => Promise.resolve(null),
    },
    servers: answering(() => Promise.resolve({ ok: true, session: sanne })),
    knownServers: { mayContact: () => Promise.resolve(true), learn: () => undefined },
    signOuts: { add: ({ token }) => void signedOut.push(token), tellAll: () => Promise.resolve() },
    note: () => undefined,
    language: () => 'en',
    changed: (now) => told.push(now),
    ...ports,
  })
const signedIn = async (ports: Partial<SessionPorts> = {}) => {
  const session = open(ports)
  await session.signIn(server, { email: 'sanne@example.com', password: 'right' })
  return session
}
const access = { state: 'signed-in', serverUrl: server.url, token: sanne.token }

describe('a person who signed in', () => {
  it('is known to the page without the token', async () => {
    const session = await signedIn()
    expect(session.access()).toEqual(access)
    expect(session.view()).toMatchObject({
      agent: { name: 'Sanne de Wit' },
      remembered: true,
      expired: false,
    })
    expect(JSON.stringify([session.view(), told])).not.toContain(sanne.token)
  })

  it('stays signed in after a restart where the system has a keyring; the file holds no secret', async () => {
    await signedIn()
    expect(readFileSync(join(folder, 'session.json'), 'utf8')).not.toContain(sanne.token)
    const again = open()
    expect(again.access()).toEqual({ state: 'starting' })
    expect(again.view()).toMatchObject({ expired: false })
    await again.open()
    expect(again.access()).toEqual(access)
  })

  it('must sign in again after a restart where there is no keyring, but stays known', async () => {
    const session = await signedIn({ keyring: noKeyring })
    expect(session.view()).toMatchObject({ remembered: false, expired: false })
    const again = open({ keyring: noKeyring })
    await again.open()
    expect(again.view()).toMatchObject({ agent: { name: 'Sanne de Wit' }, expired: true })
    expect(again.access()).toEqual({ state: 'sign-in-expired' })
    expect(told.at(-1)).toMatchObject({ expired: true })
  })

  it('must sign in again when the keyring is another one', async () => {
    await signedIn()
    const again = open({ keyring: { ...keyring, unseal: () => Promise.resolve(null) } })
    await again.open()
    expect(again.view()).toMatchObject({ expired: true })
  })

  it('who signs in while the keyring still asks for its password is not thrown out by its answer', async () => {
    await signedIn()
    let answer = (_secret: string | null): void => undefined
    const slow = new Promise<string | null>((resolve) => {
      answer = resolve
    })
    const again = open({ keyring: { ...keyring, unseal: () => slow } })
    const opening = again.open()
    await again.signIn(server, { email: 'sanne@example.com', password: 'right' })
    answer(null)
    await opening
    expect(again.access()).toEqual(access)
  })

  it('loses a token that the server refused, but a late refusal of an old token changes nothing', async () => {
    const session = await signedIn()
    session.refused('an older token', null)
    expect(session.access()).toEqual(access)
    session.refused(sanne.token, 'password-changed')
    expect(session.access()).toEqual({ state: 'sign-in-expired' })
    const ended = { expired: true, remembered: false, ended: 'password-changed' }
    expect(session.view()).toMatchObject(ended)
    expect(open().view()).toMatchObject({ ended: 'password-changed' })
    await session.signIn(server, { email: 'sanne@example.com', password: 'right' })
    expect(session.view()).toMatchObject({ expired: false })
    expect(session.view()).not.toHaveProperty('ended')
  })

  it('is forgotten when signing out, and the server is told', async () => {
    const session = await signedIn()
    session.signOut()
    expect(session.view()).toBeNull()
    expect(session.access()).toEqual({ state: 'signed-out' })
    expect(signedOut).toEqual([sanne.token])
    expect(open().view()).toBeNull()
  })
})

describe('the token of a sign-in that ends here', () => {
  it('is ended on the server when somebody else signs in, and not when the same person does', async () => {
    const session = await signedIn()
    await session.signIn(server, { email: 'sanne@example.com', password: 'right' })
    expect(signedOut).toEqual([])
    const tom = { ...sanne, token: 'another', agent: { ...sanne.agent, id: sanne.workspaceId } }
    const shared = open({ servers: answering(() => Promise.resolve({ ok: true, session: tom })) })
    await shared.open()
    await shared.signIn(server, { email: 'tom@example.com', password: 'right' })
    expect(signedOut).toEqual([sanne.token])
  })

  it('is ended too when the keyring has not opened it yet', async () => {
    await signedIn()
    open().signOut()
    expect(signedOut).toEqual([null])
  })
})

describe('signing in', () => {
  it('asks nobody when the address is not safe', async () => {
    const session = open({
      servers: answering(() => Promise.reject(new Error('asked'))),
    })
    expect(
      await session.signIn({ kind: 'remote', url: 'http://desk.example.com' }, { email: 'a', password: 'b' }),
    ).toMatchObject({
      ok: false,
      code: 'server-address-insecure',
    })
  })

  it('that fails leaves the one who was signed in', async () => {
    const session = await signedIn()
    const refusing = open({
      servers: answering(() => Promise.resolve({ ok: false, code: 'wrong-password', message: 'No.' })),
    })
    expect(await refusing.signIn(server, { email: 'a', password: 'b' })).toMatchObject({
      ok: false,
      code: 'wrong-password',
    })
    expect(refusing.view()).toMatchObject({ agent: sanne.agent })
    expect(session.view()).toMatchObject({ agent: sanne.agent })
  })
})

describe('a keyring that refuses', () => {
  const refusing: Keyring = {
    ...keyring,
    seal: () => Promise.reject(new Error('denied')),
    unseal: () => Promise.reject(new Error('denied')),
  }

  it('keeps nobody from signing in: the token then lives in memory', async () => {
    const session = await signedIn({ keyring: refusing })
    expect(session.access()).toEqual(access)
    expect(session.view()).toMatchObject({ remembered: false, expired: false })
    expect(readFileSync(join(folder, 'session.json'), 'utf8')).not.toContain(turned(sanne.token))
  })

  it('leaves a person known who must sign in again', async () => {
    await signedIn()
    const again = open({ keyring: refusing })
    await again.open()
    expect(again.view()).toMatchObject({ agent: sanne.agent, expired: true })
  })

  it('is asked once, however often the app looks', async () => {
    await signedIn()
    let asked = 0
    const again = open({
      keyring: { ...keyring, unseal: (sealed) => ((asked += 1), keyring.unseal(sealed)) },
    })
    await Promise.all([again.open(), again.open()])
    await again.open()
    expect(asked).toBe(1)
    expect(again.access()).toEqual(access)
  })
})

describe('what a person did later counts', () => {
  const tom = {
    ...sanne,
    token: 'the-token-of-tom',
    agent: { ...sanne.agent, id: sanne.workspaceId, email: 'tom@example.com' },
  }
  const as = (email: string) => ({ email, password: 'right' })
  /** A server that answers Sanne when it is told to, and Tom at once. */
  function slowForSanne() {
    let answer = (): void => undefined
    const late = new Promise<{ ok: true; session: Session }>((resolve) => {
      answer = () => resolve({ ok: true, session: sanne })
    })
    const servers = answering((_url, { email }) =>
      email === 'tom@example.com' ? Promise.resolve({ ok: true, session: tom }) : late,
    )
    return { servers, answer }
  }

  it('a sign-in that answers late does not take the place of a newer one, and ends on its server', async () => {
    const { servers, answer } = slowForSanne()
    const session = open({ servers })
    const first = session.signIn(server, as('sanne@example.com'))
    await session.signIn(server, as('tom@example.com'))
    answer()
    expect(await first).toMatchObject({ ok: false, code: 'overtaken' })
    expect(session.view()).toMatchObject({ agent: { email: 'tom@example.com' } })
    expect(signedOut).toEqual([sanne.token])
  })

  it('nobody is signed in by an answer that comes after signing out', async () => {
    const { servers, answer } = slowForSanne()
    const session = open({ servers })
    const signingIn = session.signIn(server, as('sanne@example.com'))
    session.signOut()
    answer()
    expect(await signingIn).toMatchObject({ ok: false, code: 'overtaken' })
    expect(session.view()).toBeNull()
    expect(signedOut).toEqual([sanne.token])
  })

  it('a newer sign-in that fails leaves the older one its place', async () => {
    const late = slowForSanne()
    const session = open({
      servers: answering((url, who, language) =>
        who.password === 'wrong'
          ? Promise.resolve({ ok: false, code: 'wrong-password', message: 'No.' })
          : late.servers.askSignIn(url, who, language),
      ),
    })
    const first = session.signIn(server, as('sanne@example.com'))
    await session.signIn(server, { email: 'tom@example.com', password: 'wrong' })
    late.answer()
    expect(await first).toMatchObject({ ok: true })
  })

  it('a demo workspace that opens late does not take the place of a team’s server', async () => {
    let ready = (): void => undefined
    const opened = new Promise<Session>((resolve) => {
      ready = () => resolve({ ...sanne, token: 'demo' })
    })
    const session = open({
      backend: {
        start: () => undefined,
        state: () => ({ state: 'ready' }),
        url: () => 'http://127.0.0.1:4711',
        whenReady: () => opened,
      },
    })
    const demo = session.openDemo()
    await session.signIn(server, as('sanne@example.com'))
    ready()
    expect(await demo).toMatchObject({ ok: false, code: 'overtaken' })
    expect(session.access()).toEqual(access)
    expect(signedOut).toEqual([])
  })
})

describe('a server that the app has not met', () => {
  it('is not contacted when the person says no: neither to sign in nor for a forgotten password', async () => {
    const session = open({
      servers: {
        askSignIn: () => Promise.reject(new Error('asked')),
        askPasswordLink: () => Promise.reject(new Error('asked')),
      },
      knownServers: { mayContact: () => Promise.resolve(false), learn: () => undefined },
    })
    expect(await session.signIn(server, { email: 'a', password: 'b' })).toMatchObject({
      code: 'server-declined',
    })
    expect(await session.forgotPassword(server.url, 'a')).toMatchObject({ code: 'server-declined' })
  })

  it.each([
    ['refused', () => Promise.resolve({ ok: false, code: 'wrong-password', message: 'No.' } as const)],
    ['lost', () => Promise.reject(new Error('no network'))],
  ])('is not known after a sign-in that was %s', async (_, askSignIn) => {
    const learnt: string[] = []
    const session = open({
      servers: answering(askSignIn),
      knownServers: { mayContact: () => Promise.resolve(true), learn: (url) => void learnt.push(url) },
    })
    await session.signIn(server, { email: 'sanne@example.com', password: 'wrong' }).catch(() => undefined)
    await session.forgotPassword(server.url, 'sanne@example.com')
    expect(learnt).toEqual([])
  })

  it('is known after a sign-in that succeeded, and to a profile of before there was a list', async () => {
    const learnt: string[] = []
    const knownServers = {
      mayContact: () => Promise.resolve(true),
      learn: (url: string) => void learnt.push(url),
    }
    await signedIn({ knownServers })
    open({ knownServers })
    expect(learnt).toEqual([server.url, server.url])
  })
})

describe('the demo workspace', () => {
  let url: string | null
  const backend = {
    start: () => undefined,
    state: () => ({ state: 'off' }) as const,
    url: () => url,
    whenReady: () => {
      url = 'http://127.0.0.1:4711'
      return Promise.resolve(sanne)
    },
  }
  beforeEach(() => {
    url = null
  })

  it('opens on the backend in the app; its token is never written', async () => {
    const session = open({ backend })
    expect(await session.openDemo()).toMatchObject({ ok: true, value: { server: { kind: 'embedded' } } })
    expect(session.access()).toEqual({ state: 'signed-in', serverUrl: url, token: sanne.token })
    expect(readFileSync(join(folder, 'session.json'), 'utf8')).not.toContain(turned(sanne.token))
  })

  it('is waited for after a restart, and goes on with the new token of the new backend', async () => {
    await open({ backend }).openDemo()
    url = null
    const again = open({ backend })
    await again.open()
    expect(again.access()).toEqual({ state: 'starting' })
    expect(again.view()).toMatchObject({ expired: false })
    url = 'http://127.0.0.1:4712'
    again.backendReady({ ...sanne, token: 'fresh' })
    expect(again.access()).toEqual({ state: 'signed-in', serverUrl: url, token: 'fresh' })
  })

  it('that cannot be opened says so', async () => {
    expect(await open().openDemo()).toMatchObject({ ok: false, code: 'backend-failed' })
  })

  it('does not take the place of a team’s server', async () => {
    const session = await signedIn({ backend })
    session.backendReady({ ...sanne, token: 'fresh' })
    expect(session.access()).toEqual(access)
  })
})

it('a session file that cannot be understood is kept aside, and nobody is signed in', () => {
  writeFileSync(join(folder, 'session.json'), '{"agent": 7}')
  expect(open().view()).toBeNull()
  expect(readdirSync(folder)).toEqual(['session.json.bad'])
})
