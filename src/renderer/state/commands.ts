import { useEffect, useRef } from 'react'
import type { CommandId } from '../../shared/commands'

/** What carries a command out. `false` says that it does not fit here: an earlier handler gets it. */
export type CommandHandler = () => boolean | void
export type CommandHandlers = Partial<Readonly<Record<CommandId, CommandHandler>>>

const stack: { readonly handlers: CommandHandlers }[] = []

/**
 * Offers handlers while the component is on screen. What was mounted last is asked first; the `bottom` is asked last,
 * whenever it was mounted.
 */
export function useCommands(handlers: CommandHandlers, place: 'top' | 'bottom' = 'top'): void {
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  useEffect(() => {
    const entry = {
      get handlers() {
        return latest.current
      },
    }
    if (place === 'top') stack.push(entry)
    else stack.unshift(entry)
    return () => {
      stack.splice(stack.indexOf(entry), 1)
    }
  }, [place])
}

/** Carries a command out. Returns false when nothing on screen takes it. */
export function runCommand(id: CommandId): boolean {
  return stack.toReversed().some((entry) => {
    const handler = entry.handlers[id]
    return handler !== undefined && handler() !== false
  })
}
