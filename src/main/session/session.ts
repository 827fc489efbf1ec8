import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { signedIn } from '../../shared/ipc/channels'
import type { ServerChoice, SignedIn } from '../../shared/ipc/channels'
import type { Session } from '../../shared/sync/wire'
import type { Backend } from '../backend/backend'
import { readChecked, writeAtomic } from '../files/atomic'
import type { ApiAccess } from '../protocol/api-proxy'
import type { Language } from '../language'
import { refusal } from './refusals'
import { checkServerUrl } from './server-url'
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
}

export interface SessionPorts {
  /** The profile's folder. */
  readonly folder: string
  readonly backend: Pick<Backend, 'start' | 'state' | 'url' | 'whenReady'>
  readonly keyring: Keyring
  readonly servers: SignInPort
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
  const { folder, backend, keyring, servers, signOuts, note, language, changed } = ports
  const path = join(folder, 'session.json')
  let identity: Identity | null =
    readChecked(path, identityFile, (reason) => note('session.json is unusable', reason)) ?? null
  let token: string | null = null
  /** While the keyring or the embedded backend has not answered, the sign-in is neither good nor expired. */
  let opening = identity !== null

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
  const adopt = async (
    server: ServerChoice,
    { token: fresh, ...who }: Session,
    mayKeep: boolean,
  ): Promise<Result> => {
    const sealed = mayKeep && (await keyring.canKeepSecrets()) ? await keyring.seal(fresh) : null
    if (!isSamePerson(identity, who, server)) endOnServer()
    keep({ ...who, server, sealed }, fresh)
    const now = view()
    if (now === null) throw new Error('the session that was just kept is gone')
    return { ok: true, value: now }
  }

  /** Opens what was kept. Called when the window is up: a keyring may ask the person for its password. */
  const open = async (): Promise<void> => {
    void signOuts.tellAll()
    const kept = identity
    if (kept === null || !opening) return
    if (kept.server.kind === 'embedded') {
      backend.start()
      return
    }
    const opened = kept.sealed === null ? null : await keyring.unseal(kept.sealed)
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
    const checked = checkServerUrl(server.url)
    if (!checked.ok) return refusal(checked.code, language())
    const answer = await servers.askSignIn(checked.url, as, language())
    if (!answer.ok) return answer
    void signOuts.tellAll()
    return adopt({ kind: 'remote', url: checked.url }, answer.session, true)
  }

  const openDemo = async (): Promise<Result> => {
    const ready = await backend.whenReady()
    if (ready === null) {
      const state = backend.state()
      const isNewer = state.state === 'failed' && state.reason === 'made-by-newer'
      return refusal(isNewer ? 'backend-newer' : 'backend-failed', language())
    }
    return adopt({ kind: 'embedded' }, ready, false)
  }

  const signOut = (): void => {
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
  const refused = (refusedToken: string): void => {
    if (identity === null || token !== refusedToken) return
    note('the server refused the sign-in')
    keep({ ...identity, sealed: null }, null)
  }

  return { view, open, backendReady, signIn, openDemo, signOut, access: accessNow, refused }
}

/** Whose former sign-in on this app the server ends by itself. */
const isSamePerson = (before: Identity | null, who: Omit<Session, 'token'>, server: ServerChoice): boolean =>
  before !== null &&
  before.workspaceId === who.workspaceId &&
  before.agent.id === who.agent.id &&
  before.server.kind === 'remote' &&
  server.kind === 'remote' &&
  before.server.url === server.url
