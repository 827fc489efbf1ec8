import { liveHead } from '../../../shared/sync/wire'
import type { LiveHead } from '../../../shared/sync/wire'
import { splitLines } from './split-lines'

/** The server says something at least every 15 s. */
const SILENCE_MS = 40_000
const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 10_000
/** An app that is too old for the server: nothing changes until it is updated. */
const TOO_OLD_RETRY_MS = 120_000

export interface LiveStream {
  stop(): void
  /** The server answered elsewhere: where the stream waits to ask again, it asks now. */
  retry(): void
}

/**
 * Listens to where the server is, and listens again whenever the stream ends.
 * @param onEnd a stream that was heard has ended: the server may be gone
 */
export function followLive(onHead: (live: LiveHead) => void, onEnd: () => void): LiveStream {
  let stopped = false
  let isWaiting = false
  let failures = 0
  let controller = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function listen(): Promise<void> {
    isWaiting = false
    controller = new AbortController()
    const watch = watchSilence(controller)
    let isHeard = false
    let isTooOld = false
    try {
      const response = await fetch('/api/v1/sync/live', { signal: controller.signal, cache: 'no-store' })
      isTooOld = response.status === 426
      if (response.status === 200 && response.body)
        for await (const line of splitLines(response.body, watch.again)) {
          const live = parseLine(line)
          if (!live) continue
          failures = 0
          isHeard = true
          onHead(live)
        }
    } catch {
      // Unreachable, or silent for too long: polling goes on meanwhile.
    }
    watch.end()
    if (stopped) return
    if (isHeard) onEnd()
    failures++
    const backoff = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 10))
    const wait = isTooOld ? TOO_OLD_RETRY_MS : backoff
    isWaiting = true
    timer = setTimeout(() => void listen(), wait * (0.5 + Math.random() / 2))
  }

  void listen()
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
      controller.abort()
    },
    retry() {
      if (stopped || !isWaiting) return
      clearTimeout(timer)
      void listen()
    },
  }
}

function watchSilence(controller: AbortController) {
  let timer = setTimeout(() => controller.abort(), SILENCE_MS)
  return {
    again() {
      clearTimeout(timer)
      timer = setTimeout(() => controller.abort(), SILENCE_MS)
    },
    end: () => clearTimeout(timer),
  }
}

/** A `data:` line of the stream; null for anything else. */
function parseLine(line: string): LiveHead | null {
  if (!line.startsWith('data:')) return null
  try {
    const parsed = liveHead.safeParse(JSON.parse(line.slice(5)))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
