import { expect, test } from 'vitest'
import { autostartEntry } from './autostart-entry'

test.each([
  ['/opt/Tijdig/tijdig', 'Exec="/opt/Tijdig/tijdig"'],
  ['/home/sanne/My apps/Tijdig 1.0.AppImage', 'Exec="/home/sanne/My apps/Tijdig 1.0.AppImage"'],
  ['/home/100%/a$b"c\\d', String.raw`Exec="/home/100%%/a\\$b\\"c\\\\d"`],
])('the executable %s is started with the session', (executable, line) => {
  expect(autostartEntry(executable)).toContain(`\n${line}\n`)
})
