import { describe, expect, it } from 'vitest'
import { commands } from '../../shared/commands'
import { acceleratorOf } from './accelerator'
import { menuTemplate } from './template'
import type { MenuOptions } from './template'

const flatten = (options: Partial<MenuOptions> = {}) =>
  menuTemplate({
    language: 'en',
    mac: false,
    developer: false,
    run: () => undefined,
    openWindow: () => undefined,
    ...options,
  }).flatMap((item) => (Array.isArray(item.submenu) ? item.submenu : []))

describe('keys in the menu', () => {
  it.each([
    ['Mod+K', { accelerator: 'CommandOrControl+K', registered: true }],
    ['Mod+Enter', { accelerator: 'CommandOrControl+Return', registered: true }],
    ['F5', { accelerator: 'F5', registered: true }],
    ['r', { accelerator: 'r', registered: false }],
    ['Shift+A', { accelerator: 'Shift+A', registered: false }],
    ['g m', null],
  ])('%s', (key, expected) => {
    expect(acceleratorOf(key)).toEqual(expected)
  })
})

describe('the native menu', () => {
  it('holds every command of the table that belongs in a menu, once', () => {
    const ids = flatten().flatMap((item) => (!item.id || item.id === 'window.new' ? [] : [item.id]))
    expect(ids.sort()).toEqual(commands.flatMap(({ id, inMenu }) => (inMenu ? [id] : [])).sort())
  })

  it('has on a Mac what a Mac has, where a Mac has it, and every command once as well', () => {
    const mac = menuTemplate({
      language: 'en',
      mac: true,
      developer: false,
      run: () => undefined,
      openWindow: () => undefined,
    })
    const rolesIn = (index: number) =>
      (mac[index]?.submenu as Electron.MenuItemConstructorOptions[]).flatMap(({ id, role, type }) =>
        type === 'separator' ? [] : [role ?? id],
      )
    expect(rolesIn(0)).toEqual(['about', 'go.settings', 'services', 'hide', 'hideOthers', 'unhide', 'quit'])
    expect([mac[1]?.label, rolesIn(1)]).toEqual(['File', ['window.new', 'close']])
    const windowMenu = mac.findIndex(({ role }) => role === 'windowMenu')
    expect(rolesIn(windowMenu)).toEqual(['minimize', 'zoom', 'front'])
    const ids = flatten({ mac: true }).flatMap(({ id }) => (id ? [id] : []))
    expect(ids.sort()).toEqual(
      [...commands.flatMap(({ id, inMenu }) => (inMenu ? [id] : [])), 'window.new'].sort(),
    )
  })

  it('runs the command that was chosen', () => {
    const chosen: string[] = []
    const items = flatten({ run: (id) => chosen.push(id) })
    const reply = items.find((item) => item.id === 'ticket.reply')
    // Electron hands over the item, the window and the event; none of them is needed.
    ;(reply?.click as (() => void) | undefined)?.()
    expect(chosen).toEqual(['ticket.reply'])
  })

  it('takes no plain letter away from a text that is being typed', () => {
    const letters = flatten().filter(
      (item) => item.accelerator?.length === 1 || item.accelerator?.startsWith('Shift'),
    )
    expect(letters.length).toBeGreaterThan(0)
    expect(letters.every((item) => item.registerAccelerator === false)).toBe(true)
    expect(flatten({ mac: true }).some((item) => item.accelerator === 'r')).toBe(false)
  })

  it('is Dutch for those who work in Dutch, to the last item', () => {
    const labels = (language: 'nl' | 'en') => flatten({ language }).map((item) => item.label)
    const dutch = labels('nl')
    const english = labels('en')
    expect(dutch).toContain('Beantwoorden')
    expect(english).toContain('Reply')
    expect(dutch.length).toBe(english.length)
  })

  it('offers the tools of developers to developers only', () => {
    expect(flatten().some((item) => item.role === 'toggleDevTools')).toBe(false)
    expect(flatten({ developer: true }).some((item) => item.role === 'toggleDevTools')).toBe(true)
  })
})
