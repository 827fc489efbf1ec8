import { readFileSync } from 'node:fs'
import { uptime } from 'node:os'
import { z } from 'zod'
import type { Folder } from '../files/folder'
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

/** The clocks of this machine. */
export const readClocks = (): Reading => ({ wall: Date.now(), uptime: uptime() * 1000, boot })

const boot = bootId()

/** Linux names each start of the machine. Other systems do so only to whoever starts another program to ask. */
function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return null
  }
}

export interface ServerClockPorts {
  /** The profile's folder. */
  readonly folder: Folder
  readonly read: () => Reading
  readonly note: (message: string, reason?: unknown) => void
}

const name = 'server-clock.json'

export function openServerClock({ folder, read, note }: ServerClockPorts): ServerClock {
  let isCertain = true
  const kept = folder.read(name, clockFile, (reason) => {
    isCertain = false
    note(`${name} is unusable`, reason)
  })
  const atStart = kept && offsetAtStart(kept, read())
  if (atStart?.isCertain === false) {
    isCertain = false
    note('the clock was set since the server was last heard: its time is unknown')
  }
  let learned: KeptOffset = { offsetMs: atStart?.offsetMs ?? 0, ...read() }
  let written: KeptOffset | null = (atStart?.isCertain && atStart.offsetMs === kept?.offsetMs && kept) || null

  function keep(): void {
    const isFresh =
      written !== null &&
      Math.abs(written.offsetMs - learned.offsetMs) < worthWriting.changeMs &&
      learned.uptime - written.uptime < worthWriting.ageMs &&
      isOfSameRun(written, learned)
    if (isFresh) return
    try {
      folder.write(name, JSON.stringify(learned satisfies z.infer<typeof clockFile>))
      written = learned
    } catch (error) {
      note(`${name} could not be written`, error)
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

/** Whether the machine runs since then, with a clock that was left alone: else its uptime says nothing of the time between. */
const isOfSameRun = (before: KeptOffset, now: Reading): boolean =>
  before.boot === now.boot && offsetNow(before, now) === before.offsetMs
