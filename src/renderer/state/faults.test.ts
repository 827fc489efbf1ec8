import i18next from 'i18next'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Fault } from '../../shared/ipc/channels'
import { passOn, reportFault, watchFaults } from './faults'

const shown = vi.hoisted((): { id: string }[] => [])
vi.mock('@mantine/notifications', () => ({
  notifications: { show: (notification: { id: string }) => shown.push(notification) },
}))

const page = new EventTarget()
let told: Fault[]
let isMainThere: boolean
beforeAll(async () => {
  await i18next.init({ lng: 'en', resources: {} })
  vi.stubGlobal('window', {
    addEventListener: page.addEventListener.bind(page),
    tijdig: {
      request: (_name: string, fault: Fault) => {
        told.push(fault)
        return isMainThere ? Promise.resolve({}) : Promise.reject(new Error('main is gone'))
      },
    },
  })
  watchFaults()
})
beforeEach(() => {
  vi.useFakeTimers()
  told = []
  shown.length = 0
  isMainThere = true
})

const happens = (name: string, what: object): void => {
  page.dispatchEvent(Object.assign(new Event(name), what))
}
/** Errors of one name are one fault for the log. */
const errorNamed = (name: string): Error => Object.assign(new Error('x'), { name, stack: '' })

test('what nobody caught is told to the person and to the log', () => {
  happens('error', { error: errorNamed('A') })
  happens('unhandledrejection', { reason: errorNamed('B') })
  happens('error', { error: undefined, message: 'Script error.' })
  expect(told.map(({ where, name }) => [where, name])).toEqual([
    ['page', 'A'],
    ['page', 'B'],
    ['page', 'string'],
  ])
  expect(shown.map(({ id }) => id)).toEqual(['fault', 'fault', 'fault'])
})

test('what a part of the screen says itself is told to the log alone', () => {
  reportFault(errorNamed('C'), 'sidebar')
  expect([told.length, shown.length]).toEqual([1, 0])
})

test('what was called off is no fault', () => {
  reportFault(new DOMException('x', 'AbortError'))
  expect([told.length, shown.length]).toEqual([0, 0])
})

test('the same fault is a line in the log once a minute, another one at once', () => {
  reportFault(errorNamed('D'))
  reportFault(errorNamed('D'))
  reportFault(errorNamed('E'))
  vi.advanceTimersByTime(59_000)
  reportFault(errorNamed('D'))
  expect(told.map(({ name }) => name)).toEqual(['D', 'E'])
  vi.advanceTimersByTime(1000)
  reportFault(errorNamed('D'))
  expect(told.map(({ name }) => name)).toEqual(['D', 'E', 'D'])
  expect(shown).toHaveLength(5)
})

test('a fault that main does not hear of makes no other one', async () => {
  isMainThere = false
  passOn({ where: 'worker', name: 'F', message: '', stack: '' })
  await vi.advanceTimersByTimeAsync(0)
  expect([told.length, shown.length]).toEqual([1, 1])
})
