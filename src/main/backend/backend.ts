import type { UtilityProcess } from 'electron'
import { cutText } from '../../shared/cut-text'
import type { BackendState } from '../../shared/ipc/channels'
import type { Session } from '../../shared/sync/wire'
import { assertNever } from '../../shared/assert-never'
import { pauseBeforeRestart } from './backoff'
import { backendMessage } from './messages'
import type { BackendOrders } from './messages'

export interface Backend {
  /** Starts it, unless it runs or is about to. */
  start(): void
  state(): BackendState
  /** Its address, or null while it is not ready. */
  url(): string | null
  /** Starts it when needed; the session of its demo agent once it is ready, or null when it has failed. */
  whenReady(): Promise<Session | null>
  stop(): void
}

export interface BackendPorts {
  /** Starts its process, which is told what to do once it runs. */
  readonly fork: () => UtilityProcess
  readonly orders: BackendOrders
  readonly changed: (state: BackendState) => void
  readonly ready: (session: Session) => void
  readonly log: Pick<Console, 'info' | 'warn' | 'error'>
}

/** The server inside the app: a utility process on the loopback address, restarted when it dies, gone with the app. */
export function createBackend({ fork, orders, changed, ready, log }: BackendPorts): Backend {
  let state: BackendState = { state: 'off' }
  let child: UtilityProcess | null = null
  let live: { readonly port: number; readonly session: Session; readonly since: number } | null = null
  let deaths = 0
  let restart: NodeJS.Timeout | null = null
  let stopped = false
  const waiting = new Set<() => void>()

  const become = (next: BackendState): void => {
    state = next
    changed(next)
    if (next.state === 'ready' || next.state === 'failed') answerWaiting()
  }

  const answerWaiting = (): void => {
    for (const settle of waiting) settle()
    waiting.clear()
  }

  const hear = (input: unknown): void => {
    const parsed = backendMessage.safeParse(input)
    if (!parsed.success) {
      log.error('the backend said something unknown', parsed.error.message)
      return
    }
    const message = parsed.data
    switch (message.state) {
      case 'starting':
        become(message)
        return
      case 'ready': {
        const session = { ...message.session, token: message.token }
        live = { port: message.port, session, since: performance.now() }
        log.info(`the backend is ready on port ${message.port}`)
        ready(session)
        become({ state: 'ready' })
        return
      }
      case 'failed':
        log.error('the backend failed', message.message)
        become(message)
        return
      default:
        assertNever(message)
    }
  }

  const begin = (): void => {
    restart = null
    if (state.state !== 'starting') become({ state: 'starting', step: 'database' })
    const started = fork()
    child = started
    started.on('spawn', () => started.postMessage(orders))
    started.on('message', hear)
    // Its log is meant for a server's collector; here only what it writes as an error is kept.
    started.stdout?.resume()
    started.stderr?.on('data', (chunk: Buffer) => log.warn('backend:', cutText(chunk.toString('utf8'), 2000)))
    started.on('exit', (code) => died(code))
  }

  const died = (code: number): void => {
    child = null
    const lived = live === null ? 0 : performance.now() - live.since
    live = null
    if (stopped) return
    if (state.state === 'failed' && state.reason === 'made-by-newer') {
      log.error('the backend is too old for its data; it is not started again')
      answerWaiting()
      return
    }
    const next = pauseBeforeRestart(deaths, lived)
    deaths = next.deaths
    log.error(
      `the backend ended with code ${code}; ${next.pause === null ? 'gives up' : `again in ${next.pause} ms`}`,
    )
    if (next.pause !== null) {
      if (state.state !== 'failed') become({ state: 'starting', step: 'database' })
      restart = setTimeout(begin, next.pause)
    } else if (state.state !== 'failed') {
      become({ state: 'failed', message: `The backend in the app ended ${deaths} times (code ${code}).` })
    } else {
      // It had said why before it ended: who asked between the two is answered now.
      answerWaiting()
    }
  }

  const start = (): void => {
    if (child !== null || restart !== null || stopped) return
    deaths = 0
    begin()
  }

  return {
    start,
    state: () => state,
    url: () => (live === null ? null : `http://127.0.0.1:${live.port}`),
    whenReady: async () => {
      if (live === null) {
        const settled = new Promise<void>((resolve) => waiting.add(resolve))
        start()
        await settled
      }
      return live?.session ?? null
    },
    stop: () => {
      stopped = true
      if (restart !== null) clearTimeout(restart)
      child?.kill()
    },
  }
}
