import { setTimeout as sleep } from 'node:timers/promises'
import type { LiveHead } from '../../../src/shared/sync/wire'

/** An open live stream of a signed-in client. */
export interface LiveStream {
  /** What it has told so far. */
  readonly heads: readonly LiveHead[]
  /** Whether the server has ended it. */
  readonly ended: () => boolean
  readonly close: () => Promise<void>
}

/** Opens a client's live stream and waits for its first word. */
export async function openLive(address: string, token: string): Promise<LiveStream> {
  const stop = new AbortController()
  const heads: LiveHead[] = []
  let ended = false
  const response = await fetch(`${address}/v1/sync/live`, {
    headers: { authorization: `Bearer ${token}` },
    signal: stop.signal,
  })
  if (response.status !== 200) throw new Error(`The live stream was answered ${response.status}`)
  const reading = (async () => {
    for await (const chunk of response.body ?? [])
      for (const data of new TextDecoder().decode(chunk).matchAll(/^data: (.*)$/gm))
        heads.push(JSON.parse(data[1] ?? '') as LiveHead)
  })()
    // One whose words still wait is cut off.
    .catch(() => undefined)
    .finally(() => (ended = true))
  await until(() => heads.length > 0)
  return {
    heads,
    ended: () => ended,
    close: async () => {
      stop.abort()
      await reading
    },
  }
}

/** Waits until something holds. Throws after `limitMs`. */
export async function until(holds: () => boolean, limitMs = 10_000): Promise<void> {
  const since = performance.now()
  while (!holds()) {
    if (performance.now() - since > limitMs)
      throw new Error(`It did not come true in ${limitMs} ms: ${holds}`)
    await sleep(5)
  }
}
