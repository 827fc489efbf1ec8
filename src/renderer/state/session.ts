import { create } from 'zustand'
import type { BackendState, Bridge, SignedIn } from '../../shared/ipc/channels'
import { defaultPreferences } from '../../shared/ipc/preferences'
import type { Preferences } from '../../shared/ipc/preferences'
import type { Agent } from '../../shared/tickets/people'

declare global {
  interface Window {
    readonly tijdig: Bridge
  }
}

interface Session {
  readonly loaded: boolean
  readonly version: string
  readonly platform: string
  readonly systemLanguage: 'nl' | 'en'
  readonly deviceId: string
  /** Server time minus this machine's time as known at the start, ms. */
  readonly clockOffsetMs: number
  readonly profileCopied: boolean
  /** Whether this app can be started with the system: not while developing. */
  readonly canStartAtLogin: boolean
  readonly signedIn: SignedIn | null
  readonly backend: BackendState
  readonly preferences: Preferences
}

/** Who works here, on which server, and what they prefer. Main owns all of it. */
export const useSession = create<Session>(() => ({
  loaded: false,
  version: '',
  platform: 'linux',
  systemLanguage: navigator.language.toLowerCase().startsWith('nl') ? 'nl' : 'en',
  deviceId: '',
  clockOffsetMs: 0,
  profileCopied: false,
  canStartAtLogin: false,
  signedIn: null,
  backend: { state: 'off' },
  preferences: defaultPreferences,
}))

/** The signed-in agent, or null. */
export const useMe = (): Agent | null => useSession((session) => session.signedIn?.agent ?? null)

/** The language on screen, resolved from the preference and the system. */
export const useLanguage = (): 'nl' | 'en' => useSession(languageOf)

export function languageOf(session: Pick<Session, 'preferences' | 'systemLanguage'>): 'nl' | 'en' {
  return session.preferences.language === 'system' ? session.systemLanguage : session.preferences.language
}

/** Saves a choice. The screen follows at once; main keeps it. Rejects, with the former choice on screen, when main does not answer. */
export async function choose(change: Partial<Preferences>): Promise<void> {
  const { preferences: before } = useSession.getState()
  useSession.setState({ preferences: { ...before, ...change } })
  try {
    useSession.setState({ preferences: await window.tijdig.request('preferences.set', change) })
  } catch (error) {
    const { preferences: now } = useSession.getState()
    useSession.setState({ preferences: { ...now, ...takenBack(change, { before, now }) } })
    throw error
  }
}

/** What a choice that failed goes back to: what was chosen, or told by main, after it stays. */
function takenBack(
  change: Partial<Preferences>,
  { before, now }: { readonly before: Preferences; readonly now: Preferences },
): Partial<Preferences> {
  const names = Object.keys(change) as (keyof Preferences)[]
  const unchanged = names.filter((name) => now[name] === change[name])
  return Object.fromEntries(unchanged.map((name) => [name, before[name]]))
}

/** Main forgets the token; what waits to be sent stays for this person's next sign-in. */
export async function signOut(): Promise<void> {
  await window.tijdig.request('session.signOut', {})
  useSession.setState({ signedIn: null })
}
