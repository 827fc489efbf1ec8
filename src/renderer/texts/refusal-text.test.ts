import i18next from 'i18next'
import { beforeAll, expect, it } from 'vitest'
import { refusalText } from './refusal-text'
import { resources } from '../i18n/resources'

beforeAll(() =>
  i18next.init({
    lng: 'nl',
    resources,
  }),
)

it('says a known refusal in the language of the person', () => {
  const closed = { code: 'ticket-closed', message: 'The ticket is closed: reopen it first.' }
  expect(refusalText(closed, i18next.t)).toBe('Het ticket is gesloten: heropen het eerst.')
})

it('leaves one that this version does not know in its own words', () => {
  expect(refusalText({ code: 'toString', message: 'Something new.' }, i18next.t)).toBe('Something new.')
})
