import { createSyncEngine } from '../../src/shared/sync/engine/engine'
import type { SyncEngine } from '../../src/shared/sync/engine/engine-types'
import type { EnginePorts } from '../../src/shared/sync/engine/ports'
import { createOwnWork } from '../../src/renderer/data/workspace/own-work'
import { hostJournal } from '../../src/renderer/data/workspace/host-journal'
import { createSyncOwner } from '../../src/renderer/data/workspace/sync-owner'
import type { LiveStream } from '../../src/renderer/data/workspace/live-stream'
import type { DriverWorld } from '../../src/renderer/data/workspace/sync-driver'
import { newerJournal, speaks, strictStores } from './app-version'
import type { HostCalls } from '../../src/renderer/data/protocol'
import type { AppVersion } from './app-version'
import type { Attached, AttachedFile } from './attached'
import type { Browser } from './browser'
import { CLOCK_MS } from './bell-watch'
import { createCall } from './call'
import { createCache } from './disk'
import type { Disk } from './disk'
import type { Session } from './front-door'
import { filesOnDisk } from './files-on-disk'
import type { FilesOnDisk } from './files-on-disk'
import { createNetwork } from './network'
import { outboxOnDisk } from './outbox-on-disk'
import type { MainProcess } from './main-process'
import type { PlantedBug } from './planted'
import { uploadsByBug } from './planted-uploads'
import { createWindowBells } from './window-bells'
import type { Dice } from './random'
import type { Refused } from './refused'
import { joinWindows } from '../../src/renderer/data/workspace/windows'
import type { LiveHead } from '../../src/shared/sync/wire'
import type { Senders } from './senders'
import type { Server } from './server-types'
import type { World } from './world'

export const workspaceId = '00000000-0000-7000-8000-00000000aaaa'
const GIVES_UP_AFTER = 3

/** A window of the app on a device. */
export interface Window {
  readonly engine: SyncEngine
  readonly files: FilesOnDisk
  /** What this window knows of the device's own work on a ticket, as it goes along with a change. */
  readonly own: (ticketId: string) => string[]
  readonly isReady: () => boolean
  readonly isAlive: () => boolean
  /** It has heard the server, and knows its time. */
  readonly hasTime: () => boolean
  /** Own work was written here: the other windows show it, and the one that syncs sends it. */
  written(tickets: readonly string[]): void
  /** Main tells the server's time, because the machine's clock was set. */
  wake(clockOffsetMs: number): void
  /** Something changed: let sync look, when it is this window's. */
  poke(): void
  /** Its page is gone, in whatever it was doing. What main and the disk were asked to do may still be done. */
  close(how: 'closes' | 'crashes'): void
}

/** What a window needs of its device. */
export interface WindowParts {
  readonly world: World
  readonly server: Server
  readonly refused: Refused
  readonly senders: Senders
  readonly attached: Attached
  readonly session: Session
  readonly bug: PlantedBug | null
  readonly name: string
  readonly deviceId: string
  readonly dice: Dice
  readonly disk: Disk
  readonly main: MainProcess
  /** As a careless app does when the sign-in ends. */
  readonly wipeJournal: () => void
  readonly version: AppVersion
  readonly wall: () => number
  readonly isAppAlive: () => boolean
  readonly crash: (how: 'process' | 'power') => void
  readonly browser: Browser
  /** Whether it plans what rings. */
  readonly hasBells: boolean
  /** Server time minus the machine's as main knows it, ms. */
  readonly clockOffset: () => number
  readonly onCommit: () => void
}

