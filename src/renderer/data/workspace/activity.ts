import type { WorkerCalls } from '../protocol'

/** Calls that a person causes. The others follow what changes by itself. */
const byPerson: ReadonlySet<string> = new Set<keyof WorkerCalls>([
  'mutate',
  'saveDraft',
  'attach',
  'form',
  'saveForm',
  'discard',
  'takeBack',
  'file',
  'takeAlong',
  'syncNow',
])
/** These come again when something changes: another question than the last one is a person's. */
const asked: ReadonlySet<string> = new Set<keyof WorkerCalls>(['queue', 'ticket', 'ticketByNumber'])

/** The same calls; `active` is told of each by which somebody does something. */
export function watchActivity<C extends object>(calls: C, active: () => void): C {
  const last = new Map<string, string>()
  const watched = Object.entries(calls as Record<string, (args: unknown) => unknown>).map(
    ([name, call]): [string, typeof call] => [
      name,
      (args) => {
        if (byPerson.has(name)) active()
        if (asked.has(name)) {
          const question = JSON.stringify(args)
          if (last.get(name) !== question) active()
          last.set(name, question)
        }
        return call(args)
      },
    ],
  )
  return Object.fromEntries(watched) as C
}
