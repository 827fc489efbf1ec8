import { afterEach, expect, it, vi } from 'vitest'
import { readEnvironment } from './environment'

const electron = vi.hoisted(() => ({ isPackaged: false }))
vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return electron.isPackaged
    },
  },
}))
afterEach(() => vi.unstubAllEnvs())

const set = (tickets: string): void => {
  vi.stubEnv('TIJDIG_USER_DATA', '/tmp/profile')
  vi.stubEnv('ELECTRON_RENDERER_URL', 'http://localhost:5173')
  vi.stubEnv('TIJDIG_DEMO_TICKETS', tickets)
}
const nothing = { rendererUrl: null, userData: null, demoTickets: null }

it('a packaged app takes no page and no profile from outside', () => {
  set('7')
  electron.isPackaged = true
  expect(readEnvironment()).toEqual(nothing)
})

it('while developing a profile, a page and a number of tickets can be set; what is no number counts for nothing', () => {
  electron.isPackaged = false
  set('7')
  expect(readEnvironment()).toEqual({
    rendererUrl: 'http://localhost:5173',
    userData: '/tmp/profile',
    demoTickets: 7,
  })
  for (const tickets of ['0', '-7', '7.5', 'seven', '']) {
    set(tickets)
    expect(readEnvironment().demoTickets).toBeNull()
  }
})
