import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { createSerial } from '../../shared/sync/engine/serial'
import { systemRandom } from '../ids'
import type { Depth, ReadMail } from './read-mail'
import { readMail } from './read-mail'
import type { ReadOrder } from './read-worker'

export interface MailReader {
  /**
   * Reads a raw mail in a thread of its own. One that takes too long or too much memory costs that thread, never the process:
   * then its head is read, and failing that nothing of it, with `trouble: 'unread'`. Rejects only when no thread can be started.
   */
  readonly read: (raw: Uint8Array, now: number) => Promise<ReadMail>
  readonly close: () => Promise<void>
}

export interface ReaderLimits {
  /** For the whole of one mail (ms). The slowest that is known, of 25 MB, takes some seconds. */
  readonly timeMs?: number
  /** Of the thread's heap (MB). */
  readonly memoryMb?: number
}

const headTimeMs = 5_000
const startTimeMs = 60_000

/** The thread is started by the first mail, and anew after one that ended it. An idle one keeps no process alive. */
export function createMailReader({ timeMs = 60_000, memoryMb = 768 }: ReaderLimits = {}): MailReader {
  const inTurn = createSerial()
  let worker: Worker | null = null

  async function start(): Promise<Worker> {
    const started = new Worker(entry.url, {
      execArgv: [...entry.execArgv],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    })
    const first = await answerOf(started, startTimeMs)
    if (first !== 'ready') {
      await started.terminate()
      throw new Error('The thread that reads mail could not be started.')
    }
    worker = started
    started.once('exit', () => {
      if (worker === started) worker = null
    })
    return started
  }

  /** Null when the mail cost the thread. */
  async function attempt(order: ReadOrder, withinMs: number): Promise<ReadMail | null> {
    const reading = worker ?? (await start())
    const answer = answerOf(reading, withinMs)
    reading.postMessage(order)
    const read = await answer
    if (read !== null) return read as ReadMail
    worker = null
    await reading.terminate()
    return null
  }

  return {
    read: (raw, now) =>
      inTurn(async () => {
        const order = (depth: Depth): ReadOrder => ({ raw, depth, now })
        const read =
          (await attempt(order('whole'), timeMs)) ??
          (await attempt(order('head'), Math.min(timeMs, headTimeMs)))
        return read ?? readMail(raw, 'nothing', () => systemRandom.uuid(now))
      }),
    close: async () => void (await worker?.terminate()),
  }
}

/** The next message of a thread; null when it ends or fails first, or says nothing within the time. */
function answerOf(worker: Worker, withinMs: number): Promise<unknown> {
  worker.ref()
  return new Promise((resolve) => {
    const settle = (answer: unknown) => {
      clearTimeout(timer)
      worker.off('message', settle).off('error', failed).off('exit', failed)
      // It may fail once more while it is ended: nobody waits for it any more.
      worker.off('error', ignore).on('error', ignore).unref()
      resolve(answer)
    }
    const failed = () => settle(null)
    const timer = setTimeout(failed, withinMs)
    worker.on('message', settle).on('error', failed).on('exit', failed)
  })
}

const ignore = () => undefined

/** The thread's code stands beside this file: in TypeScript, which tsx reads, or built. */
const entry = import.meta.url.endsWith('.ts')
  ? {
      url: new URL('read-worker.ts', import.meta.url),
      execArgv: ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href],
    }
  : { url: new URL('read-worker.js', import.meta.url), execArgv: [] }
