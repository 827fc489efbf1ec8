/**
 * The file that starts an executable with a Linux desktop's session (XDG Desktop Entry Specification 1.5: an argument in double
 * quotes, in which four characters are escaped, and `%` doubled; backslashes are escaped once more as in every value).
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
