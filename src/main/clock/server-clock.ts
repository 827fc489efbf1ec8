import { readFileSync } from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { readChecked, writeAtomic } from '../files/atomic'
import { log } from '../log'
import { offsetAtStart, offsetNow } from './kept-offset'
import type { KeptOffset, Reading } from './kept-offset'

const clockFile = z.object({
  offsetMs: z.number(),
  wall: z.number(),
  uptime: z.number(),
  boot: z.string().nullish(),
})
/** The kept figure is written anew when it moved by this much, or is this old (ms). */
const worthWriting = { changeMs: 1000, ageMs: 3_600_000 } as const

/** The server's clock as this machine knows it: kept on disk, so that a start without a network knows it too. */
export interface ServerClock {
  /** Server time minus the wall clock, ms. 0 where nothing is known that can be trusted. */
  readonly offset: () => number
  /** False from a start at which this machine's clock turned out to be set, until the server is heard. */
  readonly isCertain: () => boolean
  /** What an answer of the server showed. */
  readonly learn: (offsetMs: number) => void
}

const boot = bootId()
const read = (): Reading => ({ wall: Date.now(), uptime: uptime() * 1000, boot })

/** Linux names each start of the machine. Other systems do so only to whoever starts another program to ask. */
function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return null
  }
}

export function openServerClock(folder: string): ServerClock {
  const path = join(folder, 'server-clock.json')
  let isCertain = true
  const kept = readChecked(path, clockFile, (reason) => {
    isCertain = false
    log.warn('server-clock.json is unusable', reason)
  })
  const atStart = kept && offsetAtStart(kept, read())
  if (atStart?.isCertain === false) {
    isCertain = false
    log.warn('the clock was set since the server was last heard: its time is unknown')
  }
  let learned: KeptOffset = { offsetMs: atStart?.offsetMs ?? 0, ...read() }
  let written: KeptOffset | null = (atStart?.isCertain && atStart.offsetMs === kept?.offsetMs && kept) || null

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
    isCertain: () => isCertain,
    learn: (offsetMs) => {
      isCertain = true
      learned = { offsetMs, ...read() }
      keep()
    },
  }
}
