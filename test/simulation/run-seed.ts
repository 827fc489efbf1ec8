import type { EntryState } from '../../src/shared/sync/engine/outbox-entry'
import { createAttached } from './attached'
import { createDevice } from './device'
import type { Device } from './device'
import { createLedger } from './ledger'
import type { Session } from './front-door'
import { createPerson } from './person'
import type { PlantedBug } from './planted'
import { checkCommit, checkEnd, checkFinished } from './promises'
import { createRefused } from './refused'
import { createSenders } from './senders'
import { createServer } from './server'
import type { FaultKind } from './faults'
import { createWorld } from './world'
import type { World } from './world'

export interface RunOptions {
  readonly seed: number
  readonly bug?: PlantedBug | null
  /** Fault kinds that are left out: how a failure is shrunk. */
  readonly disabled?: ReadonlySet<FaultKind>
  /** At most this many clients and minutes: the same. */
  readonly clients?: number
  readonly minutes?: number
  /** Outboxes are the app's own databases, not tables like them: slower, and the same. */
  readonly isOnDexie?: boolean
}

export interface RunResult {
  readonly seed: number
  readonly failure: string | null
  readonly hash: string
  readonly trace: readonly string[]
  readonly clients: number
  readonly saved: number
  /** How often each fault struck, and what came of them. */
  readonly counts: ReadonlyMap<string, number>
}

const MINUTE = 60_000
/** In so many lives devices ring alerts too: they take half as much time again. */
const BELLS = 0.35
const agents = ['a', 'b', 'c'].map((letter) => `00000000-0000-7000-8000-00000000000${letter}`)

/**
 * One life of one workspace: trouble for a while, then calm, then the promises are held against what came of it. The app's own
 * run in it: the sync engine and what drives it, the window that syncs and its hand-over, outbox store, drafts and kept files, main's
 * journal and alerts, and a window's queue and alert plan. Its own are the server, the network, the cache's tables, and the wiring of
 * a window (`window.ts`), which has no search and no screen.
 */
