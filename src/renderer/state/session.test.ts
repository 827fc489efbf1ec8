import { beforeEach, expect, test, vi } from 'vitest'
import type { SignedIn } from '../../shared/ipc/channels'
import { defaultPreferences } from '../../shared/ipc/preferences'
import type { Preferences } from '../../shared/ipc/preferences'
import { choose, languageOf, signOut, useSession } from './session'

/** What main answers, in the order in which it was asked. */
let answers: { readonly resolve: (answer: Preferences) => void; readonly reject: (error: Error) => void }[]
beforeEach(() => {
  answers = []
  useSession.setState({ preferences: defaultPreferences })
  vi.stubGlobal('window', {
    tijdig: {
      request: () => new Promise((resolve, reject) => answers.push({ resolve, reject })),
    },
  })
})

const shown = () => useSession.getState().preferences

test('a choice is on screen at once, and stays as main kept it', async () => {
  const chosen = choose({ theme: 'dark' })
  expect(shown().theme).toBe('dark')
  answers[0]?.resolve({ ...defaultPreferences, theme: 'dark', density: 'compact' })
  await chosen
  expect(shown()).toMatchObject({ theme: 'dark', density: 'compact' })
})

test('a choice that main does not take goes back, and the caller hears of it', async () => {
  const chosen = choose({ theme: 'dark', alertScope: 'none' })
  answers[0]?.reject(new Error('main does not answer'))
  await expect(chosen).rejects.toThrow('main does not answer')
  expect(shown()).toEqual(defaultPreferences)
})

test('only that choice goes back: what was chosen or told meanwhile stays', async () => {
  const first = choose({ theme: 'dark' })
  const second = choose({ density: 'compact' })
  answers[0]?.reject(new Error('main does not answer'))
  await expect(first).rejects.toThrow()
  expect(shown()).toEqual({ ...defaultPreferences, density: 'compact' })
  answers[1]?.reject(new Error('main does not answer'))
  await expect(second).rejects.toThrow()
  expect(shown()).toEqual(defaultPreferences)
})

test('a choice of the former person does not come back to the next one', async () => {
  useSession.setState({ preferences: { ...defaultPreferences, alertScope: 'all' } })
  const chosen = choose({ alertScope: 'none' })
  useSession.setState({ preferences: { ...defaultPreferences, alertScope: 'team' } })
  answers[0]?.reject(new Error('main does not answer'))
  await expect(chosen).rejects.toThrow()
  expect(shown().alertScope).toBe('team')
})

test('who signs out is nobody once main has forgotten them, and somebody where main does not answer', async () => {
  const sanne = { workspaceId: 'office', agent: { id: 'sanne' } } as SignedIn
  useSession.setState({ signedIn: sanne })
  const failing = signOut()
  answers[0]?.reject(new Error('main does not answer'))
  await expect(failing).rejects.toThrow()
  expect(useSession.getState().signedIn).toBe(sanne)
  const leaving = signOut()
  expect(useSession.getState().signedIn).toBe(sanne)
  answers[1]?.resolve(defaultPreferences)
  await leaving
  expect(useSession.getState().signedIn).toBeNull()
})

test('the language is the one that was chosen, else the system’s', () => {
  const language = (chosen: Preferences['language'], systemLanguage: 'nl' | 'en') =>
    languageOf({ preferences: { ...defaultPreferences, language: chosen }, systemLanguage })
  expect([
    language('system', 'nl'),
    language('system', 'en'),
    language('nl', 'en'),
    language('en', 'nl'),
  ]).toEqual(['nl', 'en', 'nl', 'en'])
})
