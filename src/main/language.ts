import type { Preferences } from '../shared/ipc/preferences'

export type Language = 'nl' | 'en'

/** The language on screen: the person's choice, or that of the system when it is Dutch, else English. */
export function resolveLanguage(chosen: Preferences['language'], systemLocale: string): Language {
  if (chosen !== 'system') return chosen
  return /^nl\b/i.test(systemLocale) ? 'nl' : 'en'
}
