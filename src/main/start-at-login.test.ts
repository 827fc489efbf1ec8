import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultPreferences } from '../shared/ipc/preferences'
import { openPreferences } from './preferences/store'
import { createStartAtLogin, followSystemSettings } from './start-at-login'

const electron = vi.hoisted(() => ({ isPackaged: true, folder: '' }))
// Where the person's configuration lies, and whether the app is packed, are Electron's to say.
vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return electron.isPackaged
    },
    getPath: () => electron.folder,
  },
}))
vi.mock('./log', () => ({ log: { warn: () => undefined, error: () => undefined } }))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tijdig-login-'))
  electron.folder = folder
  electron.isPackaged = true
})
afterEach(() => {
  delete process.env.APPIMAGE
  rmSync(folder, { recursive: true, force: true })
})
const entry = (): string => join(folder, 'autostart', 'tijdig.desktop')
const preferencesOf = () => openPreferences({ folder, note: () => undefined, changed: () => undefined })

describe.skipIf(process.platform !== 'linux')('starting with the system', () => {
  it('is turned on and off, for the program where it lies', () => {
    process.env.APPIMAGE = '/home/sanne/Tijdig.AppImage'
    const startAtLogin = createStartAtLogin()
    expect([startAtLogin.isAvailable, startAtLogin.isOn()]).toEqual([true, false])
    startAtLogin.set(true)
    expect(readFileSync(entry(), 'utf8')).toContain('Exec="/home/sanne/Tijdig.AppImage"')
    expect(startAtLogin.isOn()).toBe(true)
    startAtLogin.set(false)
    expect(startAtLogin.isOn()).toBe(false)
  })

  it('is not offered while developing: it would start something else', () => {
    electron.isPackaged = false
    const startAtLogin = createStartAtLogin()
    startAtLogin.set(true)
    expect([startAtLogin.isAvailable, existsSync(entry())]).toEqual([false, false])
  })

  it('that cannot be set ends no app', () => {
    writeFileSync(join(folder, 'autostart'), 'a file in the place of the folder')
    const startAtLogin = createStartAtLogin()
    startAtLogin.set(true)
    expect(startAtLogin.isOn()).toBe(false)
  })

  it('that was turned off in the system’s settings is off here too, and only then', () => {
    const startAtLogin = createStartAtLogin()
    const preferences = preferencesOf()
    preferences.set({ startAtLogin: 'on' })
    startAtLogin.set(true)
    followSystemSettings(startAtLogin, preferences)
    expect(preferences.get().startAtLogin).toBe('on')
    writeFileSync(entry(), '[Desktop Entry]\nHidden=true\n')
    followSystemSettings({ ...startAtLogin, isAvailable: false }, preferences)
    expect(preferences.get().startAtLogin).toBe('on')
    followSystemSettings(startAtLogin, preferences)
    expect(preferencesOf().get().startAtLogin).toBe('off')
  })

  it('keeps nothing from starting where that cannot be written down', () => {
    const startAtLogin = createStartAtLogin()
    const preferences = preferencesOf()
    preferences.set({ startAtLogin: 'on' })
    mkdirSync(join(folder, 'preferences.json.new'))
    followSystemSettings(startAtLogin, preferences)
    expect(preferences.get()).toEqual({ ...defaultPreferences, startAtLogin: 'on' })
  })
})
