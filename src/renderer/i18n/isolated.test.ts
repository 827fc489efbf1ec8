import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { startTexts } from './i18n'
import { isolated } from './isolated'

beforeAll(() => {
  globalThis.document ??= { documentElement: {} } as Document
  startTexts('en')
})

test('a value that is written from right to left does not reorder the sentence around it', () => {
  expect(isolated('Sanne de Wit')).toBe('Sanne de Wit')
  expect(isolated('Łukasz')).toBe('Łukasz')
  expect(isolated('שלום')).toBe('\u2068שלום\u2069')
  // A mark that turns all that follows (as in `invoice\u202Efdp.exe`), and one that closes the isolation before its time.
  expect(isolated('invoice\u202Efdp.exe')).toBe('\u2068invoice\u202Efdp.exe\u2069')
  expect(isolated('a\u2069\u202Eb')).toBe('\u2068a\u202Eb\u2069')
})

test('all texts of the app do so with what is filled into them', () => {
  expect(i18next.t('ticket.othersViewing', { names: 'דוד' })).toContain('\u2068דוד\u2069')
  expect(i18next.t('ticket.othersViewing', { names: 'Sanne <de> Wit & co' })).toContain('Sanne <de> Wit & co')
})