export function createWindow(parts: WindowParts): Window {
  const { world, server, session, bug, name, dice, disk, wall } = parts
  const started = world.now()
  let alive = true
  let ready = false
  let failures = 0
  const ending = new AbortController()
  const ownWork = createOwnWork()
  const isAlive = (): boolean => alive && parts.isAppAlive()
  const monotonic = (): number => (bug === 'wall-clock-timers' ? wall() : world.now() - started)

  const call = createCall({
    ...parts,
    isAlive,
    // What the disk was asked by a page that is gone; no cache is written without its page.
    unheard(label, effect) {
      if (parts.isAppAlive() && !label.startsWith('cache') && dice.chance(0.5))
        world.hold(Promise.resolve().then(effect))
    },
  })
  /** Main is asked through the page: what has reached it is done, whoever is there to hear of it. */
  const host = ((name: string, args: never) =>
    new Promise((resolve, reject) => {
      world.at(dice.between(0.1, 2), () => {
        // What a page sent off arrives though the page is gone, and may be somebody else's by then.
        if (!isAlive() && name === 'alerts.plan') void parts.main.request(name, args).catch(() => undefined)
        if (!isAlive()) return
        const heard =
          <A>(settle: (answer: A) => void) =>
          (answer: A): void => {
            if (isAlive()) settle(answer)
          }
        parts.main.request(name as 'journal.append', args).then(heard(resolve), heard(reject))
      })
    })) as unknown as HostCalls

  const network = createNetwork({ ...parts, isAlive })
  const put = ({ id, bytes }: AttachedFile) =>
    network.request({ method: 'PUT', path: `/v1/attachments/${id}`, body: bytes })
  const files = filesOnDisk({ ...parts, call, put })
  const asAnother = (id: string) => files.send(id, dice.uuid())

  const cache = createCache(world, disk, call, bug, parts.onCommit)
  const engine: SyncEngine = createSyncEngine(
    {
      clock: { wall, monotonic },
      random: () => dice.next(),
      cache,
      ...stores(),
      transport: network,
      speaks,
      files: uploadsByBug(bug, files, disk, asAnother),
    },
    { workspaceId, agentId: session.agentId, deviceId: parts.deviceId },
    {
      state() {
        noteState()
        bells?.timeHeard()
      },
      base: ({ tickets, reference }) => {
        windows.tell({ kind: 'base', tickets, reference })
        follow(bells?.baseChanged(tickets, reference))
      },
      outbox: (tickets) => {
        noteOwnWork()
        sync.sweepLater()
        windows.tell({ kind: 'outbox', tickets })
        follow(bells?.outboxChanged(tickets))
      },
      sending: () => undefined,
    },
  )

  believeOffset(parts.clockOffset())
  const bells = parts.hasBells
    ? createWindowBells({
        host: bug === 'plan-told-once' ? planToldOnce() : host,
        person: { workspaceId, agentId: session.agentId },
        engine,
        cache,
        clockOffset,
        wall,
        after,
        signal: ending.signal,
      })
    : null

  function clockOffset(): number {
    return engine.serverTime().offset(monotonic(), wall())
  }

  function believeOffset(ms: number): void {
    engine.serverTime().believe(ms, monotonic(), wall())
  }

  /** What could not be read now is read with the next change. */
  function follow(work: Promise<void> | undefined): void {
    work?.catch(() => undefined)
  }

  function planToldOnce(): HostCalls {
    let isTold = false
    return ((name: 'alerts.plan', args: never) => {
      if (name !== 'alerts.plan') return host(name, args)
      const answer = isTold ? Promise.resolve({}) : host(name, args)
      isTold = true
      return answer
    }) as unknown as HostCalls
  }

  function stores(): Pick<EnginePorts, 'outbox' | 'journal'> {
    const outbox = outboxOnDisk(world, disk, call, bug)
    const journal = hostJournal(host, () => undefined)
    if (parts.version === 'newer') return { outbox, journal: newerJournal(journal) }
    return bug === 'unknown-dropped' ? strictStores({ outbox, journal }) : { outbox, journal }
  }

  const waitingOn = (ticketId: string): string[] =>
    engine.entries().flatMap(({ mutation }) => (mutation.ticketId === ticketId ? [mutation.id] : []))

  const noteOwnWork = (): void => ownWork.note(engine.entries())

  function noteState(): void {
    const { phase } = engine.state()
    failures = phase === 'offline' ? failures + 1 : 0
    if (bug === 'delete-on-401' && phase === 'signed-out') {
      void disk.outbox.setEntries([])
      parts.wipeJournal()
    }
  }

  const mayRun = (): boolean => isAlive() && !(bug === 'gives-up' && failures >= GIVES_UP_AFTER)
  function after(ms: number, work: () => void): () => void {
    let isCalledOff = false
    // Even what is due now takes a moment.
    world.at(Math.max(1, ms), () => !isCalledOff && mayRun() && work())
    return () => (isCalledOff = true)
  }
  const driverWorld: DriverWorld = { monotonic, after, followLive: hearHeads }

  const sync = createSyncOwner({
    engine,
    world: driverWorld,
    sweep: files.sweep,
    prepared: () => Promise.resolve(),
    owned: () => bells?.planLater(),
    failed: (error) => world.log(`${name} step failed: ${String(error)}`),
    signal: ending.signal,
  })

  /** The live stream: tells where the server is, now and then late. It ends with the server, and is heard again. */
  function hearHeads(onHead: (live: LiveHead) => void, onEnd: () => void): LiveStream {
    let isStopped = false
    let starts = server.starts()
    const isHeard = (): boolean => isAlive() && !isStopped
    const listen = (): void =>
      world.at(dice.between(500, 12_000), () => {
        if (!isHeard()) return
        if (server.starts() !== starts) onEnd()
        starts = server.starts()
        const { epoch, seq } = server.position()
        const live = { epoch, head: seq, serverTime: world.now(), durableSeq: server.durableSeq() }
        world.at(dice.between(5, 3000), () => {
          if (isHeard() && session.isSignedIn()) onHead(live)
        })
        listen()
      })
    listen()
    return { stop: () => (isStopped = true), retry: () => undefined }
  }

  const opened = engine
    .open()
    .then(() => {
      noteOwnWork()
      ready = true
      follow(bells?.loadAll())
    })
    .catch(() => {
      // As when the page could not read its storage: it is opened again.
      const wasAlive = isAlive()
      alive = false
      if (wasAlive) parts.crash('process')
    })

  const windows = joinWindows({
    shared: parts.browser.forWindow(isAlive),
    name: session.agentId,
    signal: ending.signal,
    onOwner: () => void opened.then(() => (isAlive() ? sync.own() : undefined)),
    onMessage: (message) => {
      const read = engine.reload().then(() => {
        noteOwnWork()
        sync.poke()
        if (message.kind === 'base') return bells?.baseChanged(message.tickets, message.reference)
        if (message.kind === 'outbox') return bells?.outboxChanged(message.tickets)
      })
      // It is read again with the next message.
      read.catch(() => undefined)
    },
  })

  const window: Window = {
    engine,
    files,
    own(ticketId) {
      noteOwnWork()
      return bug === 'own-forgotten' ? waitingOn(ticketId) : ownWork.of(ticketId)
    },
    isAlive,
    hasTime: () =>
      engine.state().phase === 'online' && Math.abs(wall() + clockOffset() - world.now()) < CLOCK_MS,
    isReady: () => ready && isAlive(),
    written(tickets) {
      windows.tell({ kind: 'outbox', tickets })
      noteOwnWork()
      sync.poke()
      follow(bells?.outboxChanged(tickets))
    },
    wake(clockOffsetMs) {
      believeOffset(clockOffsetMs)
      bells?.timeHeard()
      sync.wake()
    },
    poke: () => sync.poke(),
    close(how) {
      alive = false
      if (how === 'closes') ending.abort()
      else parts.browser.lost()
    },
  }
  return window
}
