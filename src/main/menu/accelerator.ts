/** A key of the command table as a menu shows it. */
export interface Accelerator {
  readonly accelerator: string
  /** False: shown only. A plain letter must stay with the page, which knows whether a text is being typed. */
  readonly registered: boolean
}

const names: Readonly<Record<string, string>> = {
  Mod: 'CommandOrControl',
  Escape: 'Esc',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  Enter: 'Return',
}

/** The accelerator for a key, or null for one that a menu cannot show (a sequence such as `g m`). */
export function acceleratorOf(key: string): Accelerator | null {
  if (key.includes(' ')) return null
  const parts = key.split('+').map((part) => names[part] ?? part)
  const registered = key.startsWith('Mod+') || /^F[0-9]+$/.test(key)
  return { accelerator: parts.join('+'), registered }
}
