import { execFileSync } from 'node:child_process'
import { openDesktop } from '../../../scripts/testing/desktop.mjs'

export interface Shown {
  readonly summary: string
  readonly body: string
}

/** A display, a session bus and a notification daemon of one's own: what other tests show stays away from it. */
export interface Desktop {
  /** For the apps on it. */
  readonly env: Readonly<Record<string, string>>
  /** What the daemon shows now or has shown, by its own account. */
  readonly shown: () => readonly Shown[]
  /** How many notifications are on the screen. */
  readonly displayed: () => number
  /** Takes everything off the screen. */
  readonly clear: () => void
  /** Does what a click on the newest notification does. */
  readonly click: () => void
  readonly close: () => void
}

/** Opens a desktop with a real notification daemon (dunst). Linux only. */
export async function openOwnDesktop(): Promise<Desktop> {
  const { env: all, close } = await openDesktop({ ...process.env })
  const names = ['DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_SESSION_TYPE'] as const
  const env = Object.fromEntries(names.map((name) => [name, all[name] ?? '']))
  const dunst = (...args: readonly string[]): string =>
    execFileSync('dunstctl', args, { encoding: 'utf8', env: { ...process.env, ...env } })
  type Entry = Readonly<Record<'summary' | 'body', { readonly data: string }>>
  return {
    env,
    shown: () => {
      dunst('close-all')
      const { data } = JSON.parse(dunst('history')) as { data: readonly (readonly Entry[])[] }
      return data.flat().map(({ summary, body }) => ({ summary: summary.data, body: body.data }))
    },
    displayed: () => Number(dunst('count', 'displayed')),
    clear: () => void dunst('close-all'),
    click: () => void dunst('action'),
    close,
  }
}
