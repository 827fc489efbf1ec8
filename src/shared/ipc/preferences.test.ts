import { expect, test } from 'vitest'
import { changedFile, defaultPreferences, readPreferences } from './preferences'

test('an empty file, and one that holds other things, are the defaults', () => {
  expect(readPreferences({})).toEqual(defaultPreferences)
  expect(readPreferences({ alertLeads: [], theme: null, toString: 'x' })).toEqual(defaultPreferences)
})

test('a value that this version does not know costs only itself', () => {
  expect(
    readPreferences({
      theme: 'sepia',
      language: 'nl',
      alertLeads: { response: [30], resolution: [30, -1], promise: [10] },
      alertScope: 'none',
    }),
  ).toEqual({
    ...defaultPreferences,
    language: 'nl',
    alertLeads: { ...defaultPreferences.alertLeads, response: [30] },
    alertScope: 'none',
  })
})

test('what another version wrote stays in the file until it is changed here', () => {
  const file = { theme: 'sepia', sounds: 'soft', alertLeads: { promise: [10], response: [30] } }
  const changed = changedFile(file, { density: 'compact' })
  expect(changed).toEqual({ ...file, density: 'compact' })
  expect(changedFile(changed, { alertLeads: { ...defaultPreferences.alertLeads, aim: [5] } })).toEqual({
    ...changed,
    alertLeads: { ...defaultPreferences.alertLeads, aim: [5], promise: [10] },
  })
  expect(changedFile(changed, { theme: 'dark' })).toMatchObject({ theme: 'dark', sounds: 'soft' })
})
