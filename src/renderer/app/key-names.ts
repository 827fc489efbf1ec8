import { commands } from '../../shared/commands'
import type { CommandId } from '../../shared/commands'

export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const byKeys = new Map<string, CommandId>(
  commands.flatMap((command) => command.keys.map((keys) => [keys, command.id] as const)),
)
const firstOfSequence = new Set(
  [...byKeys.keys()].filter((keys) => keys.includes(' ')).map((keys) => keys.split(' ')[0]),
)

/** A key press as the command table writes it: `j`, `Shift+A`, `Mod+K`, `?`. */
export function keyName({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string {
  const mod = ctrlKey || metaKey ? 'Mod+' : ''
  const alt = altKey ? 'Alt+' : ''
  if (key.length !== 1) return `${mod}${alt}${shiftKey ? 'Shift+' : ''}${key}`
  const isLetter = key.toLowerCase() !== key.toUpperCase()
  if (!isLetter) return `${mod}${alt}${key}`
  const upper = mod !== '' || shiftKey
  return `${mod}${alt}${shiftKey ? 'Shift+' : ''}${upper ? key.toUpperCase() : key}`
}

/** What keys mean, one press after another. A press that begins a sequence is awaited for `patienceMs`. */
export function createKeyReader(patienceMs = 1500) {
  let begun: { readonly name: string; readonly at: number } | null = null
  return {
    /** The command of this press; `'more'` when it begins a sequence; null when it means nothing. */
    read(press: KeyPress, now: number): CommandId | 'more' | null {
      const name = keyName(press)
      const first = begun && now - begun.at <= patienceMs ? begun.name : null
      begun = null
      const sequence = first === null ? undefined : byKeys.get(`${first} ${name}`)
      if (sequence) return sequence
      if (firstOfSequence.has(name)) {
        begun = { name, at: now }
        return 'more'
      }
      return byKeys.get(name) ?? null
    },
  }
}