export async function runSeed({
  seed,
  bug = null,
  disabled = new Set(),
  clients = 5,
  minutes = 20,
  isOnDexie = false,
}: RunOptions): Promise<RunResult> {
  const world = createWorld({ seed, disabled })
  const dice = world.dice('run')
  const office = { name: 'Office', demo: false, staffDays: [], teams: [] }
  const people = agents.map((id) => ({
    id,
    name: 'Agent',
    email: 'agent@example.test',
    role: 'senior' as const,
    teamId: null,
    active: true,
  }))
  const attached = createAttached(world)
  const server = createServer(world, { customers: [], agents: people, office }, attached, bug)
  const ledger = createLedger()
  const sessions = new Map(agents.map((id) => [id, createSession(world, id)]))
  const devices: Device[] = []
  const sessionOf = (id: string): Session => {
    const session = sessions.get(id)
    if (!session) throw new Error('Nobody of that name')
    return session
  }
  const refused = createRefused(world)
  const parts = {
    world,
    server,
    refused,
    senders: createSenders(world),
    attached,
    sessions: sessionOf,
    bug,
    isOnDexie,
    hasBells: world.dice('bells').chance(BELLS),
    onCommit: (device: Device, disk: Parameters<typeof checkCommit>[3]) =>
      checkCommit(world, server, device, disk),
  }
  for (let i = 0; i < 4; i++) server.createByMail()
  const count = Math.min(clients, 2 + dice.whole(4))
  for (let i = 0; i < count; i++) {
    const device = createDevice(parts, `d${i}`, dice.pick(agents))
    device.openWindow()
    devices.push(device)
    live(device)
  }
  troubleServer()

  function live(device: Device): void {
    const person = createPerson({ world, refused, attached, device, ledger })
    const next = (): void =>
      world.at(world.dice(`pace ${device.name}`).between(2000, 60_000), () => {
        if (world.faultsEnded()) return
        trouble(device)
        void person.turn().catch(() => undefined)
        next()
      })
    next()
  }

  function trouble(device: Device): void {
    if (world.strikes('clock-jumps')) device.jumpClock()
    if (world.strikes('other-person')) device.switchTo(dice.pick(agents))
    if (world.strikes('sign-out')) device.signOut(dice.pick(agents))
    if (world.strikes('app-version-changes')) device.changeVersion()
    const count = device.windows().length
    if (count === 1 && world.strikes('second-window')) device.openWindow()
    if (count > 1 && world.strikes('window-closed')) device.loseWindow('closes')
    else if (count > 1 && world.strikes('window-crashed')) device.loseWindow('crashes')
    if (devices.length < 6 && world.strikes('profile-copied')) {
      world.log(`${device.name} is copied`)
      // A name of its own: what is given up on one copy may still go from another.
      const profile = device.name.replace(/'+$/, '')
      const copies = devices.filter(({ name }) => name.startsWith(profile)).length
      const copy = device.copyTo(profile + "'".repeat(copies))
      devices.push(copy)
      live(copy)
    }
  }

  function troubleServer(): void {
    world.at(dice.between(500, 8000), () => {
      if (dice.chance(0.2)) server.flush()
      if (world.strikes('server-restore')) server.restore()
      if (world.strikes('server-restore-unnoticed')) server.restoreUnnoticed()
      if (world.strikes('server-tail-lost')) server.loseTail()
      if (world.strikes('log-compacted')) server.compact()
      const tickets = [...server.state().tickets.keys()]
      if (!world.faultsEnded() && tickets.length > 0 && dice.chance(0.15))
        server.customerWrites(dice.pick(tickets))
      if (!world.faultsEnded() && dice.chance(0.03)) server.createByMail()
      if (tickets.length > 0 && world.strikes('newer-event')) server.newerEvent(dice.pick(tickets))
      if (world.strikes('newer-change')) server.newerChange()
      for (const session of sessions.values()) if (!session.isSignedIn() && dice.chance(0.3)) signIn(session)
      troubleServer()
    })
  }

  function signIn(session: Session): void {
    session.restore()
    for (const device of devices)
      if (device.agentId === session.agentId)
        for (const window of device.windows()) {
          window.engine.signedIn()
          window.poke()
        }
  }

  await world.run(world.now() + minutes * MINUTE)
  world.endFaults()
  world.log('calm')
  await calm()
  if (world.failure() === null) {
    server.flush()
    await checkEnd(world, server, devices, agents, ledger, attached)
  }
  await Promise.all(devices.map((device) => device.destroy()))
  return {
    seed,
    failure: world.failure(),
    hash: world.hash(),
    trace: world.trace(),
    clients: devices.length,
    saved: ledger.saved().size,
    counts: world.counts(),
  }

  /**
   * Everybody who worked somewhere signs in there once more, and decides on what needs them. The first round is long
   * enough for the damage check; the last lets those who had their turn early see what came later.
   */
  async function calm(): Promise<void> {
    for (const session of sessions.values()) if (!session.isSignedIn()) signIn(session)
    if (dice.chance(0.6)) dice.pick(devices).rot()
    await world.run(world.now() + 3 * MINUTE)
    checkFinished(world, devices)
    for (let round = 0; round < 4 && (round === 0 || (await hasWork())); round++)
      for (const agentId of agents) await visit(agentId, round === 0 ? 2.2 : 0.7)
    server.flush()
    for (const agentId of agents) await visit(agentId, 0.7)
  }

  async function visit(agentId: string, forMinutes: number): Promise<void> {
    const theirs = devices.filter((device) => device.wasUsedBy(agentId))
    for (const device of theirs) device.switchTo(agentId)
    if (theirs.length > 0) await world.run(world.now() + forMinutes * MINUTE)
    for (let i = 0; i < 30 && (await needsSomebody(agentId)); i++) {
      for (const device of theirs)
        await settleWith(createPerson({ world, refused, attached, device, ledger }).decide())
      await world.run(world.now() + MINUTE / 6)
    }
  }

  async function settleWith(work: Promise<void>): Promise<void> {
    let done = false
    void work.catch(() => undefined).finally(() => (done = true))
    for (let i = 0; i < 20 && !done; i++) await world.run(world.now() + 1000)
  }

  async function statesOf(agentId: string): Promise<readonly EntryState[]> {
    const outboxes = await Promise.all(devices.map((device) => device.disk(agentId).outbox.entries()))
    return outboxes.flat().map(({ state }) => state)
  }

  async function hasWork(): Promise<boolean> {
    const states = await Promise.all(agents.map(statesOf))
    return states.flat().some((state) => state !== 'acknowledged')
  }

  async function needsSomebody(agentId: string): Promise<boolean> {
    return (await statesOf(agentId)).some((state) => state === 'held' || state === 'rejected')
  }
}

/** A person's standing with the server. What trouble takes away comes back, at the latest when the trouble ends. */
function createSession(world: World, agentId: string): Session {
  let signedIn = true
  let blockedUntil = 0
  let revokedUntil = 0
  let tooOldUntil = 0
  let oldServerUntil = 0
  const untilThen = (minutes: number): number => world.now() + minutes * MINUTE
  return {
    agentId,
    isSignedIn: () => signedIn,
    isBlocked: () => !world.faultsEnded() && world.now() < blockedUntil,
    mayWrite: () => world.faultsEnded() || world.now() >= revokedUntil,
    isAppTooOld: () => !world.faultsEnded() && world.now() < tooOldUntil,
    isServerTooOld: () => !world.faultsEnded() && world.now() < oldServerUntil,
    raiseFloor: () => (tooOldUntil = untilThen(2)),
    meetOldServer: () => (oldServerUntil = untilThen(2)),
    expire: () => (signedIn = false),
    block: () => (blockedUntil = untilThen(2)),
    revoke: () => (revokedUntil = untilThen(3)),
    restore: () => (signedIn = true),
  }
}
