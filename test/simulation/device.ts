import { createSyncEngine } from '../../src/shared/sync/engine/engine'
import type { SyncEngine } from '../../src/shared/sync/engine/engine-types'
import { createCache, createJournal, createOutboxStore, emptyDisk } from './disk'
import type { Call, Disk, JournalFile } from './disk'
import { createTransport } from './network'
import type { Session } from './network'
import type { PlantedBug } from './planted'
import type { Server } from './server'
import type { World } from './world'

export const workspaceId = '00000000-0000-7000-8000-00000000aaaa'
const RESTART_MS = [2000, 60_000] as const
const GIVES_UP_AFTER = 3

/** A window of the app on a device. */
export interface Window {
  readonly engine: SyncEngine
  readonly isReady: () => boolean
  readonly isAlive: () => boolean
  /** Something was written or changed: let sync look. */
  poke(): void
}

/** One machine: disks that survive, processes that do not. */
export interface Device {
  readonly name: string
  readonly agentId: string
  /** Copied from another one: both hold the same work. */
  readonly isCopy: boolean
  disk(agentId?: string): Disk
  wasUsedBy(agentId: string): boolean
  windows(): readonly Window[]
  openWindow(): void
  crash(how: 'process' | 'power'): void
  /** Ends the app; `as` starts it again for somebody. */
  switchTo(agentId: string): void
  session(): Session
  jumpClock(): void
  /** A row of the cache goes bad on the disk. */
  rot(): void
  copyTo(name: string): Device
}

interface DeviceParts {
  readonly world: World
  readonly server: Server
  readonly sessions: (agentId: string) => Session
  readonly bug: PlantedBug | null
  readonly onCommit: (device: Device, disk: Disk) => void
}

interface Kept {
  readonly users: Set<string>
  readonly disks: Map<string, Disk>
  readonly journal: JournalFile
}

