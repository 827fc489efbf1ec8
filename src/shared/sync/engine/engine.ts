import { protocol } from '../protocol-version'
import type { Position, PushRequest } from '../wire'
import { cacheUnwritable } from './answer'
import { phaseAfter } from './backoff'
import { createBatchSize } from './batch-size'
import { createExchange } from './exchange'
import type { Failure } from './exchange'
import { furthestProven } from './furthest'
import { isUnsettled } from './lanes'
import { createLine } from './line'
import { checkAndMend } from './mend'
import { createOutbox } from './outbox'
import { epochOfWork, mayBeDoneBefore, needsAuthor } from './outbox-entry'
import type { Author } from './outbox-entry'
import { foldPage, headOf, pageJoins, ticketsOf } from './pull-page'
import type { EnginePorts } from './ports'
import { createServerTime } from './server-time'
import { finished, refusedPatch, settle, undecided } from './settle'
import { positionOf, takeSnapshot } from './snapshot'
import { heldForTheirTimes } from './uncertain-times'
import { createUploads } from './uploads'
import type { EngineNotices, EngineState, SyncEngine } from './engine-types'

const POLL_MS = 30_000
const CHECK_FIRST_MS = 120_000
const CHECK_EVERY_MS = 6 * 3_600_000
const TIDY_RETRY_MS = 30_000
const MISJOINS_BEFORE_RETAKE = 3
/** Refusals of a whole batch that one mutation in it may be the cause of. */
const blamable = new Set([400, 409, 413, 422])

/**
 * The client's side of sync, over ports: no timers, network or storage of its own. A driver calls `step` whenever
 * `wakeAt` has come; each step is at most one exchange with the server, and never rejects.
 */
