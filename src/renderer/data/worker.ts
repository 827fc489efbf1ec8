import type { RequestAnswer, RequestArgs, RequestName, Who } from '../../shared/ipc/channels'
import { createDesk } from './desk'
import { faultOf } from './fault-of'
import type { PageMessage, WorkerMessage } from './messages'

/** The data worker of one window: cache, outbox, sync, search and the queue's order. Here it is only wired up. */

const page = self as unknown as {
  readonly name: string
  postMessage(message: WorkerMessage): void
  onmessage: (event: MessageEvent<PageMessage>) => void
}
type Waiting = { readonly resolve: (answer: never) => void; readonly reject: (error: Error) => void }
const waiting = new Map<number, Waiting>()
let lastId = 0

function host<N extends RequestName>(name: N, args: RequestArgs<N>): Promise<RequestAnswer<N>> {
  return new Promise((resolve, reject) => {
    const id = ++lastId
    waiting.set(id, { resolve, reject })
    page.postMessage({ kind: 'host-call', id, name, args })
  })
}

function tellFault(error: unknown): void {
  const fault = faultOf(error, 'worker')
  if (fault) page.postMessage({ kind: 'fault', fault })
}

const desk = createDesk({
  host,
  notify: (owner, name, body) => page.postMessage({ kind: 'notice', owner, name, body }),
  failed: tellFault,
})

async function answer({ id, name, args }: PageMessage & { kind: 'call' }): Promise<void> {
  try {
    const call = desk[name] as (args: unknown) => Promise<unknown>
    page.postMessage({ kind: 'answer', id, answer: await call(args) })
  } catch (cause) {
    const { name, message, stack } = cause instanceof Error ? cause : new Error(String(cause))
    page.postMessage({ kind: 'error', id, error: { name, message, ...(stack && { stack }) } })
  }
}

page.onmessage = ({ data: message }) => {
  if (message.kind === 'call') {
    void answer(message)
    return
  }
  const caller = waiting.get(message.id)
  waiting.delete(message.id)
  if (message.kind === 'host-answer') caller?.resolve(message.answer as never)
  else caller?.reject(new Error(message.message))
}

// The page asks for the same with its first call, and hears there what went wrong.
desk.start(JSON.parse(page.name) as Who).catch(() => undefined)

// Before this, an error means that the worker cannot start: the page hears it by itself.
page.postMessage({ kind: 'started' })
self.addEventListener('error', (event) => {
  event.preventDefault()
  tellFault(event.error ?? event.message)
})
self.addEventListener('unhandledrejection', (event) => {
  event.preventDefault()
  tellFault(event.reason)
})
