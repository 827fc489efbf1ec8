import { beforeEach, expect, test, vi } from 'vitest'
import type { FormPlace, FormValues } from '../data/protocol'
import { connectData } from './data-client'
import type { DataClient } from './data-client'
import { saveUnsaved } from './unsaved'
import { holdForm, oneOf, savedOnLeaving } from './use-form'
import type { KeptForm } from './use-form'

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
const browserWindow = Object.assign(new EventTarget(), { tijdig: { request: () => Promise.resolve({}) } })
vi.stubGlobal('document', page)
vi.stubGlobal('window', browserWindow)

const asked = { ticketId: 'a', dialog: 'solve' } as const
let opening: PromiseWithResolvers<{ copy: number; values: FormValues | null }>
let steps: unknown[]
let given: KeptForm[]
beforeEach(() => {
  opening = Promise.withResolvers()
  steps = []
  given = []
  connectData({
    form: (args: unknown) => {
      steps.push(['form', args])
      return opening.promise
    },
    leaveForm: (place: FormPlace) => {
      steps.push(['leave', place])
      return Promise.resolve()
    },
  } as unknown as DataClient)
})
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
const hold = () => holdForm(asked, (form) => given.push(form))

test('a dialog opens with what was kept of it, and its place is free when it closes, after its last letters', async () => {
  const leave = hold()
  opening.resolve({ copy: 2, values: { resolution: 'x' } })
  await settle()
  const place = { ...asked, copy: 2 }
  expect(given).toEqual([{ place, kept: { resolution: 'x' } }])
  leave()
  steps.push('last letters')
  await settle()
  expect(steps).toEqual([['form', asked], 'last letters', ['leave', place]])
})

test('a dialog that is closed before it could open holds no place, so that it opens again with what was kept', async () => {
  hold()()
  await settle()
  expect(steps).toEqual([['form', asked]])
  opening.resolve({ copy: 0, values: { resolution: 'x' } })
  await settle()
  expect([given, steps[1]]).toEqual([[], ['leave', { ...asked, copy: 0 }]])
})

test('a dialog opens also where what was kept cannot be read, and writes over none of it', async () => {
  hold()
  opening.reject(new Error('the disk does not answer'))
  await settle()
  expect(given).toMatchObject([{ kept: null }])
  expect(given[0]?.place.copy).toBeGreaterThan(1_000_000)
})

test('what is typed is saved when its window is hidden or closes, its person leaves, and it is closed itself', () => {
  let saves = 0
  const end = savedOnLeaving(() => void (saves += 1))
  page.dispatchEvent(new Event('visibilitychange'))
  expect(saves).toBe(0)
  page.visibilityState = 'hidden'
  page.dispatchEvent(new Event('visibilitychange'))
  browserWindow.dispatchEvent(new Event('pagehide'))
  void saveUnsaved()
  expect(saves).toBe(3)
  end()
  expect(saves).toBe(4)
  page.dispatchEvent(new Event('visibilitychange'))
  browserWindow.dispatchEvent(new Event('pagehide'))
  void saveUnsaved()
  expect(saves).toBe(4)
})

test('a choice that there is no more gives way to the first', () => {
  expect([oneOf(['a', 'b'], 'b'), oneOf(['a', 'b'], 'c'), oneOf(['a', 'b'], null)]).toEqual(['b', 'a', 'a'])
})

test('what was closed a moment ago is waited for too, when its window goes', async () => {
  let written = (): void => undefined
  const end = savedOnLeaving(() => new Promise<void>((resolve) => (written = resolve)))
  end()
  let isSaved = false
  const saved = saveUnsaved().then(() => (isSaved = true))
  await settle()
  expect(isSaved).toBe(false)
  written()
  await saved
  expect(isSaved).toBe(true)
})
