import type { Bridge, Who } from '../../shared/ipc/channels'
import type { PageMessage, WorkerMessage } from './messages'
import type { WorkerCalls, WorkerNotices } from './protocol'

export type Listen = <N extends keyof WorkerNotices>(
  name: N,
  listener: (body: WorkerNotices[N]) => void,
) => () => void

type Waiting = { readonly resolve: (answer: never) => void; readonly reject: (error: Error) => void }

const callNames = [
  'start',
  'preferences',
  'desks',
  'queue',
  'counts',
  'reference',
  'ticket',
  'ticketByNumber',
  'mutate',
  'outbox',
  'discard',
  'takeBack',
  'drafts',
  'saveDraft',
  'attach',
  'form',
  'saveForm',
  'file',
  'recordings',
  'syncNow',
  'wake',
] as const satisfies readonly (keyof WorkerCalls)[]

/**
 * Starts the data worker of this window; the page's end: its calls, and what it tells. A worker gets its first message only
 * when the page's thread rests: whose work it is to open is its name, which is there from the beginning.
 */
export function createDataClient(bridge: Bridge, who: Who): WorkerCalls & { readonly listen: Listen } {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: JSON.stringify(who),
  })
  const waiting = new Map<number, Waiting>()
  const listeners = new Map<keyof WorkerNotices, Set<(body: never) => void>>()
  /** What the worker told before the page's own script was there to hear it; of each kind the last. */
  const unheard = new Map<keyof WorkerNotices, unknown>()
  let lastId = 0
  const send = (message: PageMessage): void => worker.postMessage(message)

  async function answerHost({ id, name, args }: WorkerMessage & { kind: 'host-call' }): Promise<void> {
    try {
      send({ kind: 'host-answer', id, answer: await bridge.request(name, args as never) })
    } catch (cause) {
      send({ kind: 'host-error', id, message: String(cause) })
    }
  }

  function tell({ name, body }: WorkerMessage & { kind: 'notice' }): void {
    const known = listeners.get(name)
    if (!known) unheard.set(name, body)
    for (const listener of known ?? []) listener(body as never)
  }

  worker.onmessage = ({ data: message }: MessageEvent<WorkerMessage>) => {
    if (message.kind === 'host-call') void answerHost(message)
    else if (message.kind === 'notice') tell(message)
    else {
      const caller = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.kind === 'answer') caller?.resolve(message.answer as never)
      else caller?.reject(new Error(message.message))
    }
  }

  const call = (name: keyof WorkerCalls, args: unknown): Promise<never> =>
    new Promise((resolve, reject) => {
      const id = ++lastId
      waiting.set(id, { resolve, reject })
      send({ kind: 'call', id, name, args })
    })

  const calls = Object.fromEntries(
    callNames.map((name) => [name, (args: unknown) => call(name, args)]),
  ) as unknown as WorkerCalls
  bridge.listen('wake', (known) => void calls.wake(known))
  bridge.listen('desks', (desks) => void calls.desks({ desks }))
  bridge.listen('backend', ({ state }) => {
    if (state === 'ready') void calls.syncNow({})
  })

  return {
    ...calls,
    listen(name, listener) {
      const known = listeners.get(name) ?? new Set()
      known.add(listener as (body: never) => void)
      listeners.set(name, known)
      if (unheard.has(name)) listener(unheard.get(name) as never)
      // All who begin to listen now are told.
      queueMicrotask(() => unheard.delete(name))
      return () => known.delete(listener as (body: never) => void)
    },
  }
}
