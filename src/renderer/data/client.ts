import type { Bridge, Fault, Who } from '../../shared/ipc/channels'
import { ownerOf } from './messages'
import type { PageMessage, WorkerMessage } from './messages'
import type { WorkerCalls, WorkerNotices } from './protocol'

export type Listen = <N extends keyof WorkerNotices>(
  name: N,
  listener: (body: WorkerNotices[N]) => void,
) => () => void

type Waiting = { readonly resolve: (answer: never) => void; readonly reject: (error: Error) => void }

/** A call that is missing here is a type error. */
const callTable = {
  start: true,
  preferences: true,
  desks: true,
  queue: true,
  counts: true,
  reference: true,
  ticket: true,
  ticketByNumber: true,
  mutate: true,
  outbox: true,
  discard: true,
  away: true,
  seeAway: true,
  seeOverruled: true,
  undelivered: true,
  takeBack: true,
  drafts: true,
  unfinished: true,
  saveDraft: true,
  attach: true,
  form: true,
  saveForm: true,
  leaveForm: true,
  file: true,
  filesHere: true,
  fileFigures: true,
  letGoOfFiles: true,
  takeAlong: true,
  stopTakingAlong: true,
  recordings: true,
  tags: true,
  syncNow: true,
  wake: true,
} as const satisfies Record<keyof WorkerCalls, true>

export interface ClientPorts {
  readonly bridge: Bridge
  readonly who: Who
  /** Makes the worker. Its name is whose work it opens. */
  readonly newWorker: (name: string) => Worker
}

/**
 * Starts the data worker of this window; the page's end: its calls, and what it tells. A worker gets its first message only
 * when the page's thread rests: whose work it is to open is its name, which is there from the beginning.
 */
export function createDataClient({ bridge, who, newWorker }: ClientPorts) {
  const worker = newWorker(JSON.stringify(who))
  const waiting = new Map<number, Waiting>()
  const listeners = new Map<keyof WorkerNotices, Set<(body: never) => void>>()
  /** What the worker told before the page's own script was there to hear it; of each kind the last. */
  const unheard = new Map<keyof WorkerNotices, unknown>()
  let lastId = 0
  let hasStarted = false
  let stopped: Error | null = null
  /** Whose work the page wants. What the worker still tells of somebody else's is not heard. */
  let owner = ownerOf(who)
  const send = (message: PageMessage): void => worker.postMessage(message)

  async function answerHost({ id, name, args }: WorkerMessage & { kind: 'host-call' }): Promise<void> {
    try {
      send({ kind: 'host-answer', id, answer: await bridge.request(name, args as never) })
    } catch (cause) {
      send({ kind: 'host-error', id, message: String(cause) })
    }
  }

  function tell(name: keyof WorkerNotices, body: unknown): void {
    const known = listeners.get(name)
    if (!known) unheard.set(name, body)
    for (const listener of known ?? []) listener(body as never)
  }

  function rejectAll(error: Error): void {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  /** The page writes it to the log. */
  const failed = (fault: Fault): void => tell('fault', fault)

  function stop(): void {
    stopped = new Error('The data worker of this window could not start.')
    failed({ where: 'worker', name: 'WorkerStopped', message: stopped.message, stack: '' })
    rejectAll(stopped)
    tell('stopped', {})
  }

  worker.onmessage = ({ data: message }: MessageEvent<WorkerMessage>) => {
    switch (message.kind) {
      case 'started':
        hasStarted = true
        return
      case 'fault':
        failed(message.fault)
        return
      case 'host-call':
        void answerHost(message)
        return
      case 'notice':
        if (message.owner === owner) tell(message.name, message.body)
        return
      default: {
        const caller = waiting.get(message.id)
        waiting.delete(message.id)
        if (message.kind === 'answer') caller?.resolve(message.answer as never)
        else caller?.reject(Object.assign(new Error(), message.error))
      }
    }
  }
  worker.onerror = (event) => {
    event.preventDefault()
    if (!hasStarted) stop()
    else failed({ where: 'worker', name: 'WorkerError', message: '', stack: '' })
  }
  // Which answer it was cannot be told: every caller hears that there is none, instead of waiting for ever.
  worker.onmessageerror = () => rejectAll(new Error('An answer of the data worker could not be read.'))

  const call = (name: keyof WorkerCalls, args: unknown): Promise<never> =>
    new Promise((resolve, reject) => {
      if (stopped) {
        reject(stopped)
        return
      }
      const id = ++lastId
      waiting.set(id, { resolve, reject })
      send({ kind: 'call', id, name, args })
    })

  const names = Object.keys(callTable) as (keyof WorkerCalls)[]
  const calls = Object.fromEntries(
    names.map((name) => [name, (args: unknown) => call(name, args)]),
  ) as unknown as WorkerCalls
  const quietly = (answer: Promise<void>): void => void answer.catch(() => undefined)
  bridge.listen('wake', (known) => quietly(calls.wake(known)))
  bridge.listen('desks', (desks) => quietly(calls.desks({ desks })))
  bridge.listen('backend', ({ state }) => {
    if (state === 'ready') quietly(calls.syncNow({}))
  })

  const listen: Listen = (name, listener) => {
    const known = listeners.get(name) ?? new Set()
    known.add(listener as (body: never) => void)
    listeners.set(name, known)
    if (unheard.has(name)) listener(unheard.get(name) as never)
    // All who begin to listen now are told.
    queueMicrotask(() => unheard.delete(name))
    return () => known.delete(listener as (body: never) => void)
  }

  return {
    ...calls,
    start(next: Who) {
      owner = ownerOf(next)
      return calls.start(next)
    },
    listen,
  }
}
