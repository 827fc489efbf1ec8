import { expect, test } from 'vitest'
import { changedFile, defaultPreferences, givenToPerson, readPreferences } from './preferences'

const [anna, bram] = ['office anna', 'office bram']

test('an empty file, and one that holds other things, are the defaults', () => {
  expect(readPreferences({}, null)).toEqual(defaultPreferences)
  expect(readPreferences({ people: 7, theme: null, toString: 'x' }, anna)).toEqual(defaultPreferences)
  expect(readPreferences({ people: { [anna]: { alertLeads: [] } } }, anna)).toEqual(defaultPreferences)
})

test('a value that this version does not know costs only itself', () => {
  const own = { alertLeads: { response: [30], resolution: [30, -1], promise: [10] }, alertScope: 'none' }
  const file = { theme: 'sepia', language: 'nl', people: { [anna]: { ...own, alertOutsideOfficeHours: 1 } } }
  expect(readPreferences(file, anna)).toEqual({
    ...defaultPreferences,
    language: 'nl',
    alertLeads: { ...defaultPreferences.alertLeads, response: [30] },
    alertScope: 'none',
  })
})

test('what another version wrote stays in the file until it is changed here', () => {
  const own = { volume: 3, alertLeads: { promise: [10], response: [30] } }
  const file = { theme: 'sepia', sounds: 'soft', people: { [anna]: own, [bram]: { volume: 5 } } }
  const changed = changedFile(file, { density: 'compact' }, anna)
  expect(changed).toEqual({ ...file, density: 'compact' })
  const alertLeads = { ...defaultPreferences.alertLeads, aim: [5] }
  expect(changedFile(changed, { alertLeads }, anna)).toEqual({
    ...changed,
    people: {
      [anna]: { volume: 3, alertLeads: { ...alertLeads, promise: [10] } },
      [bram]: { volume: 5 },
    },
  })
  expect(changedFile(changed, { theme: 'dark' }, anna)).toMatchObject({ theme: 'dark', sounds: 'soft' })
})

test('bells are each person’s own, the rest is the device’s', () => {
  const file = changedFile({}, { alertScope: 'none', alertOutsideOfficeHours: true, theme: 'dark' }, anna)
  expect(readPreferences(file, anna)).toMatchObject({ alertScope: 'none', alertOutsideOfficeHours: true })
  for (const other of [bram, null])
    expect(readPreferences(file, other)).toEqual({ ...defaultPreferences, theme: 'dark' })
})

test('bells that are chosen while nobody is signed in are nobody’s', () => {
  expect(changedFile({}, { alertScope: 'none', theme: 'dark' }, null)).toEqual({ theme: 'dark' })
})

test('bells that an older version kept for all become the first person’s, over what they chose before', () => {
  const before = changedFile({}, { alertScope: 'all', alertOutsideOfficeHours: true }, anna)
  const file = { ...before, theme: 'dark', alertScope: 'none', alertLeads: { response: [30] } }
  const given = givenToPerson(file, anna)
  expect(given).toEqual({
    theme: 'dark',
    people: {
      [anna]: { alertScope: 'none', alertOutsideOfficeHours: true, alertLeads: { response: [30] } },
    },
  })
  expect(givenToPerson(given, bram)).toBe(given)
})
