import { addToSum, emptySum, sumToText } from '../../src/shared/sync/checksum'
import type { Change, Outcome, Position } from '../../src/shared/sync/wire'
import { decide } from '../../src/shared/tickets/decide'
import type { DecidedEvent } from '../../src/shared/tickets/decide'
import type { Actor, EventBody, TicketEvent } from '../../src/shared/tickets/events'
import { evolve } from '../../src/shared/tickets/evolve'
import { parseMutation } from '../../src/shared/tickets/mutations'
import type { MutationEnvelope } from '../../src/shared/tickets/mutations'
import type { ReferenceData } from '../../src/shared/sync/engine/ports'
import type { Ticket } from '../../src/shared/tickets/ticket'
import { newerType } from './app-version'
import { createMailRoom } from './mail-room'
import type { PlantedBug } from './planted'
import type { World } from './world'

/** Small, so that a simulated workspace has several buckets. */
export const bucketOf = (ticketNumber: number | null): number => Math.floor((ticketNumber ?? 0) / 4)

export interface ServerState {
  readonly tickets: ReadonlyMap<string, Ticket>
  readonly timelines: ReadonlyMap<string, readonly TicketEvent[]>
  readonly outcomes: ReadonlyMap<string, Known>
  readonly numbers: number
}
interface Known {
  readonly body: string
  readonly outcome: Outcome
}

/** The reference server: small enough to be seen right, with the rules that every real one must keep. */
export interface Server {
  state(): ServerState
  position(): Position
  durableSeq(): number
  /** The state as it was at a position of the present log. */
  stateAt(seq: number): ServerState
  log(): readonly Change[]
  mails(): ReadonlyMap<string, number>
  reference: ReferenceData
  /** Decides on mutations, one after another. Not whole: it will not live to the end of the batch. */
  push(
    mutations: readonly MutationEnvelope[],
    agentId: string,
    how: { readonly mayWrite: boolean; readonly isWhole: boolean },
  ): readonly Outcome[] | 'id-reused'
  pull(after: number, limit: number): { readonly changes: readonly Change[]; readonly to: number } | 'gone'
  checksums(): readonly { bucket: number; count: number; checksum: string }[]
  customerWrites(ticketId: string): void
  createByMail(): void
  /** Makes the log durable, then sends the mails of what is. */
  flush(): void
  /** Stops, and is back after a while. Its memory is gone, and what it was answering is never answered. */
  restart(): void
  isUp(): boolean
  /** How often it was started. */
  starts(): number
  /** Starts again without an unknown part of what was not durable. */
  loseTail(): void
  /** Is away for a while, and starts from its backup: all that was durable, and nothing else. */
  restore(): void
  compact(): void
  /** Takes in a file that a reply may name. */
  upload(attachmentId: string): void
  /** What was ever rejected, also by a server that has forgotten it since. */
  rejectedOnce(): ReadonlySet<string>
  /** Mails of which nobody knows whether they left: they are shown to a person. */
  doubtful(): ReadonlySet<string>
}

/** The bug that forgets outcomes does so after this time: beyond it only what was delayed on its way comes. */
const FORGETS_AFTER_MS = 300_000

/** What the newer app's mutation means: this server is of its time, and knows it. */
const understood = (envelope: MutationEnvelope): MutationEnvelope =>
  envelope.type === newerType ? { ...envelope, type: 'note.add', v: 1 } : envelope

const customer: Actor = { kind: 'customer', id: null, name: 'Customer' }

