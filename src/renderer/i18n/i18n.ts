import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../../shared/tickets/ticket'
import type { english } from './english'
import { isolated } from './isolated'
import { resources } from './resources'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof english }
  }
}

/** Starts the texts in one language. Both are in the bundle, so nothing is fetched and nothing flashes. */
export function startTexts(language: Language): void {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    resources,
    // React escapes what it draws; here values only keep their direction to themselves.
    interpolation: { escapeValue: true, escape: (value: unknown) => isolated(String(value)) },
    returnNull: false,
  })
  document.documentElement.lang = language
}

/** Changes the language of everything on screen. */
export function changeLanguage(language: Language): void {
  document.documentElement.lang = language
  if (i18next.language !== language) void i18next.changeLanguage(language)
}
