import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { signedIn } from '../../shared/ipc/channels'
import type { ServerChoice, SignedIn } from '../../shared/ipc/channels'
import type { SignInEnd } from '../../shared/sync/account-wire'
import type { Session } from '../../shared/sync/wire'
import type { Backend } from '../backend/backend'
import { readChecked, writeAtomic } from '../files/atomic'
import type { ApiAccess } from '../protocol/api-proxy'
import type { Language } from '../language'
import type { KnownServers } from './known-servers'
import { refusal } from './refusals'
import type { Refusal } from './refusals'
import { checkServerUrl } from './server-url'
import type { CheckedServerUrl } from './server-url'
import type { SignInAnswer, SignInAs } from './sign-in-answer'
import type { SignOuts } from './sign-outs'

/** Who works here, without secrets in the clear: an offline start must know it. `sealed` only where a keyring is. */
const identityFile = signedIn
  .omit({ remembered: true, expired: true })
  .extend({ sealed: z.string().nullable() })
type Identity = z.infer<typeof identityFile>

type Result = { readonly ok: true; readonly value: SignedIn } | Exclude<SignInAnswer, { readonly ok: true }>

/** The system's keyring. */
export interface Keyring {
  readonly canKeepSecrets: () => Promise<boolean>
  readonly seal: (secret: string) => Promise<string>
  /** Null when this system cannot open what was sealed. */
  readonly unseal: (sealed: string) => Promise<string | null>
}

/** How servers are asked. */
export interface SignInPort {
  readonly askSignIn: (serverUrl: string, as: SignInAs, language: Language) => Promise<SignInAnswer>
  /** Asks for a mail with a link to a new password. Null when the server took the question, else why it could not. */
  readonly askPasswordLink: (serverUrl: string, email: string, language: Language) => Promise<Refusal | null>
}

export interface SessionPorts {
  /** The profile's folder. */
  readonly folder: string
  readonly backend: Pick<Backend, 'start' | 'state' | 'url' | 'whenReady'>
  readonly keyring: Keyring
  readonly servers: SignInPort
  /** Decides whether a server may be contacted at all. */
  readonly knownServers: KnownServers
  /** Hears of each sign-in that ends here. */
  readonly signOuts: SignOuts
  /** For the log: never a token. */
  readonly note: (message: string, reason?: unknown) => void
  readonly language: () => Language
  /** What the page may know has changed. */
  readonly changed: (now: SignedIn | null) => void
}

export type SessionKeeper = ReturnType<typeof createSession>

