import { proven, provenPosition } from '../../src/server/sync/log/position-proof'
import { addToSum, emptySum, sumToText } from '../../src/shared/sync/checksum'
import type { Change, Outcome, Position } from '../../src/shared/sync/wire'
import { decide } from '../../src/shared/tickets/decide'
import type { DecidedEvent } from '../../src/shared/tickets/decision'
import type { Actor, EventBody, TicketEvent } from '../../src/shared/tickets/events'
import { evolve } from '../../src/shared/tickets/evolve'
import { parseMutation } from '../../src/shared/tickets/mutations'
import type { MutationEnvelope } from '../../src/shared/tickets/mutations'
import type { ReferenceData } from '../../src/shared/sync/engine/ports'
import type { Ticket } from '../../src/shared/tickets/ticket'
import { decodeEvent } from '../../src/shared/tickets/decode-event'
import { newerEvent, newerKind, newerType } from './app-version'
import type { Attached } from './attached'
import { customer, messageFrom, reportBy } from './customers'
import { createMailRoom } from './mail-room'
import { pairsOf } from './pairs'
import type { PlantedBug } from './planted'
import type { Known, PushedHow, Server, ServerState } from './server-types'
import type { World } from './world'

/** Small, so that a simulated workspace has several buckets. */
export const bucketOf = (ticketNumber: number | null): number => Math.floor((ticketNumber ?? 0) / 4)

/** The bug that forgets outcomes does so after this time: beyond it only what was delayed on its way comes. */
const FORGETS_AFTER_MS = 300_000

/** What the newer app's mutation means: this server is of its time, and knows it. */
const understood = (envelope: MutationEnvelope): MutationEnvelope =>
  envelope.type === newerType ? { ...envelope, type: 'note.add', v: 1 } : envelope

/** The log and the timelines hold events as they were written; the fold is what the apps make of them. */
function understoodEvent(event: TicketEvent): TicketEvent {
  const decoded = decodeEvent(event)
  if (!decoded) throw new Error('An event without a frame')
  return decoded
}

const PROOF_KEY = 'secret'

