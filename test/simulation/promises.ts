import { nextBatch } from '../../src/shared/sync/engine/lanes'
import { filesOf } from '../../src/shared/sync/engine/uploads'
import type { Attached } from './attached'
import type { Device } from './device'
import type { Disk } from './disk'
import type { Ledger } from './ledger'
import type { OutboxEntry } from '../../src/shared/sync/engine/outbox-entry'
import type { Refused } from './refused'
import type { Server, ServerState } from './server-types'
import type { World } from './world'

const short = (id: string): string => id.slice(-6)

/** Held against each committed state of a client: what it has at position N is what the server had at N. */
export function checkCommit(world: World, server: Server, device: Device, disk: Disk): void {
  const { cache } = disk
  if (!cache) return
  const { epoch, seq } = cache.position
  const isOfThisEpoch = epoch === server.position().epoch
  const before = disk.cacheBefore.at(-1)?.position
  if (before?.epoch === epoch && before.seq > seq)
    world.broken(`${device.name}: the cursor ran back from ${before.seq} to ${seq}`)
  if (cache.damaged.size > 0) return
  const expected = server.statesAt(cache.position)
  if (isOfThisEpoch && expected.length === 0)
    world.broken(`${device.name}: the cursor ${seq} is beyond the log`)
  else if (expected.length > 0 && !expected.some((state) => isBase(cache, state)))
    world.broken(`${device.name}: base at ${seq} is not the server's at ${seq}`)
}

/** The same tickets with the same events. */
function isBase(cache: NonNullable<Disk['cache']>, expected: ServerState): boolean {
  if (cache.tickets.size !== expected.tickets.size) return false
  for (const [id, ticket] of expected.tickets) {
    if (cache.tickets.get(id)?.version !== ticket.version) return false
    const events = expected.timelines.get(id)
    const own = cache.timelines.get(id)
    if (own?.length !== events?.length) return false
    if (own !== events && own?.some((event, index) => event.id !== events?.[index]?.id)) return false
  }
  return true
}

/** What a person is told to be refused was refused by itself, and not for what it was sent with. */
export function checkRefusal(world: World, refused: Refused, { mutation, reason }: OutboxEntry): void {
  if (reason?.code === 'id-reused') world.broken(`an id of ${short(mutation.id)} stands for two things`)
  const isRefusal = ['refused', 'too-large', 'unprocessable', 'attachment-refused'].includes(
    reason?.code ?? '',
  )
  const isFiles = filesOf(mutation).some((id) => refused.statusOfFile(id) !== null)
  if (isRefusal && !isFiles && refused.statusOf(mutation.id) === null)
    world.broken(`${short(mutation.id)} was given up for what stood beside it`)
}

/** Held when the faults have been over for a while: what can be sent has left, without anybody's help. */
export function checkFinished(world: World, devices: readonly Device[]): void {
  for (const device of devices) {
    if (!device.windows().some(({ engine }) => engine.state().owner))
      world.broken(`${device.name}: nobody syncs`)
    for (const { engine, isReady } of device.windows()) {
      const { owner, cursor } = engine.state()
      if (!owner || !isReady()) continue
      const left = nextBatch(engine.entries(), cursor?.epoch ?? null)
      if (left.length > 0) world.broken(`${device.name}: ${left.length} changes do not leave by themselves`)
    }
  }
}

/** Held at the end, when the faults are over and every person has decided on everything. */
export async function checkEnd(
  world: World,
  server: Server,
  devices: readonly Device[],
  agents: readonly string[],
  ledger: Ledger,
  attached: Attached,
): Promise<void> {
  checkDensity(world, server)
  checkEffects(world, server, devices, ledger)
  checkBodies(world, server, ledger)
  checkFiles(world, server, ledger, attached)
  for (const device of devices)
    for (const agentId of agents) {
      const disk = device.disk(agentId)
      checkOutbox(world, device, await disk.outbox.entries(), agentId, ledger)
      checkCache(world, server, device, disk)
    }
  checkLanes(world, server, devices, ledger)
}

