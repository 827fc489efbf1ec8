import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { autostartEntry, linuxAutostart } from './autostart'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tijdig-autostart-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ['/opt/Tijdig/tijdig', 'Exec="/opt/Tijdig/tijdig"'],
  ['/home/sanne/My apps/Tijdig 1.0.AppImage', 'Exec="/home/sanne/My apps/Tijdig 1.0.AppImage"'],
  ['/home/100%/a$b"c\\d', String.raw`Exec="/home/100%%/a\\$b\\"c\\\\d"`],
])('the executable %s is started with the session', (executable, line) => {
  expect(autostartEntry(executable)).toContain(`\n${line}\n`)
})

test('it is off until it is turned on, and a desktop’s own settings count', () => {
  const autostart = linuxAutostart(folder, '/opt/Tijdig/tijdig')
  const path = join(folder, 'autostart', 'tijdig.desktop')
  expect(autostart.isOn()).toBe(false)
  autostart.set(true)
  expect([autostart.isOn(), readFileSync(path, 'utf8').includes('/opt/Tijdig/tijdig')]).toEqual([true, true])
  appendFileSync(path, 'X-GNOME-Autostart-enabled=false\n')
  expect(autostart.isOn()).toBe(false)
  autostart.set(true)
  expect(autostart.isOn()).toBe(true)
  autostart.set(false)
  autostart.set(false)
  expect(existsSync(path)).toBe(false)
})
