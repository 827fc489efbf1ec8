import { uptime } from 'node:os'
import { z } from 'zod'
import type { Folder } from '../files/folder'
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

/** The clocks of this machine. */
export const readClocks = (): Reading => ({ wall: Date.now(), uptime: uptime() * 1000 })

export interface ServerClockPorts {
  /** The profile's folder. */
  readonly folder: Folder
  readonly read: () => Reading
  readonly note: (message: string, reason?: unknown) => void
}

const name = 'server-clock.json'

export function openServerClock({ folder, read, note }: ServerClockPorts): ServerClock {
  const kept = folder.read(name, clockFile, (reason) => note(`${name} is unusable`, reason))
  const atStart = kept ? offsetAtStart(kept, read()) : null
  if (kept && atStart === null) note('the clock was set since the server was last heard: its time is unknown')
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
      folder.write(name, JSON.stringify(learned satisfies z.infer<typeof clockFile>))
      written = learned
    } catch (error) {
      note(`${name} could not be written`, error)
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