function checkDensity(world: World, server: Server): void {
  for (const [index, { seq }] of server.log().entries())
    if (seq !== index + 1) world.broken(`the log is not dense at ${index + 1}`)
}

/** The devices with copies of one profile; none when it was never copied. */
function sharing(devices: readonly Device[], name: string): readonly Device[] {
  const profileOf = (device: string): string => device.replace(/'+$/, '')
  const found = devices.filter((device) => profileOf(device.name) === profileOf(name))
  return found.length > 1 ? found : []
}

/** Nothing saved is lost; nothing is done twice; each reply is one e-mail; what was given up stays undone. */
function checkEffects(world: World, server: Server, devices: readonly Device[], ledger: Ledger): void {
  const rows = new Map<string, number>()
  const appliedAt = new Map<string, number>()
  for (const change of server.log()) {
    if (change.kind !== 'ticket') continue
    for (const { mutationId, actor, recordedAt } of change.events) {
      if (mutationId) appliedAt.set(mutationId, recordedAt)
      if (mutationId && actor.kind === 'agent' && ledger.author(mutationId) !== actor.id)
        world.broken(`${short(mutationId)} was sent by somebody else than its author`)
    }
    for (const id of new Set(change.events.flatMap(({ mutationId }) => mutationId ?? [])))
      rows.set(id, (rows.get(id) ?? 0) + 1)
  }
  const { outcomes } = server.state()
  for (const [id, count] of rows) {
    if (count > 1) world.broken(`${short(id)} was applied ${count} times`)
    if (ledger.author(id) === undefined) world.broken(`${short(id)} was written by nobody`)
  }
  for (const [id, { mutation, device }] of ledger.saved()) {
    const result = outcomes.get(id)?.outcome.result
    const isApplied = result === 'applied' || result === 'merged'
    if (!isApplied && !ledger.chosen().has(id))
      world.broken(
        `saved work is lost: ${mutation.type} ${short(id)} is ${result ?? 'unknown to the server'}`,
      )
    const discarded = ledger.discarded().get(id)
    // Where a profile was copied, what is given up on one device may have gone, or may still go, from the other.
    const isCopys = sharing(devices, device).some(
      ({ name }) => (appliedAt.get(id) ?? 0) <= (discarded?.get(name) ?? Infinity),
    )
    if (isApplied && discarded && !isCopys)
      world.broken(`${mutation.type} ${short(id)} was applied after its author discarded it`)
    if (mutation.type !== 'reply.send') continue
    const mails = server.mails().get(id) ?? 0
    const isDoubtful = mails === 0 && server.doubtful().has(id)
    // It left, and then the server forgot of it: what it decides afterwards does not bring it back.
    const hasLeft = mails === 1 && server.forgotten().has(id)
    if (mails !== (isApplied ? 1 : 0) && !isDoubtful && !hasLeft && !isUnknowable(id))
      world.broken(`reply ${short(id)} (${result}) was mailed ${mails} times`)
  }
  for (const [id, count] of server.mails())
    if (count > 1 && !isUnknowable(id)) world.broken(`${short(id)} was mailed ${count} times`)

  /** Sent again to a server that had forgotten it, while neither that nor the first sending could be known. */
  function isUnknowable(id: string): boolean {
    if (!server.forgotten().has(id)) return false
    return (
      server.unknowable().has(id) || devices.some((device) => device.disk(ledger.author(id)).unsure.has(id))
    )
  }
}

/** What was decided on is what was written, to the byte. */
function checkBodies(world: World, server: Server, ledger: Ledger): void {
  for (const [id, { body }] of server.state().outcomes) {
    const work = ledger.saved().get(id)
    if (work && body !== JSON.stringify(work.mutation)) world.broken(`${short(id)} was changed on its way`)
  }
}

/** A reply left with the files that its author saw attached, to the byte, and no others. */
function checkFiles(world: World, server: Server, ledger: Ledger, attached: Attached): void {
  const { files, timelines } = server.state()
  for (const { mutationId, ...event } of [...timelines.values()].flat()) {
    const work = ledger.saved().get(mutationId ?? '')
    if (event.type !== 'reply.sent' || !work) continue
    const left = event.message.attachments.map(({ id }) => id)
    if (left.join() !== filesOf(work.mutation).join())
      world.broken(`reply ${short(mutationId ?? '')} left without its file`)
    for (const id of left)
      if (files.get(id) !== attached.bytesOf(id)) world.broken(`file ${short(id)} is not what was attached`)
  }
}

function checkOutbox(
  world: World,
  device: Device,
  outbox: readonly OutboxEntry[],
  agentId: string,
  ledger: Ledger,
): void {
  const left = outbox.filter(({ state }) => state === 'waiting')
  if (left.length > 0) world.broken(`${device.name}: ${left.length} changes never left`)
  for (const { mutation } of outbox)
    if (ledger.author(mutation.id) !== agentId)
      world.broken(`${device.name}: ${short(mutation.id)} stands in another person's outbox`)
}

function checkCache(world: World, server: Server, device: Device, { cache }: Disk): void {
  if (!cache) return
  const { epoch, seq } = server.position()
  if (cache.position.epoch !== epoch || cache.position.seq !== seq)
    world.broken(`${device.name}: stopped at ${cache.position.seq} of ${seq}`)
  else if (!isBase(cache, server.state())) world.broken(`${device.name}: tickets differ from the server's`)
  else
    for (const [id, ticket] of server.state().tickets)
      if (JSON.stringify(cache.tickets.get(id)) !== JSON.stringify(ticket))
        world.broken(`${device.name}: ticket ${short(id)} differs from the server's`)
}

/**
 * What one person wrote on one ticket is applied in that order; notes may overtake held work. What was rejected left its
 * lane: should both sides forget that, and it be taken in after all, it comes when it comes.
 */
function checkLanes(world: World, server: Server, devices: readonly Device[], ledger: Ledger): void {
  if (devices.some(({ isCopy }) => isCopy)) return
  const place = new Map<string, number>()
  for (const [index, change] of server.log().entries())
    if (change.kind === 'ticket')
      for (const { mutationId } of change.events)
        if (mutationId && !place.has(mutationId)) place.set(mutationId, index)
  // Where it stands in the place of work that nobody was told of, the ledger knows no root and no order was promised.
  const root = (id: string): string => ledger.saved().get(id)?.inPlaceOf ?? ''
  const rootOf = (id: string): string => (root(id) === '' ? id : rootOf(root(id)))
  // What is rejected stops no lane: what was written after it may have gone before whatever takes its place.
  const wasRejected = (id: string): boolean =>
    server.rejectedOnce().has(id) || (root(id) !== '' && wasRejected(root(id)))
  const ordered = [...ledger.saved().values()].filter(
    ({ mutation }) => mutation.type !== 'note.add' && place.has(mutation.id) && !wasRejected(mutation.id),
  )
  for (const [lane, works] of Map.groupBy(
    ordered,
    (work) => `${work.device}/${work.agentId}/${work.mutation.ticketId}`,
  ))
    for (const a of works)
      for (const b of works) {
        const first = ledger.saved().get(rootOf(a.mutation.id))
        const second = ledger.saved().get(rootOf(b.mutation.id))
        if (!first || !second || first.saved >= second.begun) continue
        if ((place.get(a.mutation.id) ?? 0) > (place.get(b.mutation.id) ?? 0))
          world.broken(`lane ${lane.slice(0, 12)}: ${short(b.mutation.id)} overtook ${short(a.mutation.id)}`)
      }
}
