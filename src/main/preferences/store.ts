import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Person } from '../../shared/ipc/channels'
import { changedFile, givenToPerson, readPreferences } from '../../shared/ipc/preferences'
import type { PreferenceFile, Preferences } from '../../shared/ipc/preferences'
import { readChecked, writeAtomic } from '../files/atomic'
import { personKey } from '../person'

export interface PreferencePorts {
  /** The profile's folder. */
  readonly folder: string
  readonly note: (message: string, reason: unknown) => void
  /** Something is another than before: it was chosen, or another person works here. */
  readonly changed: (now: Preferences, before: Preferences) => void
}

export interface PreferenceStore {
  readonly get: () => Preferences
  /**
   * Keeps the change on disk and answers all preferences. Throws where it cannot be kept: then nothing is another. Bells that are
   * chosen while nobody is signed in are nobody's: they stay as they were.
   */
  readonly set: (change: Partial<Preferences>) => Preferences
  /**
   * Who works here from now on; null for nobody. Their bells are theirs alone, and the defaults until they choose. Those that a
   * version kept for the device as a whole become theirs if they are the first to come.
   */
  readonly changePerson: (person: Person | null) => void
}

/**
 * The preferences of this device and of each person on it, each read on its own; what another version of the app wrote stays in
 * the file. A file that is no table of names and values is kept aside, and the defaults are used.
 */
export function openPreferences({ folder, note, changed }: PreferencePorts): PreferenceStore {
  const path = join(folder, 'preferences.json')
  let file: PreferenceFile =
    readChecked(path, z.record(z.string(), z.unknown()), (reason) =>
      note('preferences.json is unusable', reason),
    ) ?? {}
  let person: string | null = null
  let current = readPreferences(file, person)

  /** False where it could not be written down. */
  const keep = (next: PreferenceFile): boolean => {
    if (next === file) return true
    try {
      writeAtomic(path, JSON.stringify(next, null, 2))
      return true
    } catch (error) {
      note('preferences.json could not be written', error)
      return false
    }
  }
  const take = (next: PreferenceFile): void => {
    file = next
    const before = current
    current = readPreferences(file, person)
    if (!isDeepStrictEqual(current, before)) changed(current, before)
  }

  return {
    get: () => current,
    set: (change) => {
      const next = changedFile(file, change, person)
      if (!keep(next)) throw new Error('The choice could not be kept on this device: free some space.')
      take(next)
      return current
    },
    changePerson: (next) => {
      person = personKey(next)
      const theirs = person === null ? file : givenToPerson(file, person)
      // What cannot be kept holds until the app ends: somebody works here all the same.
      keep(theirs)
      take(theirs)
    },
  }
}