export function createServer(world: World, reference: ReferenceData, bug: PlantedBug | null): Server {
  const dice = world.dice('server')
  let epoch = dice.uuid()
  let log: Change[] = []
  let states: ServerState[] = [{ tickets: new Map(), timelines: new Map(), outcomes: new Map(), numbers: 1 }]
  let durable = 0
  let floor = 0
  let hidden: { readonly seq: number; readonly until: number } | null = null
  const mailRoom = createMailRoom(world, bug)
  const files = new Set<string>()
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
      (folded, event) => evolve(folded, event),
      before.tickets.get(ticketId) ?? null,
    )
    if (!ticket) throw new Error('A change without a ticket')
    log.push({ seq: seq() + 1, kind: 'ticket', ticketId, events: [...events] })
    states.push({
      tickets: new Map(before.tickets).set(ticketId, ticket),
      timelines: new Map(before.timelines).set(ticketId, [
        ...(before.timelines.get(ticketId) ?? []),
        ...events,
      ]),
      outcomes: known ? new Map(before.outcomes).set(known.outcome.mutationId, known) : before.outcomes,
      numbers: Math.max(before.numbers, (ticket.number ?? 0) + 1),
    })
    if (bug === 'sequence-cursor' && dice.chance(0.2)) hidden = { seq: seq(), until: world.now() + 1500 }
  }

  /** An outcome that changed nothing belongs to the state it was decided in. */
  function remember(known: Known): void {
    const last = state()
    states[states.length - 1] = {
      ...last,
      outcomes: new Map(last.outcomes).set(known.outcome.mutationId, known),
    }
  }

  function toEvents(
    decided: readonly DecidedEvent[],
    ticketId: string,
    actor: Actor,
    mutationId: string | null,
  ): readonly TicketEvent[] {
    const version = state().tickets.get(ticketId)?.version ?? 0
    return decided.map(({ at, body }, index) => ({
      id: dice.uuid(),
      ticketId,
      version: version + index + 1,
      at,
      recordedAt: world.now(),
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
    { mayWrite, isWhole }: { readonly mayWrite: boolean; readonly isWhole: boolean },
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
    const decision = decide(ticket, mutation, {
      now: world.now(),
      actor: { kind: 'agent', id: agentId, name: 'Agent' },
      role: 'senior',
      since: timeline.filter(({ version }) => version > mutation.seen.version),
      unsentReply: false,
      nextNumber: state().numbers,
      mail: { from: 'desk@example.test', messageId: id },
      knows: { agent: () => true, customer: () => true, team: () => true },
      contactTermOver: () => true,
    })
    if ('reason' in decision) return refuse(decision.result, decision.reason.code)
    const attachmentIds = mutation.type === 'reply.send' ? mutation.args.attachmentIds : []
    if (bug !== 'attachment-ignored' && attachmentIds.some((each) => !files.has(each)))
      return refuse('rejected', 'attachment-missing')
    const attached = decision.events.map((event) => withFiles(event, attachmentIds))
    const events = toEvents(attached, ticketId, { kind: 'agent', id: agentId, name: 'Agent' }, id)
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
    return outcome
  }

  function byItself(ticketId: string, ...bodies: readonly EventBody[]): void {
    const decided = bodies.map((body) => ({ at: world.now(), body }))
    commit(ticketId, toEvents(decided, ticketId, { kind: 'system', id: null, name: 'System' }, null), null)
  }

  const message = (text: string): EventBody => ({
    type: 'message.received',
    message: {
      text,
      html: null,
      from: { name: 'Customer', email: 'customer@example.test' },
      to: [],
      cc: [],
      subject: text,
      messageId: null,
      attachments: [],
    },
  })

  /** The log from `to` on is gone; clients are told so by a new epoch. */
  function cutOff(to: number): void {
    log = log.slice(0, to)
    states = states.slice(0, to + 1)
    hidden = null
    if (bug !== 'same-epoch-after-restore') epoch = dice.uuid()
    world.log(`server restored to ${to}`)
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
      .filter((id) => files.has(id))
      .map((id) => ({ id, name: 'photo.png', mediaType: 'image/png', size: 1 }))
    return { at, body: { ...body, message: { ...body.message, attachments } } }
  }

  return {
    state,
    reference,
    restart,
    isUp: () => world.faultsEnded() || world.now() >= downUntil,
    starts: () => starts,
    upload: (id) => void files.add(id),
    rejectedOnce: () => rejectedOnce,
    doubtful: mailRoom.doubtful,
    position: () => ({ epoch, seq: seq() }),
    durableSeq: () => (bug === 'durable-lies' ? seq() : durable),
    stateAt: (at) => states[at] as ServerState,
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
    customerWrites: (ticketId) => byItself(ticketId, message('Any news?')),
    createByMail() {
      const subject = `Report ${state().numbers}`
      const reporter = { name: 'Customer', email: 'customer@example.test', keyUserId: null }
      const fields = { subject, customerId: null, reporter, language: 'nl' as const, teamId: null }
      const open = { assigneeId: null, type: null, priority: null, cover: null }
      const created: EventBody = {
        type: 'ticket.created',
        number: state().numbers,
        channel: 'mail',
        fields: { ...fields, ...open },
        attention: null,
      }
      byItself(dice.uuid(), created, message(subject))
    },
    flush() {
      const fresh = log.slice(durable)
      durable = seq()
      mailRoom.send(
        fresh.flatMap((change) => (change.kind === 'ticket' ? (change.events as TicketEvent[]) : [])),
      )
    },
    loseTail() {
      restart()
      cutOff(durable + dice.whole(seq() - durable + 1))
    },
    restore() {
      restart()
      cutOff(durable)
    },
    compact() {
      floor = Math.max(floor, Math.min(durable, seq() - 2))
    },
  }
}
