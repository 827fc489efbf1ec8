import type { Person } from '../../src/shared/ipc/channels'
import { startBellKeeper } from './bell-keeper'
import type { BellKeeper, ProfileFiles } from './bell-keeper'
import { CLOCK_MS, noBells, watchBells } from './bell-watch'
import type { BellHistory, DeviceKnows } from './bell-watch'
import { emptyCache, emptyDisk } from './disk'
import { createOutboxDisk } from './outbox-disk'
import type { Disk } from './disk'
import type { AppVersion } from './app-version'
import type { Attached } from './attached'
import type { Session } from './front-door'
import { startBrowser } from './browser'
import type { Browser } from './browser'
import { emptyJournal, startMain } from './main-process'
import type { JournalFile, MainProcess } from './main-process'
import type { PlantedBug } from './planted'
import type { Refused } from './refused'
import { bucketOf } from './server'
import type { Senders } from './senders'
import type { Server } from './server-types'
import { createWindow, workspaceId } from './window'
import type { Window } from './window'
import type { World } from './world'

const RESTART_MS = [2000, 60_000] as const
const SIGNED_OUT_MS = [5000, 90_000] as const

/** One machine: disks that survive, processes that do not. */
export interface Device {
  readonly name: string
  readonly agentId: string
  /** Copied from another one: both hold the same work. */
  readonly isCopy: boolean
  disk(agentId?: string): Disk
  wasUsedBy(agentId: string): boolean
  /** The app that is installed now. */
  version(): AppVersion
  windows(): readonly Window[]
  openWindow(): void
  /** One of the windows goes; when it was the one that synced, another takes over. */
  loseWindow(how: 'closes' | 'crashes'): void
  crash(how: 'process' | 'power'): void
  /** Ends the app, and starts it for somebody. */
  switchTo(agentId: string): void
  /** Its person signs out; after a while somebody signs in. */
  signOut(next: string): void
  /** Ends the app, and starts its other version, which builds a cache of its own. */
  changeVersion(): void
  session(): Session
  jumpClock(): void
  /** A row of the cache goes bad on the disk. */
  rot(): void
  copyTo(name: string): Device
  /** The run is over. */
  destroy(): Promise<void>
}

interface DeviceParts {
  readonly world: World
  readonly server: Server
  readonly refused: Refused
  readonly senders: Senders
  readonly attached: Attached
  readonly sessions: (agentId: string) => Session
  readonly bug: PlantedBug | null
  /** See `createOutboxDisk`. */
  readonly isOnDexie: boolean
  /** Whether devices plan and ring alerts. */
  readonly hasBells: boolean
  readonly onCommit: (device: Device, disk: Disk) => void
}

interface Kept {
  readonly users: Set<string>
  readonly disks: Map<string, Disk>
  readonly journal: JournalFile
  /** Of its main process. */
  readonly files: ProfileFiles
  readonly bells: BellHistory
}

