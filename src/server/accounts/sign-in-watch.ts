import type { Database } from '../db/database'
import { endedAmong } from './devices'
import type { Identity } from './identity'

type Device = Pick<Identity, 'workspaceId' | 'deviceId'>

/** Tells those who serve a device for longer than one request that its sign-in has ended. */
export interface SignInWatch {
  /** Calls `ended` once, when the sign-in no longer holds. Returns a function that stops it. */
  readonly follow: (device: Device, ended: () => void) => () => void
  /** Looks now, because sign-ins were ended by this server. */
  readonly look: () => void
}

/**
 * One look for all devices that are followed, `everyMs` apart, because another server may have ended a sign-in; none while nobody
 * is followed. After a failed look everybody is let be until the next.
 * @param now UTC epoch milliseconds
 */
export function watchSignIns(
  database: Database,
  now: () => number,
  everyMs: number,
  onError: (error: unknown) => void,
): SignInWatch {
  const followed = new Set<{ readonly device: Device; readonly ended: () => void }>()
  let timer: NodeJS.Timeout | undefined

  async function look(): Promise<void> {
    const asked = [...followed]
    try {
      const gone = await endedAmong(
        database,
        asked.map(({ device }) => device),
        now(),
      )
      for (const each of asked) if (gone.has(each.device.deviceId) && followed.delete(each)) each.ended()
    } catch (error) {
      onError(error)
    }
  }

  function arm(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      void look().finally(() => {
        if (followed.size > 0) arm()
      })
    }, everyMs)
  }

  return {
    follow: (device, ended) => {
      const entry = { device, ended }
      followed.add(entry)
      arm()
      return () => {
        followed.delete(entry)
        if (followed.size > 0) return
        clearTimeout(timer)
        timer = undefined
      }
    },
    look: () => {
      if (followed.size > 0) void look()
    },
  }
}
