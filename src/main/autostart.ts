import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomic } from './files/atomic'

/** A program that a Linux desktop starts with its session: a file in the autostart folder of the person's configuration. */
export function linuxAutostart(configuration: string, executable: string) {
  const path = join(configuration, 'autostart', 'tijdig.desktop')
  return {
    /** A desktop's own settings may have turned it off: they write a word into the file. */
    isOn(): boolean {
      try {
        return !/^(Hidden=true|X-GNOME-Autostart-enabled=false)$/m.test(readFileSync(path, 'utf8'))
      } catch {
        return false
      }
    },
    /** Throws what the file system throws. */
    set(on: boolean): void {
      if (on) writeAtomic(path, autostartEntry(executable))
      else rmSync(path, { force: true })
    },
  }
}

/**
 * The file's text (XDG Desktop Entry Specification 1.5: an argument in double quotes, in which four characters are escaped, and
 * `%` doubled; backslashes are escaped once more, as in every value).
 */
export function autostartEntry(executable: string): string {
  const quoted = executable
    .replace(/["`$\\]/g, (character) => `\\${character}`)
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Tijdig',
    `Exec="${quoted}"`,
    'Terminal=false',
    '',
  ].join('\n')
}