export function createDevice(
  parts: DeviceParts,
  name: string,
  firstAgent: string,
  kept: Kept = {
    users: new Set(),
    disks: new Map(),
    journal: emptyJournal(),
    files: new Map(),
    bells: noBells,
  },
  isCopy = false,
): Device {
  const { world, attached, senders, sessions, bug, hasBells } = parts
  const dice = world.dice(`device ${name}`)
  const deviceId = dice.uuid()
  if ([...kept.disks.values()].some(({ cache }) => cache && cache.damaged.size > 0)) senders.damaged(deviceId)
  let agentId = firstAgent
  let version: AppVersion = 'older'
  let windows: Window[] = []
  let wallOffset = 0
  let life = 0
  /** Null while the app is not running. */
  let main: MainProcess | null = null
  let browser: Browser | null = null
  /** Goes on while nobody is signed in. */
  let bells: BellKeeper | null = null
  let signedIn: string | null = null
  const wall = (): number => world.now() + wallOffset
  let switchedOn = world.now()

  function disk(of: string = agentId): Disk {
    const key = bug === 'outbox-of-everyone' ? 'everyone' : of
    const known = kept.disks.get(key) ?? emptyDisk(createOutboxDisk(world, parts.isOnDexie))
    kept.disks.set(key, known)
    return known
  }

  const living = (): readonly Window[] => windows.filter((window) => window.isAlive())

  function openWindow(): void {
    kept.users.add(agentId)
    signIn()
    const born = life
    const ringing = bells
    const mine = disk()
    const window = createWindow({
      ...parts,
      name,
      deviceId,
      dice,
      disk: mine,
      version,
      session: sessions(agentId),
      main: (main ??= startMain({
        world,
        name,
        dice,
        file: kept.journal,
        isAppAlive: () => born === life,
        crash,
        bug,
        bells: () => (bells === ringing ? ringing : null),
      })),
      wipeJournal: () => (kept.journal.bytes = null),
      wall,
      hasBells,
      clockOffset: () => bells?.clockOffset() ?? 0,
      isAppAlive: () => born === life,
      crash,
      browser: (browser ??= startBrowser(world, dice, bug)),
      onCommit: () => parts.onCommit(device, mine),
    })
    windows = [...living(), window]
  }

  function loseWindow(how: 'closes' | 'crashes'): void {
    const [lost] = dice.chance(0.7) ? living() : living().toReversed()
    if (!lost) return
    world.log(`${name} a window ${how}${lost.engine.state().owner ? ', the one that synced' : ''}`)
    lost.close(how)
  }

  function crash(how: 'process' | 'power'): void {
    world.log(`${name} ${how === 'power' ? 'loses power' : 'crashes'}`)
    stop()
    if (how === 'power') loseUnsynced()
    if (world.strikes('cache-empty')) emptyCache(disk())
    // The outbox and the journal are on different paths to the disk: at most one of them is lost.
    if (world.strikes('outbox-empty')) world.hold(loseOutbox())
    if (world.strikes('cache-damaged')) damageCache()
    openLater(RESTART_MS)
  }

  async function loseOutbox(): Promise<void> {
    const { outbox, unsure } = disk()
    attached.lose(await outbox.fileIds(), name)
    for (const { mutation } of await outbox.entries()) unsure.add(mutation.id)
    await outbox.lose()
  }

  function openLater(after: readonly [number, number]): void {
    const born = life
    world.at(dice.between(...after), () => born === life && openWindow())
  }

  /** Somebody works here: the app starts for them, or goes on after the one before. */
  function signIn(): void {
    signedIn = agentId
    const person = { workspaceId, agentId }
    if (bells) bells.sessionChanged(person)
    else if (hasBells) bells = startBells(person)
  }

  function startBells(person: Person): BellKeeper {
    const isMine = (): boolean => mine !== null && mine === bells
    let mine: BellKeeper | null = null
    const keeper = startBellKeeper(
      {
        world,
        name,
        dice,
        files: kept.files,
        wall,
        uptime: () => world.now() - switchedOn,
        isAppAlive: isMine,
        isClockKnown,
        crash,
        bug,
        rang: watch.rang,
        woke(clockOffsetMs) {
          for (const window of living()) world.at(1, () => window.isAlive() && window.wake(clockOffsetMs))
        },
      },
      person,
    )
    return (mine = keeper)
  }

  const isClockKnown = (): boolean =>
    bells !== null && Math.abs(wall() + bells.clockOffset() - world.now()) < CLOCK_MS

  /** What it knows that its bells are held against. */
  function knows(): DeviceKnows | null {
    const [owner] = living().filter((window) => window.isReady() && window.engine.state().owner)
    const { cache } = disk()
    if (!bells || !owner || !cache || signedIn === null) return null
    const own = new Set(owner.engine.entries().map(({ mutation }) => mutation.ticketId))
    return { agentId, life, cache, own, isTimeHeard: owner.hasTime() }
  }

  const watch = watchBells({
    isOn: hasBells,
    world,
    name,
    signedIn: () => signedIn,
    isClockRight: isClockKnown,
    knows,
    before: kept.bells,
  })

  function stop(): void {
    leave()
    bells = null
  }

  /** Its windows close: the main process lives on. */
  function leave(): void {
    life++
    windows = []
    main = null
    browser = null
    signedIn = null
  }

  function loseUnsynced(): void {
    const mine = disk()
    const { cacheBefore } = mine
    const states = [...cacheBefore, mine.cache]
    switchedOn = world.now()
    const before = mine.cache
    mine.cache = dice.pick(states)
    if (mine.cache !== before) senders.damaged(deviceId)
    // The pages of a snapshot lie in the same database: what came after the last commit that is left is gone too.
    if (mine.cache !== before || dice.chance(0.5)) mine.partial = null
    mine.cacheBefore = []
    if (bug === 'lazy-outbox') void mine.outbox.setEntries(mine.outboxBefore)
  }

  /** A row rots: the version that it shows is an older one. */
  function damageCache(): void {
    const mine = disk()
    const rows = [...(mine.cache?.tickets ?? [])]
    const [id, ticket] = rows.length > 0 ? dice.pick(rows) : []
    if (!mine.cache || !id || !ticket || ticket.version < 2) return
    mine.cache = {
      ...mine.cache,
      tickets: new Map(mine.cache.tickets).set(id, { ...ticket, version: ticket.version - 1 }),
      damaged: new Set([...mine.cache.damaged, bucketOf(ticket.number)]),
    }
    senders.damaged(deviceId)
    world.log(`${name} cache damaged`)
  }

  /** Either of them may send what it has without the other's knowledge. */
  function copyOf(original: Disk): Disk {
    const copy = { ...original, outbox: original.outbox.copy(), unsure: new Set(original.unsure) }
    const notedInBoth = original.outbox.entries().then((entries) => {
      for (const { mutation } of entries) for (const { unsure } of [original, copy]) unsure.add(mutation.id)
    })
    world.hold(notedInBoth)
    return copy
  }

  const device: Device = {
    name,
    isCopy,
    get agentId() {
      return agentId
    },
    disk,
    wasUsedBy: (who) => kept.users.has(who),
    version: () => version,
    windows: living,
    openWindow,
    loseWindow,
    crash,
    switchTo(next) {
      world.log(`${name} is used by ${next.slice(-1)}`)
      stop()
      agentId = next
      openWindow()
    },
    signOut(next) {
      world.log(`${name} is signed out`)
      leave()
      bells?.sessionChanged(null)
      if (bug === 'sign-out-clears') {
        kept.disks.delete(agentId)
        kept.journal.bytes = null
      }
      agentId = next
      openLater(SIGNED_OUT_MS)
    },
    changeVersion() {
      version = version === 'older' ? 'newer' : 'older'
      world.log(`${name} becomes the ${version} app`)
      stop()
      for (const each of kept.disks.values()) emptyCache(each)
      openWindow()
    },
    session: () => sessions(agentId),
    async destroy() {
      stop()
      await Promise.all([...kept.disks.values()].map(({ outbox }) => outbox.destroy()))
    },
    rot: damageCache,
    jumpClock() {
      wallOffset = dice.pick([0, 365, -365, 1, -1, -20_000]) * 86_400_000 + dice.between(-60_000, 60_000)
      world.log(`${name} clock off by ${Math.round(wallOffset / 1000)} s`)
      // A page sees that, and has main look.
      if (hasBells) world.at(dice.between(0, 5000), () => living().length > 0 && bells?.look())
    },
    copyTo(copyName) {
      const disks = new Map([...kept.disks].map(([key, value]) => [key, copyOf(value)]))
      const copy = createDevice(
        parts,
        copyName,
        agentId,
        {
          users: new Set(kept.users),
          disks,
          journal: { ...kept.journal },
          files: new Map(kept.files),
          bells: structuredClone(watch.history()),
        },
        true,
      )
      copy.openWindow()
      return copy
    },
  }
  return device
}