export function createServer(
  world: World,
  reference: ReferenceData,
  attached: Attached,
  bug: PlantedBug | null,
): Server {
  const dice = world.dice('server')
  let epoch = dice.uuid()
  let log: Change[] = []
  const empty: ServerState = {
    tickets: new Map(),
    timelines: new Map(),
    outcomes: new Map(),
    numbers: 1,
    files: new Map(),
  }
  let states: ServerState[] = [empty]
  /** On the disk: what a crash cannot take. */
  let synced = 0
  /** In the backup too: what nothing can take. */
  let durable = 0
  let backup = empty.files
  const lost = new Set<string>()
  let wasCut = false
  const lostUnnoticed = new Map<string, string>()
  const unknowable = new Set<string>()
  let floor = 0
  /** When each row of the log was written. */
  let writtenAt: number[] = []
  /** What restores took away while the epoch stayed. */
  const forgotten: { readonly epoch: string; readonly states: readonly ServerState[] }[] = []
  let hidden: { readonly seq: number; readonly until: number } | null = null
  const mailRoom = createMailRoom(world, bug)
  const rejectedOnce = new Set<string>()
  /** When each outcome was remembered: for the bug that forgets them. */
  const rememberedAt = new Map<string, number>()
  let starts = 1
  let downUntil = -Infinity

  const seq = (): number => log.length
  const state = (): ServerState => states.at(-1) as ServerState

  /** One transaction: the change-log row, the folded ticket, and the outcome where there is one. */
  function commit(ticketId: string, events: readonly TicketEvent[], known: Known | null): void {
    const before = state()
    const ticket = events.reduce<Ticket | null>(
      (folded, event) => evolve(folded, understoodEvent(event)),
      before.tickets.get(ticketId) ?? null,
    )
    if (!ticket) throw new Error('A change without a ticket')
    writtenAt.push(world.now())
    log.push({ seq: seq() + 1, kind: 'ticket', ticketId, events: events as TicketChange['events'] })
    states.push({
      tickets: new Map(before.tickets).set(ticketId, ticket),
      timelines: new Map(before.timelines).set(ticketId, [
        ...(before.timelines.get(ticketId) ?? []),
        ...events,
      ]),
      outcomes: known ? new Map(before.outcomes).set(known.outcome.mutationId, known) : before.outcomes,
      numbers: Math.max(before.numbers, (ticket.number ?? 0) + 1),
      files: before.files,
    })
    if (bug === 'sequence-cursor' && dice.chance(0.2)) hidden = { seq: seq(), until: world.now() + 1500 }
  }

  /** What is no change of the log belongs to the state that it came in. */
  function beside(more: Partial<ServerState>): void {
    states[states.length - 1] = { ...state(), ...more }
  }

  const remember = (known: Known): void =>
    beside({ outcomes: new Map(state().outcomes).set(known.outcome.mutationId, known) })

  function toEvents(
    decided: readonly DecidedEvent[],
    ticketId: string,
    actor: Actor,
    mutationId: string | null,
  ): readonly TicketEvent[] {
    const version = state().tickets.get(ticketId)?.version ?? 0
    return decided.map(({ at, saidAt, body }, index) => ({
      id: dice.uuid(),
      ticketId,
      version: version + index + 1,
      at,
      recordedAt: world.now(),
      ...(saidAt === undefined ? {} : { saidAt }),
      actor: body.type === 'message.received' ? customer : actor,
      mutationId,
      ...body,
    }))
  }

  function knownOutcome(id: string): Known | undefined {
    const isForgotten =
      bug === 'no-idempotency' ||
      (bug === 'outcomes-short-lived' && world.now() - (rememberedAt.get(id) ?? 0) > FORGETS_AFTER_MS)
    return isForgotten ? undefined : state().outcomes.get(id)
  }

  function decideOne(
    envelope: MutationEnvelope,
    agentId: string,
    { mayWrite, isWhole, isBlind, again }: PushedHow,
  ): Outcome | 'id-reused' {
    const { id, ticketId } = envelope
    const body = JSON.stringify(envelope)
    const known = knownOutcome(id)
    if (known) {
      if (bug === 'mail-per-request' && known.outcome.result === 'applied' && envelope.type === 'reply.send')
        mailRoom.mail(id)
      return known.body === body ? known.outcome : 'id-reused'
    }
    rememberedAt.set(id, world.now())
    const isAgain = again.has(id)
    if (isAgain && !wasCut) world.broken(`${id.slice(-6)} was said to be known to a log that never was`)
    if (isBlind || lostUnnoticed.get(id) === epoch) unknowable.add(id)
    const refuse = (result: 'held' | 'rejected', code: string): Outcome => {
      const outcome: Outcome = { mutationId: id, result, seq: null, reason: { code, message: code } }
      remember({ body, outcome })
      if (result === 'rejected') rejectedOnce.add(id)
      return outcome
    }
    if (!mayWrite) return refuse('rejected', 'forbidden')
    if (
      envelope.after.some(
        (needed) => !/applied|merged/.test(state().outcomes.get(needed)?.outcome.result ?? ''),
      )
    )
      return refuse('rejected', 'dependency-failed')
    const parsed = parseMutation(understood(envelope))
    if (!parsed.ok) return refuse('rejected', parsed.code)
    const { mutation } = parsed
    const ticket = state().tickets.get(ticketId) ?? null
    const timeline = state().timelines.get(ticketId) ?? []
    const since = timeline.filter(({ version }) => version > mutation.seen.version)
    pairsOf(mutation.type, since).forEach(world.happened)
    const decision = decide(ticket, mutation, {
      now: world.now(),
      actor: { kind: 'agent', id: agentId, name: 'Agent' },
      role: 'senior',
      since,
      again: isAgain,
      unsentReply: false,
      nextNumber: state().numbers,
      mail: { from: 'desk@example.test', messageId: id },
      knows: { agent: () => true, customer: () => true, team: () => true, keyUser: () => true },
      termOver: () => true,
    })
    if ('reason' in decision) return refuse(decision.result, decision.reason.code)
    const attachmentIds = mutation.type === 'reply.send' ? mutation.args.attachmentIds : []
    const missing = attachmentIds.filter((each) => !state().files.has(each))
    if (bug !== 'attachment-ignored' && missing.length > 0) {
      if (!missing.every(attached.wasLost))
        world.broken(`reply ${id.slice(-6)} came without a file that nothing took away`)
      return refuse('rejected', 'attachment-missing')
    }
    const decided = decision.events.map((event) => withFiles(event, attachmentIds))
    const events = toEvents(decided, ticketId, { kind: 'agent', id: agentId, name: 'Agent' }, id)
    const outcome: Outcome = {
      mutationId: id,
      result: decision.result,
      seq: events.length > 0 ? seq() + 1 : null,
      reason: null,
    }
    if (events.length === 0) remember({ body, outcome })
    else if ((bug === 'outcome-apart' && dice.chance(0.1)) || (bug === 'outcomes-after-batch' && !isWhole))
      commit(ticketId, events, null)
    else commit(ticketId, events, { body, outcome })
    if (mutation.type === 'reply.send' && (bug === 'mail-before-durable' || bug === 'mail-per-request'))
      mailRoom.mail(id)
    else if (isAgain) mailRoom.ask(id)
    return outcome
  }

  function byItself(ticketId: string, ...bodies: readonly EventBody[]): void {
    const decided = bodies.map((body) => ({ at: world.now(), body }))
    commit(ticketId, toEvents(decided, ticketId, { kind: 'system', id: null, name: 'System' }, null), null)
  }

  /** By what is signed: signing takes longer than all else here. */
  const proofs = new Map<string, Position>()
  const createByMail = (): void => byItself(dice.uuid(), ...reportBy(state().numbers))

  function position(at = seq()): Position {
    const row = bug === 'proof-without-row' ? null : (writtenAt[at - 1] ?? null)
    const name = `${epoch} ${at} ${row}`
    const signed = proofs.get(name) ?? proven(PROOF_KEY, { epoch, seq: at, at: row })
    proofs.set(name, signed)
    return signed
  }

  /** The log from `to` on is gone; the epoch stays. */
  function cutOff(to: number): void {
    const gone = eventsOf(log.slice(to)).flatMap(({ mutationId }) => mutationId ?? [])
    for (const id of gone) lost.add(id)
    mailRoom.forget(gone)
    wasCut = true
    synced = Math.min(synced, to)
    log = log.slice(0, to)
    writtenAt = writtenAt.slice(0, to)
    states = states.slice(0, to + 1)
    hidden = null
    world.log(`server restored to ${to}`)
  }

  /** Clients are told that the log is not what it was. */
  function renewEpoch(): void {
    if (bug !== 'same-epoch-after-restore') epoch = dice.uuid()
  }

  function restoreUnnoticed(): void {
    restart()
    forgotten.push({ epoch, states })
    for (const { mutationId } of eventsOf(log.slice(durable))) lostUnnoticed.set(mutationId ?? '', epoch)
    attached.lose(
      [...state().files.keys()].filter((id) => !backup.has(id)),
      'server',
    )
    cutOff(durable)
    beside({ files: backup })
    for (let mails = dice.whole(8); mails > 0; mails--) createByMail()
  }

  function isRestored(claimed: Position): boolean {
    const seen = provenPosition(PROOF_KEY, claimed)
    if (seen === null || seen.epoch !== epoch) return false
    const at = writtenAt[seen.seq - 1] ?? null
    const isSame = at === null || seen.at === null || at === seen.at
    if (seen.seq <= seq() && isSame) return false
    world.happened('restore found out by a proof')
    world.log(`server was restored: ${seen.seq} of ${seq()} was another`)
    forgotten.push({ epoch, states: [...states] })
    renewEpoch()
    return true
  }

  function restart(): void {
    starts++
    downUntil = world.now() + dice.between(500, 20_000)
    world.log('server restarts')
  }

  /** A file counts as uploaded under its id alone. */
  function withFiles({ at, body }: DecidedEvent, ids: readonly string[]): DecidedEvent {
    if (body.type !== 'reply.sent') return { at, body }
    const attachments = ids
      .filter((id) => state().files.has(id))
      .map((id) => ({ id, name: 'photo.png', mediaType: 'image/png', size: 1 }))
    return { at, body: { ...body, message: { ...body.message, attachments } } }
  }

  return {
    state,
    reference,
    restart,
    isUp: () => world.faultsEnded() || world.now() >= downUntil,
    starts: () => starts,
    upload(id, bytes) {
      const known = state().files.get(id)
      if (known === undefined) beside({ files: new Map(state().files).set(id, bytes) })
      return known === undefined || known === bytes ? 'stored' : 'id-reused'
    },
    rejectedOnce: () => rejectedOnce,
    doubtful: mailRoom.doubtful,
    forgotten: () => lost,
    unknowable: () => unknowable,
    position,
    isRestored,
    durableSeq: () => (bug === 'durable-lies' ? seq() : durable),
    statesAt: (at) =>
      [
        ...(at.epoch === epoch ? [states] : []),
        ...forgotten.flatMap((of) => (of.epoch === at.epoch ? [of.states] : [])),
      ].flatMap((of) => of[at.seq] ?? []),
    stateAt: (at) => states[at],
    log: () => log,
    mails: mailRoom.counts,
    push(mutations, agentId, how) {
      const outcomes: Outcome[] = []
      for (const mutation of mutations) {
        const outcome = decideOne(mutation, agentId, how)
        if (outcome === 'id-reused') return outcome
        outcomes.push(outcome)
      }
      return outcomes
    },
    pull(after, limit) {
      if (after < floor || after > seq()) return 'gone'
      const visible = log
        .slice(after)
        .filter((change) => change.seq !== hidden?.seq || hidden.until < world.now())
      const changes = visible.slice(0, limit)
      const to = changes.at(-1)?.seq ?? after
      if (bug === 'page-skips-row' && changes.length > 1 && dice.chance(0.3))
        return { changes: changes.slice(0, -1), to: to }
      return { changes, to }
    },
    checksums() {
      const sums = new Map<number, typeof emptySum>()
      for (const { id, number, version } of state().tickets.values()) {
        const bucket = bucketOf(number)
        sums.set(bucket, addToSum(sums.get(bucket) ?? emptySum, id, version))
      }
      return [...sums].map(([bucket, sum]) => ({ bucket, count: sum.count, checksum: sumToText(sum) }))
    },
    newerEvent(ticketId) {
      const body = { type: newerEvent, stars: 5 } as never
      byItself(ticketId, body)
    },
    newerChange() {
      writtenAt.push(world.now())
      log.push({ seq: seq() + 1, kind: newerKind, article: { id: dice.uuid() } } as never)
      states.push(state())
    },
    customerWrites: (ticketId) => byItself(ticketId, messageFrom('Any news?')),
    createByMail,
    flush() {
      const fresh = log.slice(synced)
      synced = seq()
      if (dice.chance(0.5)) {
        durable = seq()
        backup = state().files
      }
      mailRoom.send(eventsOf(fresh))
    },
    loseTail() {
      restart()
      cutOff(synced + dice.whole(seq() - synced + 1))
      renewEpoch()
    },
    restore() {
      restart()
      cutOff(durable)
      beside({ files: backup })
      renewEpoch()
    },
    restoreUnnoticed,
    compact() {
      floor = Math.max(floor, Math.min(durable, seq() - 2))
    },
  }
}

type TicketChange = Extract<Change, { kind: 'ticket' }>

const eventsOf = (changes: readonly Change[]): readonly TicketEvent[] =>
  changes.flatMap((change) => (change.kind === 'ticket' ? (change.events as TicketEvent[]) : []))
