import type { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultPreferences } from '../shared/ipc/preferences'
import type { Destination } from '../shared/ipc/channels'
import { createDesktop } from './desktop'
import type { PreferenceStore } from './preferences/store'
import type { Windows } from './window/windows'

interface Item {
  readonly id?: string
  readonly label?: string
  readonly click?: () => void
  readonly submenu?: readonly Item[]
}
interface TrayShown extends EventEmitter {
  image: string
  tip: string
  menu: readonly Item[]
}
const electron = vi.hoisted(() => ({
  hasTray: true,
  tray: null as unknown,
  menu: [] as readonly unknown[],
  theme: '',
  badges: [] as number[],
  quits: 0,
}))
// A desktop as far as it is told: the tray, the menu bar, the icon and the theme are Electron's.
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  class Tray extends Emitter {
    tip = ''
    menu: readonly unknown[] = []
    constructor(public image: string) {
      super()
      if (!electron.hasTray) throw new Error('no tray here')
      electron.tray = this
    }
    setImage(image: string): void {
      this.image = image
    }
    setToolTip(tip: string): void {
      this.tip = tip
    }
    setTitle(): void {
      // A Mac's alone.
    }
    setContextMenu(menu: readonly unknown[]): void {
      this.menu = menu
    }
  }
  return {
    app: {
      isPackaged: true,
      quit: () => (electron.quits += 1),
      setBadgeCount: (count: number) => electron.badges.push(count),
    },
    Menu: {
      buildFromTemplate: (items: readonly unknown[]) => items,
      setApplicationMenu: (items: readonly unknown[]) => (electron.menu = items),
    },
    nativeImage: { createFromPath: (path: string) => path.split('/').at(-1) },
    nativeTheme: {
      set themeSource(theme: string) {
        electron.theme = theme
      },
    },
    Tray,
  }
})
vi.mock('./places', () => ({ resource: (name: string) => `/resources/${name}` }))
vi.mock('./log', () => ({ log: { warn: () => undefined } }))

let preferences = defaultPreferences
let language: 'nl' | 'en'
let went: (Destination | null)[]
let did: unknown[]
beforeEach(() => {
  preferences = { ...defaultPreferences, theme: 'dark' }
  language = 'en'
  ;[went, did] = [[], []]
  electron.hasTray = true
  electron.tray = null
  electron.badges = []
  electron.quits = 0
})
const start = () =>
  createDesktop(
    { get: () => preferences } as PreferenceStore,
    {
      go: (to: Destination | null) => void went.push(to),
      run: (id: string) => void did.push(id),
      open: () => did.push('a window'),
      current: () => null,
    } as unknown as Windows,
    () => language,
  )
const tray = (): TrayShown => electron.tray as TrayShown
const labels = (): readonly (string | undefined)[] => tray().menu.map(({ label }) => label)
const choose = (label: string): void =>
  tray()
    .menu.find((item) => item.label === label)
    ?.click?.()
const menuItem = (id: string): Item | undefined =>
  (electron.menu as readonly Item[]).flatMap(({ submenu }) => submenu ?? []).find((item) => item.id === id)

describe.skipIf(process.platform !== 'linux')('the desktop around the windows', () => {
  it('shows how much is at risk in tray and badge, and no more once nothing is', () => {
    const desktop = start()
    desktop.show({ atRisk: 0, tooltip: 'Tijdig: Nothing at risk' })
    expect(tray().image).toBe('tray.png')
    desktop.show({ atRisk: 2, tooltip: 'Tijdig: 2 tickets' })
    expect([tray().image, tray().tip, labels()[0]]).toEqual([
      'tray-attention.png',
      'Tijdig: 2 tickets',
      '2 tickets at risk or missed',
    ])
    desktop.restoreBadge()
    desktop.show({ atRisk: 0, tooltip: 'Tijdig: Nothing at risk' })
    expect([tray().image, tray().tip]).toEqual(['tray.png', 'Tijdig: Nothing at risk'])
    expect(electron.badges).toEqual([0, 2, 2, 0])
  })

  it('follows the preferences: theme, menu and the words of the tray, with the figure of now', () => {
    const desktop = start()
    desktop.show({ atRisk: 1, tooltip: '' })
    desktop.follow()
    expect([electron.theme, menuItem('ticket.reply')?.label]).toEqual(['dark', 'Reply'])
    preferences = { ...preferences, theme: 'light' }
    language = 'nl'
    desktop.follow()
    expect([electron.theme, menuItem('ticket.reply')?.label]).toEqual(['light', 'Beantwoorden'])
    expect([labels(), tray().tip]).toEqual([
      ['1 ticket bijna te laat of overschreden', 'Tijdig openen', undefined, 'Afsluiten'],
      'Tijdig: 1 ticket bijna te laat of overschreden',
    ])
  })

  it('leads from the tray to the window, to what is at risk, and out of the app', () => {
    start().follow()
    tray().emit('click')
    choose('Open Tijdig')
    choose('Nothing at risk')
    expect(went).toEqual([null, null, { view: 'queue', name: 'at-risk' }])
    expect(electron.quits).toBe(0)
    choose('Quit')
    expect(electron.quits).toBe(1)
  })

  it('carries out what is chosen in the menu', () => {
    start().follow()
    menuItem('ticket.reply')?.click?.()
    menuItem('window.new')?.click?.()
    expect(did).toEqual(['ticket.reply', 'a window'])
  })

  it('does without a tray where there is none', () => {
    electron.hasTray = false
    const desktop = start()
    desktop.follow()
    desktop.show({ atRisk: 3, tooltip: '' })
    expect(electron.badges.at(-1)).toBe(3)
  })
})
