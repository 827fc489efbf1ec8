import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Person } from '../../shared/ipc/channels'
import { defaultPreferences } from '../../shared/ipc/preferences'
import type { Preferences } from '../../shared/ipc/preferences'
import { uuidOf } from '../../shared/tickets/example'
import { openPreferences } from './store'

const anna: Person = { workspaceId: uuidOf(1), agentId: uuidOf(2) }
const bram: Person = { workspaceId: uuidOf(1), agentId: uuidOf(3) }
const annaElsewhere: Person = { workspaceId: uuidOf(9), agentId: uuidOf(2) }

let folder: string
let told: Preferences[]
let notes: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'preferences-'))
  told = []
  notes = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const path = (): string => join(folder, 'preferences.json')
const start = (person: Person | null) => {
  const store = openPreferences({
    folder,
    note: (message) => notes.push(message),
    changed: (now) => told.push(now),
  })
  store.changePerson(person)
  return store
}

test('the next person has bells of their own, and the former one’s come back with them, also after a restart', () => {
  const store = start(anna)
  store.set({
    alertScope: 'none',
    alertLeads: { ...defaultPreferences.alertLeads, response: [] },
    theme: 'dark',
  })
  const annas = store.get()
  store.changePerson(bram)
  expect(store.get()).toEqual({ ...defaultPreferences, theme: 'dark' })
  store.set({ alertOutsideOfficeHours: true, language: 'nl' })
  store.changePerson(annaElsewhere)
  expect(store.get()).toEqual({ ...defaultPreferences, theme: 'dark', language: 'nl' })
  store.changePerson(anna)
  expect(store.get()).toEqual({ ...annas, language: 'nl' })
  expect(start(anna).get()).toEqual({ ...annas, language: 'nl' })
  expect(start(bram).get()).toMatchObject({
    alertScope: 'mine-and-unassigned',
    alertOutsideOfficeHours: true,
  })
})

test('windows are told at a change of person when what holds now is something else, and only then', () => {
  const store = start(anna)
  store.changePerson(bram)
  store.changePerson(anna)
  expect(told).toEqual([])
  store.set({ alertScope: 'none' })
  store.changePerson(null)
  store.changePerson(anna)
  expect(told.map(({ alertScope }) => alertScope)).toEqual(['none', 'mine-and-unassigned', 'none'])
})

test('what an older version kept for the device goes to who comes first, and to nobody else', () => {
  writeFileSync(path(), JSON.stringify({ theme: 'dark', alertScope: 'none' }))
  const store = start(null)
  expect(store.get()).toEqual({ ...defaultPreferences, theme: 'dark' })
  store.changePerson(bram)
  expect(store.get()).toMatchObject({ theme: 'dark', alertScope: 'none' })
  expect(start(anna).get()).toEqual({ ...defaultPreferences, theme: 'dark' })
  expect(start(bram).get()).toMatchObject({ alertScope: 'none' })
})

test('bells chosen while nobody is signed in wait for no next person', () => {
  expect(start(null).set({ alertScope: 'none', density: 'compact' })).toEqual({
    ...defaultPreferences,
    density: 'compact',
  })
  expect(start(bram).get()).toMatchObject({ alertScope: 'mine-and-unassigned', density: 'compact' })
})

test('a choice that cannot be written is refused, and changes nothing', () => {
  const store = start(anna)
  mkdirSync(path())
  expect(() => store.set({ alertScope: 'none' })).toThrow('could not be kept')
  expect(store.get()).toEqual(defaultPreferences)
  expect(notes).toEqual(['preferences.json could not be written'])
})

test('on a disk that takes nothing everybody who comes has their own bells all the same', () => {
  writeFileSync(path(), JSON.stringify({ alertScope: 'none' }))
  mkdirSync(`${path()}.new`)
  const store = start(bram)
  expect(store.get()).toMatchObject({ alertScope: 'none' })
  store.changePerson(anna)
  expect(store.get()).toEqual(defaultPreferences)
  expect(notes).toEqual(['preferences.json could not be written'])
  expect(JSON.parse(readFileSync(path(), 'utf8'))).toEqual({ alertScope: 'none' })
})

test('a file that is no table is kept aside', () => {
  writeFileSync(path(), '[7')
  expect(start(anna).get()).toEqual(defaultPreferences)
  expect([readdirSync(folder), readFileSync(`${path()}.bad`, 'utf8')]).toEqual([
    ['preferences.json.bad'],
    '[7',
  ])
})