/** Keeps who is signed in, and the token in memory. The page sees the person and the workspace, never the token. */
export function createSession(ports: SessionPorts) {
  const { folder, backend, keyring, servers, knownServers, signOuts, note, language, changed } = ports
  const path = join(folder, 'session.json')
  let identity: Identity | null =
    readChecked(path, identityFile, (reason) => note('session.json is unusable', reason)) ?? null
  let token: string | null = null
  /** While the keyring or the embedded backend has not answered, the sign-in is neither good nor expired. */
  let opening = identity !== null
  /** Numbers what a person does here: signing in, opening the demo workspace, signing out. */
  let lastAct = 0
  /** The newest act that took effect. What an older one brings afterwards, such as a demo that opens late, is dropped. */
  let actInEffect = 0
  let unsealing: Promise<void> | null = null
  // A profile of an older version has no list of the servers that it knows.
  if (identity?.server.kind === 'remote') knownServers.learn(identity.server.url)

  const view = (): SignedIn | null => {
    if (identity === null) return null
    const { sealed, ...shown } = identity
    const remembered = sealed !== null || identity.server.kind === 'embedded'
    return { ...shown, remembered, expired: token === null && !opening }
  }
  const keep = (next: Identity | null, nextToken: string | null): void => {
    identity = next
    token = nextToken
    opening = false
    try {
      if (next === null) rmSync(path, { force: true })
      else writeAtomic(path, JSON.stringify(next))
    } catch (error) {
      note('session.json could not be written', error)
    }
    changed(view())
  }
  /** The token that is about to be dropped is worth nothing on the server either, now or at the next contact. */
  const endOnServer = (): void => {
    if (identity?.server.kind !== 'remote') return
    const { sealed } = identity
    if (token !== null || sealed !== null) signOuts.add({ serverUrl: identity.server.url, token, sealed })
  }
  /** Null where there is no keyring, or where it refuses: the person then works on with the token in memory only. */
  const sealedBy = async (secret: string): Promise<string | null> => {
    try {
      return (await keyring.canKeepSecrets()) ? await keyring.seal(secret) : null
    } catch (error) {
      note('the keyring refused to keep the sign-in', error)
      return null
    }
  }
  const unsealedBy = async (sealed: string): Promise<string | null> => {
    try {
      return await keyring.unseal(sealed)
    } catch (error) {
      note('the keyring refused to open the sign-in', error)
      return null
    }
  }
  const adopt = async (act: number, server: ServerChoice, answer: Session): Promise<Result> => {
    const { token: fresh, ...who } = answer
    const sealed = server.kind === 'remote' ? await sealedBy(fresh) : null
    if (act < actInEffect) {
      if (server.kind === 'remote') signOuts.add({ serverUrl: server.url, token: fresh, sealed })
      return refusal('overtaken', language())
    }
    actInEffect = act
    if (!isSamePerson(identity, who, server)) endOnServer()
    keep({ ...who, server, sealed }, fresh)
    const now = view()
    if (now === null) throw new Error('the session that was just kept is gone')
    return { ok: true, value: now }
  }

  /** Opens what was kept. Called when the window is up: a keyring may ask the person for its password, once. */
  const open = (): Promise<void> => {
    void signOuts.tellAll()
    unsealing ??= openKept().finally(() => (unsealing = null))
    return unsealing
  }
  const openKept = async (): Promise<void> => {
    const kept = identity
    if (kept === null || !opening) return
    if (kept.server.kind === 'embedded') {
      backend.start()
      return
    }
    const opened = kept.sealed === null ? null : await unsealedBy(kept.sealed)
    // The person may have signed in or out while the keyring asked for its password.
    if (identity !== kept) return
    token = opened
    opening = false
    changed(view())
  }

  /** The embedded backend has a new address and a new token for its demo agent. */
  const backendReady = (fresh: Session): void => {
    if (identity?.server.kind !== 'embedded') return
    const { token: freshToken, ...who } = fresh
    if (identity.workspaceId !== who.workspaceId || identity.agent.id !== who.agent.id)
      note('the demo workspace is another one than before')
    keep({ ...who, server: { kind: 'embedded' }, sealed: null }, freshToken)
  }

  const signIn = async (server: ServerChoice, as: SignInAs): Promise<Result> => {
    if (server.kind === 'embedded') return openDemo()
    const act = ++lastAct
    const allowed = await allowedServer(server.url)
    if (!allowed.ok) return refusal(allowed.code, language())
    const answer = await servers.askSignIn(allowed.url, as, language())
    if (!answer.ok) return answer
    knownServers.learn(allowed.url)
    void signOuts.tellAll()
    return adopt(act, { kind: 'remote', url: allowed.url }, answer.session)
  }

  /** The address that was typed, if it is one, and if the person means it when this app has not met its server. */
  const allowedServer = async (typed: string): Promise<CheckedServerUrl> => {
    const checked = checkServerUrl(typed)
    if (!checked.ok || (await knownServers.mayContact(checked.url))) return checked
    return { ok: false, code: 'server-declined' }
  }

  /** Asks a server to mail a link to a new password. Null when it took the question. */
  const forgotPassword = async (server: string, email: string): Promise<Refusal | null> => {
    const allowed = await allowedServer(server)
    return allowed.ok
      ? servers.askPasswordLink(allowed.url, email, language())
      : refusal(allowed.code, language())
  }

  const openDemo = async (): Promise<Result> => {
    const act = ++lastAct
    const ready = await backend.whenReady()
    if (ready === null) {
      const state = backend.state()
      const isNewer = state.state === 'failed' && state.reason === 'made-by-newer'
      return refusal(isNewer ? 'backend-newer' : 'backend-failed', language())
    }
    return adopt(act, { kind: 'embedded' }, ready)
  }

  const signOut = (): void => {
    actInEffect = ++lastAct
    endOnServer()
    keep(null, null)
  }

  const accessNow = (): ApiAccess => {
    if (identity === null) return { state: 'signed-out' }
    const serverUrl = identity.server.kind === 'embedded' ? backend.url() : identity.server.url
    if (serverUrl !== null && token !== null) return { state: 'signed-in', serverUrl, token }
    return { state: opening || serverUrl === null ? 'starting' : 'sign-in-expired' }
  }

  /** The server does not accept the token any more: it is dropped, the person stays known, and so does their work. */
  const refused = (refusedToken: string, ended: SignInEnd | null): void => {
    if (identity === null || token !== refusedToken) return
    note('the server refused the sign-in', ended)
    keep({ ...identity, sealed: null, ...(ended ? { ended } : {}) }, null)
  }

  return {
    view,
    open,
    backendReady,
    signIn,
    forgotPassword,
    openDemo,
    signOut,
    access: accessNow,
    refused,
  }
}

/** Whose former sign-in on this app the server ends by itself. */
const isSamePerson = (before: Identity | null, who: Omit<Session, 'token'>, server: ServerChoice): boolean =>
  before !== null &&
  before.workspaceId === who.workspaceId &&
  before.agent.id === who.agent.id &&
  before.server.kind === 'remote' &&
  server.kind === 'remote' &&
  before.server.url === server.url
