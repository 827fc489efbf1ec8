import { join } from 'node:path'
import { defaultPreferences, preferences } from '../../shared/ipc/preferences'
import type { Preferences } from '../../shared/ipc/preferences'
import { readChecked, writeAtomic } from '../files/atomic'
import { log } from '../log'

export interface PreferenceStore {
  readonly get: () => Preferences
  /** Keeps the change on disk and answers all preferences. On a full disk they hold until the app ends. */
  readonly set: (change: Partial<Preferences>) => Preferences
}

/** This device's preferences. A file that cannot be understood is kept aside, and the defaults are used. */
export function openPreferences(folder: string, changed: (now: Preferences) => void): PreferenceStore {
  const path = join(folder, 'preferences.json')
  // Every field on its own: a file of an older version lacks some, and keeps what it has.
  const kept = readChecked(path, preferences.partial(), (reason) =>
    log.warn('preferences.json is unusable', reason),
  )
  let current: Preferences = { ...defaultPreferences, ...kept }
  return {
    get: () => current,
    set: (change) => {
      current = { ...current, ...change }
      try {
        writeAtomic(path, JSON.stringify(current, null, 2))
      } catch (error) {
        log.error('preferences.json could not be written', error)
      }
      changed(current)
      return current
    },
  }
}