export function createSyncEngine(
  ports: EnginePorts,
  who: Author & { readonly deviceId: string },
  notices: EngineNotices,
): SyncEngine {
  const { clock, random, cache, transport } = ports
  const outbox = createOutbox(ports.outbox, ports.journal, who)
  const time = createServerTime()
  const line = createLine(clock, random, cache.noteContact)
  const exchange = createExchange(transport, clock, {
    time,
    speaks: ports.speaks ?? protocol,
    onContact: line.heard,
  })
  let cursor: Position | null = null
  let durable: Position | null = null
  /** The furthest that the server was heard to be. */
  let head: Position | null = null
  let owner = false
  let busy = false
  let frozen = false
  /** How often somebody signed in; and how often when the present step began. */
  let signIns = 0
  let signInsAtStep = 0
  let mustRetake = false
  let misjoins = 0
  /** Pulls in a row that brought nothing. */
  let emptyPages = 0
  let tidyAt = -Infinity
  let pollAt = -Infinity
  let checkAt = Infinity
  const batchSize = createBatchSize()
  /** In this run of the app. */
  const written = new Set<string>()
  let state: Pick<EngineState, 'phase' | 'progress' | 'message'> = {
    phase: 'starting',
    progress: 0,
    message: null,
  }

  /** The log as far as is known; without a cache, the one that work of this device was sent to last. */
  const epoch = (): string | null => head?.epoch ?? cursor?.epoch ?? epochOfWork(outbox.stored())
  const uploads = createUploads({
    sender: ports.files,
    clock,
    random,
    entries: outbox.entries,
    epoch,
    async refused(entry, error) {
      await outbox.patch([refusedPatch(entry, error)])
      notices.outbox([entry.mutation.ticketId])
    },
  })
  const batch = () => batchSize.next(outbox.entries(), epoch(), uploads.isReady)
  const isBehind = (): boolean =>
    cursor === null || mustRetake || (head !== null && (head.epoch !== cursor.epoch || head.seq > cursor.seq))

  /** Of what this device has: what it merely heard of proves nothing about that. */
  const furthest = (ofEpoch: string): Position | null =>
    furthestProven(ofEpoch, [cursor, ...outbox.stored().map(({ ack }) => ack?.head ?? null)])

  /** What a push tells of it. */
  function logKnown(known: string): Pick<PushRequest, 'epoch' | 'seen'> {
    const { seq, proof } = furthest(known) ?? {}
    return { epoch: known, ...(seq !== undefined && proof && { seen: { seq, proof } }) }
  }

  const sendsFiles = (): boolean =>
    owner && !frozen && state.phase !== 'app-too-old' && state.phase !== 'server-too-old'

  function show(phase: EngineState['phase'], more: Partial<typeof state> = {}): void {
    state = { phase, progress: state.progress, message: null, ...more }
    notices.state()
  }

  function reached(): void {
    line.reached()
    if (state.phase !== 'first-sync') show('online')
  }

  function failed(failure: Failure): void {
    // A refusal of the former sign-in may come in after the next one.
    if (failure.kind === 'signed-out' && signIns !== signInsAtStep) return
    if (failure.kind === 'signed-out') {
      frozen = true
      show('signed-out', { message: failure.error })
      return
    }
    line.failed(failure)
    show(phaseAfter(failure), 'error' in failure ? { message: failure.error ?? null } : {})
  }

  /** Takes in where the server says that it is. Another epoch means that it was restored. */
  function hear(at: Position): void {
    if (head === null || head.epoch !== at.epoch || at.seq > head.seq) head = at
    if (cursor !== null && cursor.epoch !== at.epoch) mustRetake = true
  }

  /** Believed only of a server that was shown what this device has: another history's log may be durable beyond it too. */
  function hearAnswer(at: Position, durableSeq: number): void {
    hear(at)
    if (durable?.epoch !== at.epoch || durableSeq > durable.seq)
      durable = { epoch: at.epoch, seq: durableSeq }
  }

  async function push(): Promise<void> {
    const sending = batch()
    const held = heldForTheirTimes(sending, { errorMs: time.error(), isOfThisRun: (id) => written.has(id) })
    if (held.length > 0) {
      await outbox.patch(held)
      const ids = new Set(held.map(({ id }) => id))
      const theirs = sending.filter(({ mutation }) => ids.has(mutation.id))
      return notices.outbox(theirs.map(({ mutation }) => mutation.ticketId))
    }
    const mutations = sending.map(({ mutation }) => mutation)
    const known = epoch()
    const again = sending.filter((entry) => known !== null && mayBeDoneBefore(entry, known))
    // Before it goes, because nobody knows whether its answer comes.
    if (!(await outbox.noteSent(sending, known))) return
    notices.sending(mutations.map(({ id }) => id))
    const answer = await exchange.push({
      deviceId: who.deviceId,
      authorId: who.agentId,
      ...(known && logKnown(known)),
      ...(again.length > 0 && { again: again.map(({ mutation }) => mutation.id) }),
      mutations,
    })
    notices.sending([])
    if (answer.kind === 'refused' && blamable.has(answer.status)) {
      const blamed = batchSize.refused(sending)
      if (blamed) {
        await outbox.patch([refusedPatch(blamed, answer.error)])
        notices.outbox([blamed.mutation.ticketId])
      }
      return reached()
    }
    if (answer.kind === 'busy' && answer.isFault) batchSize.failed(sending)
    if (answer.kind !== 'ok') return failed(answer)
    hearAnswer(answer.body.head, answer.body.durableSeq)
    const settled = settle(sending, answer.body)
    const isOtherLog = settled.length === 0 && known !== null && answer.body.head.epoch !== known
    await outbox.patch(isOtherLog ? undecided(sending) : settled)
    batchSize.answered(sending)
    // Nothing was decided: the server was restored, and what it forgot goes first. Otherwise it is not asked again at once.
    if (settled.length === 0 && epoch() === known) return failed({ kind: 'offline' })
    reached()
    const lanes = new Map(mutations.map(({ id, ticketId }) => [id, ticketId]))
    notices.outbox([...new Set(lanes.values())])
    for (const outcome of answer.body.outcomes) {
      const ticketId = lanes.get(outcome.mutationId)
      if (ticketId) notices.outcome(outcome, ticketId)
    }
  }

  async function retake(): Promise<void> {
    if (cursor === null) show('first-sync', { progress: 0 })
    const heardBefore = head
    const known = epoch()
    const answer = await exchange.snapshot(known ? furthest(known) : null)
    if (answer.kind !== 'ok') return failed(answer)
    const taken = await takeSnapshot(answer.lines, cache, (progress) => {
      if (cursor === null) show('first-sync', { progress })
    })
    if (taken.kind === 'unreadable') return failed(answer.unreadable)
    if (taken.kind === 'cut-off') return failed({ kind: 'offline' })
    const { start } = taken
    cursor = positionOf(start)
    if (head === heardBefore) head = null
    mustRetake = false
    misjoins = 0
    exchange.learn(start.serverTime, answer)
    hearAnswer(cursor, start.durableSeq)
    pollAt = clock.monotonic() + POLL_MS
    show('online', { progress: 1 })
    reached()
    notices.base({ tickets: 'all', reference: true })
  }

  /** Asks for little before work is sent: what is tried while nobody is there could not be told from what arrived. */
  async function greet(): Promise<void> {
    if (cursor !== null) return pull(cursor, 1)
    const answer = await exchange.checksums()
    if (answer.kind !== 'ok') return failed(answer)
    reached()
  }

  async function pull(from: Position, changes?: number): Promise<void> {
    const heardBefore = head
    const answer = await exchange.pull(from, furthest(from.epoch), changes)
    if (answer.kind === 'refused' && answer.status === 410) {
      mustRetake = true
      return reached()
    }
    if (answer.kind !== 'ok') return failed(answer)
    const page = answer.body
    emptyPages = page.changes.length === 0 ? emptyPages + 1 : 0
    // More was heard of, and twice there is nothing: the server was put back, and what was heard is no longer true.
    if (emptyPages > 1 && head === heardBefore) head = null
    hearAnswer(headOf(page), page.durableSeq)
    if (mustRetake) return reached()
    if (!pageJoins(from, page)) {
      mustRetake = ++misjoins >= MISJOINS_BEFORE_RETAKE
      return failed({ kind: 'offline' })
    }
    misjoins = 0
    pollAt = clock.monotonic() + POLL_MS
    if (page.changes.length > 0) await take(from, page)
    reached()
  }

  async function take(from: Position, page: Parameters<typeof foldPage>[1]): Promise<void> {
    const before = { tickets: await cache.tickets(ticketsOf(page)), reference: await cache.reference() }
    const change = foldPage(from, page, before)
    if (!change) {
      mustRetake = true
      return
    }
    await cache.commit(change)
    cursor = change.to
    const tickets = change.tickets.map(({ id }) => id)
    notices.base({ tickets, reference: change.reference !== null })
  }

  async function check(at: Position): Promise<void> {
    checkAt = clock.monotonic() + CHECK_EVERY_MS
    const checked = await checkAndMend({
      exchange,
      cache,
      at,
      seen: furthest(at.epoch),
      reached,
      mended: (tickets) => notices.base({ tickets, reference: false }),
    })
    if (checked.kind === 'checked') mustRetake = checked.mustRetake
    else if (checked.kind === 'later') checkAt = clock.monotonic() + CHECK_FIRST_MS
    if (checked.kind !== 'checked' && checked.failure) failed(checked.failure)
  }

  /** Lets go of what nothing needs any more. A journal that cannot forget now is asked again later. */
  async function tidy(): Promise<void> {
    if (clock.monotonic() < tidyAt) return
    const gone = finished(outbox.stored(), cursor, durable)
    if (gone.length === 0) return
    tidyAt = clock.monotonic() + TIDY_RETRY_MS
    if ((await outbox.remove(gone)).ok) tidyAt = -Infinity
  }

  async function work(): Promise<void> {
    await tidy()
    const now = clock.monotonic()
    if (frozen || now < line.retryAt()) return
    if (batch().length > 0) await (line.isFresh() ? push() : greet())
    else if (cursor === null || mustRetake) await retake()
    else if (isBehind() || now >= pollAt) await pull(cursor)
    else if (now >= checkAt) await check(cursor)
  }

  return {
    async open() {
      await outbox.load()
      cursor = await cache.position()
      line.remember(await cache.lastContact())
      notices.state()
    },
    async own() {
      await outbox.recover()
      cursor = await cache.position()
      mustRetake = await cache.isOutdated()
      owner = true
      checkAt = clock.monotonic() + CHECK_FIRST_MS
      notices.outbox([])
    },
    async step() {
      if (!owner || busy) return
      busy = true
      signInsAtStep = signIns
      try {
        await work()
      } catch (cause) {
        // The cache may have been emptied under us, or another window may have moved it on.
        cursor = await cache.position().catch(() => null)
        line.failed(null)
        show('failed', { message: cacheUnwritable(cause) })
      } finally {
        busy = false
      }
    },
    wakeAt() {
      if (!owner || frozen || busy) return null
      const exchangeAt = batch().length > 0 || isBehind() ? -Infinity : Math.min(pollAt, checkAt)
      const tidying = finished(outbox.stored(), cursor, durable).length > 0 ? tidyAt : Infinity
      return Math.min(tidying, Math.max(line.retryAt(), exchangeAt))
    },
    uploads: {
      step: async () => {
        if (sendsFiles()) await uploads.step()
      },
      wakeAt: () => (sendsFiles() ? uploads.wakeAt() : null),
    },
    write(mutation, replaces) {
      written.add(mutation.id)
      return outbox.add(mutation, replaces)
    },
    seeOverruled: (ids) => outbox.patch(ids.map((id) => ({ id, change: { overruled: false } }))),
    discard: (mutationId, decisionId) => outbox.drop(mutationId, decisionId),
    takeBack: (mutationIds, decisionIds) => outbox.takeBack(mutationIds, decisionIds),
    reload: async () => {
      await outbox.load()
      if (!owner) cursor = await cache.position()
    },
    entries: () => outbox.entries(),
    heard(live) {
      line.heard(live.serverTime)
      notices.state()
      const seen = furthest(live.epoch)
      hear({ epoch: live.epoch, seq: live.head })
      // Further back than it was: only a pull, which shows what was seen, tells whether the server was put back.
      const isFurtherBack = seen !== null && live.head < seen.seq
      // The word of an answer is needed before any work is let go of.
      const isDurable =
        finished(outbox.stored(), cursor, { epoch: live.epoch, seq: live.durableSeq }).length > 0
      // It is there again: what waits, and what is new, is asked for as soon as the pause is over.
      const isBack = state.phase === 'offline'
      pollAt = isFurtherBack || isDurable || isBack ? -Infinity : clock.monotonic() + POLL_MS
    },
    wake() {
      line.retryNow()
      pollAt = -Infinity
      uploads.wake()
    },
    signedIn() {
      signIns++
      frozen = false
      line.retryNow()
      uploads.wake()
    },
    serverTime: () => time,
    state: () => {
      const entries = outbox.entries()
      return {
        ...state,
        cursor,
        lastContactAt: line.lastContactAt(),
        waiting: entries.filter((entry) => isUnsettled(entry, epoch())).length,
        needsYou: entries.filter(needsAuthor).length,
        owner,
        isBehind: isBehind(),
      }
    },
  }
}
