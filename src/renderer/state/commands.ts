import { useEffect, useRef } from 'react'
import type { CommandId } from '../../shared/commands'

/** What carries a command out. `false` says that it does not fit here: an earlier handler gets it. */
export type CommandHandler = () => boolean | void
export type CommandHandlers = Partial<Readonly<Record<CommandId, CommandHandler>>>

const stack: { readonly handlers: () => CommandHandlers }[] = []

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
    return offerCommands(() => latest.current, place)
  }, [place])
}

/** As `useCommands`, with the handlers as they are when a command is carried out. Returns a function that takes them back. */
export function offerCommands(handlers: () => CommandHandlers, place: 'top' | 'bottom' = 'top'): () => void {
  const entry = { handlers }
  if (place === 'top') stack.push(entry)
  else stack.unshift(entry)
  return () => {
    if (stack.includes(entry)) stack.splice(stack.indexOf(entry), 1)
  }
}

/** Carries a command out. Returns false when nothing on screen takes it. */
export function runCommand(id: CommandId): boolean {
  return stack.toReversed().some((entry) => {
    const handler = entry.handlers()[id]
    return handler !== undefined && handler() !== false
  })
}
