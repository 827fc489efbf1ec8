import { commands } from '../../shared/commands'
import type { CommandId } from '../../shared/commands'

export interface KeyPress {
  readonly key: string
  /** The place of the key on a keyboard, by its name on an American one: `KeyJ`. */
  readonly code: string
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

/**
 * A key press as the command table writes it: `j`, `Shift+A`, `Mod+K`, `?`. A capital letter means Shift, and caps lock does
 * not make one. On a keyboard of another script (Cyrillic, Greek, Hebrew, Arabic) a letter is known by its place.
 */
export function keyName(press: KeyPress): string {
  const { ctrlKey, metaKey, altKey, shiftKey } = press
  const key = latinKey(press)
  const mod = ctrlKey || metaKey ? 'Mod+' : ''
  const alt = altKey ? 'Alt+' : ''
  if (key.length !== 1) return `${mod}${alt}${shiftKey ? 'Shift+' : ''}${key}`
  const isLetter = key.toLowerCase() !== key.toUpperCase()
  if (!isLetter) return `${mod}${alt}${key}`
  const upper = mod !== '' || shiftKey
  return `${mod}${alt}${shiftKey ? 'Shift+' : ''}${upper ? key.toUpperCase() : key.toLowerCase()}`
}

const punctuation: Readonly<Record<string, string>> = { Comma: ',', Slash: '/' }

/** Polish, Turkish and other letters that are Latin stay themselves: their layouts have the letters of the commands elsewhere. */
function latinKey({ key, code }: KeyPress): string {
  if (key.length !== 1 || !/\p{L}/u.test(key) || /\p{Script=Latin}/u.test(key)) return key
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? punctuation[code] ?? key
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
