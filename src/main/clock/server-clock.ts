import { uptime } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { readChecked, writeAtomic } from '../files/atomic'
import { log } from '../log'
import { offsetAtStart, offsetNow } from './kept-offset'
import type { KeptOffset, Reading } from './kept-offset'

const clockFile = z.object({ offsetMs: z.number(), wall: z.number(), uptime: z.number() })
/** The kept figure is written anew when it moved by this much, or is this old (ms). */
const worthWriting = { changeMs: 1000, ageMs: 3_600_000 } as const

/** The server's clock as this machine knows it: kept on disk, so that a start without a network knows it too. */
export interface ServerClock {
  /** Server time minus the wall clock, ms. 0 where nothing is known that can be trusted. */
  readonly offset: () => number
  /** What an answer of the server showed. */
  readonly learn: (offsetMs: number) => void
}

const read = (): Reading => ({ wall: Date.now(), uptime: uptime() * 1000 })

export function openServerClock(folder: string): ServerClock {
  const path = join(folder, 'server-clock.json')
  const kept = readChecked(path, clockFile, (reason) => log.warn('server-clock.json is unusable', reason))
  const atStart = kept ? offsetAtStart(kept, read()) : null
  if (kept && atStart === null)
    log.warn('the clock was set since the server was last heard: its time is unknown')
  let learned: KeptOffset = { offsetMs: atStart ?? 0, ...read() }
  let written: KeptOffset | null = atStart === null ? null : (kept ?? null)

  function keep(): void {
    const isFresh =
      written !== null &&
      Math.abs(written.offsetMs - learned.offsetMs) < worthWriting.changeMs &&
      learned.uptime - written.uptime < worthWriting.ageMs &&
      learned.uptime >= written.uptime
    if (isFresh) return
    try {
      writeAtomic(path, JSON.stringify(learned satisfies z.infer<typeof clockFile>))
      written = learned
    } catch (error) {
      log.warn('server-clock.json could not be written', error)
    }
  }

  return {
    offset: () => offsetNow(learned, read()),
    learn: (offsetMs) => {
      learned = { offsetMs, ...read() }
      keep()
    },
  }
}