export function createDevice(
  parts: DeviceParts,
  name: string,
  firstAgent: string,
  kept: Kept = { users: new Set(), disks: new Map(), journal: { records: [] } },
  isCopy = false,
): Device {
  const { world, server, sessions, bug } = parts
  const dice = world.dice(`device ${name}`)
  const deviceId = dice.uuid()
  let agentId = firstAgent
  let windows: Window[] = []
  let wallOffset = 0
  let life = 0

  function disk(of: string = agentId): Disk {
    const key = bug === 'outbox-of-everyone' ? 'everyone' : of
    const known = kept.disks.get(key) ?? emptyDisk()
    kept.disks.set(key, known)
    return known
  }

  function openWindow(): void {
    kept.users.add(agentId)
    const born = life
    const isFirst = windows.length === 0
    const started = world.now()
    let alive = true
    let ready = false
    let turn = 0
    let failures = 0
    const isAlive = (): boolean => alive && born === life

    const call: Call = (label, effect, torn) =>
      new Promise((resolve, reject) => {
        world.at(dice.between(0.5, 15), () => {
          if (!isAlive()) return
          const how = world.strikes('power-loss')
            ? 'power'
            : world.strikes('process-crash')
              ? 'process'
              : null
          if (how) {
            torn?.()
            crash(how)
            return
          }
          try {
            const answer = effect()
            if (world.strikes('process-crash')) crash('process')
            else resolve(answer)
          } catch (cause) {
            world.log(`${name} ${label} failed`)
            reject(cause as Error)
          }
        })
      })
    const myDisk = disk()
    const wall = (): number => world.now() + wallOffset
    const engine: SyncEngine = createSyncEngine(
      {
        clock: { wall, monotonic: bug === 'wall-clock-timers' ? wall : () => world.now() - started },
        random: () => dice.next(),
        cache: createCache(world, myDisk, call, bug, () => parts.onCommit(device, myDisk)),
        outbox: createOutboxStore(world, myDisk, call, bug),
        journal: createJournal(world, kept.journal, call, bug),
        transport: createTransport(world, server, sessions(agentId), name, bug, isAlive),
      },
      { workspaceId, agentId, deviceId },
      {
        state: () => noteState(),
        base: () => undefined,
        outbox: () => {
          for (const other of windows) if (other !== window) void other.engine.reload().catch(() => undefined)
        },
        outcome: () => undefined,
        sending: () => undefined,
      },
    )

    function noteState(): void {
      const { phase } = engine.state()
      failures = phase === 'offline' ? failures + 1 : 0
      if (bug === 'delete-on-401' && phase === 'signed-out') {
        myDisk.outbox = []
        kept.journal.records = []
      }
    }

    function schedule(): void {
      if (!isAlive() || (bug === 'gives-up' && failures >= GIVES_UP_AFTER)) return
      const at = engine.wakeAt()
      const mine = ++turn
      if (at === null) return
      const now = bug === 'wall-clock-timers' ? wall() : world.now() - started
      world.at(Math.max(1, at - now), () => {
        if (isAlive() && mine === turn) void engine.step().then(schedule)
      })
    }

    async function own(): Promise<void> {
      try {
        await engine.own()
      } catch {
        world.at(5000, () => isAlive() && void own())
        return
      }
      schedule()
      hearHeads()
    }

    /** The live stream: tells where the server is, now and then late. */
    function hearHeads(): void {
      world.at(dice.between(500, 12_000), () => {
        if (!isAlive()) return
        const { epoch, seq } = server.position()
        const live = { epoch, head: seq, serverTime: world.now(), durableSeq: server.durableSeq() }
        world.at(dice.between(5, 3000), () => {
          if (!isAlive()) return
          if (sessions(agentId).isSignedIn()) engine.heard(live)
          schedule()
        })
        hearHeads()
      })
    }

    const window: Window = {
      engine,
      isAlive,
      isReady: () => ready && isAlive(),
      poke: () => (engine.state().owner ? schedule() : windows[0]?.poke()),
    }
    windows.push(window)
    void engine
      .open()
      .then(() => (isFirst ? own() : undefined))
      .then(() => (ready = true))
      .catch(() => {
        // As when the page could not read its storage: it is opened again.
        alive = false
        if (born === life) crash('process')
      })
  }

  function crash(how: 'process' | 'power'): void {
    world.log(`${name} ${how === 'power' ? 'loses power' : 'crashes'}`)
    stop()
    if (how === 'power') loseUnsynced()
    if (world.strikes('cache-empty')) disk().cache = null
    // The outbox and the journal are on different paths to the disk: at most one of them is lost.
    if (world.strikes('outbox-empty')) disk().outbox = []
    if (world.strikes('cache-damaged')) damageCache()
    const born = life
    world.at(dice.between(...RESTART_MS), () => born === life && openWindow())
  }

  function stop(): void {
    life++
    windows = []
  }

  function loseUnsynced(): void {
    const mine = disk()
    const { cacheBefore } = mine
    const states = [...cacheBefore, mine.cache]
    mine.cache = dice.pick(states)
    mine.cacheBefore = []
    if (bug === 'lazy-outbox') mine.outbox = mine.outboxBefore
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
    }
    mine.isDamaged = true
    world.log(`${name} cache damaged`)
  }

  const device: Device = {
    name,
    isCopy,
    get agentId() {
      return agentId
    },
    disk,
    wasUsedBy: (who) => kept.users.has(who),
    windows: () => windows.filter((window) => window.isAlive()),
    openWindow,
    crash,
    switchTo(next) {
      world.log(`${name} is used by ${next.slice(-1)}`)
      stop()
      agentId = next
      openWindow()
    },
    session: () => sessions(agentId),
    rot: damageCache,
    jumpClock() {
      wallOffset = dice.pick([0, 365, -365, 1, -1, -20_000]) * 86_400_000 + dice.between(-60_000, 60_000)
      world.log(`${name} clock off by ${Math.round(wallOffset / 1000)} s`)
    },
    copyTo(copyName) {
      const disks = new Map([...kept.disks].map(([key, value]) => [key, { ...value }]))
      const copy = createDevice(
        parts,
        copyName,
        agentId,
        { users: new Set(kept.users), disks, journal: { records: kept.journal.records } },
        true,
      )
      copy.openWindow()
      return copy
    },
  }
  return device
}
