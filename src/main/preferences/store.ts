import { join } from 'node:path'
import { z } from 'zod'
import { changedFile, readPreferences } from '../../shared/ipc/preferences'
import type { PreferenceFile, Preferences } from '../../shared/ipc/preferences'
import { readChecked, writeAtomic } from '../files/atomic'
import { log } from '../log'

export interface PreferenceStore {
  readonly get: () => Preferences
  /** Keeps the change on disk and answers all preferences. On a full disk they hold until the app ends. */
  readonly set: (change: Partial<Preferences>) => Preferences
}

/**
 * This device's preferences, each read on its own; what another version of the app wrote stays in the file. A file that is no
 * table of names and values is kept aside, and the defaults are used.
 */
export function openPreferences(
  folder: string,
  changed: (now: Preferences, before: Preferences) => void,
): PreferenceStore {
  const path = join(folder, 'preferences.json')
  let file: PreferenceFile =
    readChecked(path, z.record(z.string(), z.unknown()), (reason) =>
      log.warn('preferences.json is unusable', reason),
    ) ?? {}
  let current = readPreferences(file)
  return {
    get: () => current,
    set: (change) => {
      file = changedFile(file, change)
      const before = current
      current = { ...current, ...change }
      try {
        writeAtomic(path, JSON.stringify(file, null, 2))
      } catch (error) {
        log.error('preferences.json could not be written', error)
      }
      changed(current, before)
      return current
    },
  }
}
