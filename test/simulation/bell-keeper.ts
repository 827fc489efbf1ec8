import { alertRequests } from '../../src/main/alerts/alert-requests'
import { startAlerting } from '../../src/main/alerts/alerting'
import { openServerClock } from '../../src/main/clock/server-clock'
import type { ServerClock } from '../../src/main/clock/server-clock'
import type { Folder } from '../../src/main/files/folder'
import type { Alert } from '../../src/shared/alerts/alert'
import { requests } from '../../src/shared/ipc/channels'
import type { Person, RequestArgs } from '../../src/shared/ipc/channels'
import { createCall } from './call'
import type { PlantedBug } from './planted'
import type { Dice } from './random'
import type { World } from './world'

/** The profile's folder: the files of main that outlive it, by name. */
export type ProfileFiles = Map<string, string>

interface KeeperParts {
  readonly world: World
  readonly name: string
  readonly dice: Dice
  readonly files: ProfileFiles
  readonly wall: () => number
  /** Since the machine was switched on, ms. */
  readonly uptime: () => number
  readonly isAppAlive: () => boolean
  readonly isClockKnown: () => boolean
  readonly crash: (how: 'process' | 'power') => void
  readonly bug: PlantedBug | null
  /** These are on the screen now. `isKept`: the disk has it that they rang. */
  readonly rang: (alerts: readonly Alert[], isKept: boolean) => void
  /** The clock was set: the windows are told of the server's. */
  readonly woke: (clockOffsetMs: number) => void
}

/** The app's own alerts in its main process: they ring in virtual time, from a disk that may be full, until the process dies. */
export interface BellKeeper {
  readonly request: ReturnType<typeof alertRequests>
  readonly look: () => void
  readonly clockOffset: () => number
  readonly sessionChanged: (now: Person | null) => void
}

export function startBellKeeper(parts: KeeperParts, person: Person): BellKeeper {
  const { world, bug, wall, isAppAlive } = parts
  let isKept = true
  const note = (message: string): void => world.log(`${parts.name} main: ${message}`)
  const folder = createFolder(parts, (kept) => (isKept = kept))
  const clock = openServerClock({ folder, read: () => ({ wall: wall(), uptime: parts.uptime() }), note })
  const serverClock: ServerClock = bug === 'wall-clock-bells' ? { ...clock, offset: () => 0 } : clock

  const alerting = startAlerting(
    {
      folder,
      preferences: () => ({ alertOutsideOfficeHours: false, alertScope: 'mine-and-unassigned' }),
      language: () => 'en',
      serverClock,
      askDesk: () => Promise.resolve(null),
      show: (_text, alerts) => {
        if (isAppAlive()) parts.rang(alerts, isKept)
        return { close: () => undefined }
      },
      shown: () => undefined,
      desksChanged: () => undefined,
      woke: parts.woke,
      atRisk: () => undefined,
      idleMs: () => 0,
      onWake: () => () => undefined,
      wall,
      steady: parts.uptime,
      after(ms, work) {
        let isCalledOff = bug === 'bells-when-told'
        world.at(Math.max(1, ms), () => !isCalledOff && isAppAlive() && work())
        return () => (isCalledOff = true)
      },
      note: { warn: note, error: note },
    },
    person,
  )
  const answers = alertRequests(alerting, serverClock)
  const request: typeof answers = {
    ...answers,
    // What is no plan is refused at main's door.
    'alerts.plan': async (plan) => answers['alerts.plan'](requests['alerts.plan'].args.parse(plan)),
  }
  let owner = person

  return {
    request:
      bug === 'plan-of-the-former'
        ? {
            ...request,
            'alerts.plan': (plan: RequestArgs<'alerts.plan'>) => request['alerts.plan']({ ...plan, owner }),
          }
        : request,
    look: alerting.look,
    clockOffset: clock.offset,
    sessionChanged(now) {
      if (bug === 'plan-of-the-former') return
      owner = now ?? owner
      alerting.sessionChanged(now)
    },
  }
}

/** Small files, each of them whole. `written`: whether the list of what rang is as main has it. */
function createFolder(parts: KeeperParts, written: (isKept: boolean) => void): Folder {
  const { world, dice, files, bug, isAppAlive, crash } = parts
  const call = createCall({ ...parts, isAlive: isAppAlive, unheard: () => undefined })
  const full = (): Error => Object.assign(new Error('The disk is full.'), { code: 'ENOSPC' })
  return {
    read(name, schema, onBad) {
      const text = files.get(name)
      const parsed = text === undefined ? null : schema.safeParse(JSON.parse(text))
      if (parsed?.success === false) onBad(parsed.error.message)
      return parsed?.data
    },
    write(name, content) {
      if (!isAppAlive()) return
      const isRung = name.startsWith('alerts-rung')
      if (world.strikes('disk-full')) {
        if (isRung) written(false)
        throw full()
      }
      if (world.strikes('process-crash')) {
        // What main noted and never showed, by a clock that may be years off, could be the last bell of any ticket.
        if (dice.chance(0.5) && parts.isClockKnown()) files.set(name, content)
        crash('process')
        return
      }
      if (isRung) written(true)
      if (!isRung || bug !== 'bells-forgotten') files.set(name, content)
    },
    writeLater: (name, content) =>
      call('folder.write', () => {
        if (world.strikes('disk-full')) throw full()
        files.set(name, content)
      }),
  }
}
