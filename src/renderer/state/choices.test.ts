import i18next from 'i18next'
import { beforeEach, expect, test, vi } from 'vitest'
import { startTexts } from '../i18n/i18n'
import { chooseOrSay, signOutOrSay } from './choices'

const said = vi.hoisted(() => [] as { readonly title: string }[])
vi.mock('@mantine/notifications', () => ({
  notifications: { show: (what: { title: string }) => said.push(what) },
}))

let fails: boolean
beforeEach(() => {
  said.length = 0
  vi.stubGlobal('document', { documentElement: {} })
  vi.stubGlobal('window', {
    tijdig: { request: () => (fails ? Promise.reject(new Error('no space')) : Promise.resolve({})) },
  })
  startTexts('en')
})

test('a choice and a sign-out that fail say so in their own words, and tell the caller', async () => {
  fails = true
  expect([await chooseOrSay({ theme: 'dark' }), await signOutOrSay()]).toEqual([false, false])
  expect(said.map(({ title }) => title)).toEqual([
    i18next.t('faults.choiceNotKept'),
    i18next.t('faults.notSignedOut'),
  ])
})

test('those that go well say nothing', async () => {
  fails = false
  expect([await chooseOrSay({ theme: 'dark' }), await signOutOrSay()]).toEqual([true, true])
  expect(said).toEqual([])
})
