import { protocol } from '../protocol-version'
import type { Position } from '../wire'
import { cacheUnwritable } from './answer'
import { phaseAfter } from './backoff'
import { createBatchSize } from './batch-size'
import { createExchange } from './exchange'
import type { Failure } from './exchange'
import { furthestProven, logKnown } from './furthest'
import { isUnsettled } from './lanes'
import { createLine } from './line'
import { checkAndMend } from './mend'
import { createOutbox } from './outbox'
import { epochOfWork, mayBeDoneBefore, needsAuthor } from './outbox-entry'
import type { Author } from './outbox-entry'
import { createPageSize } from './page-size'
import { foldPage, headOf, pageJoins, ticketsOf } from './pull-page'
import type { EnginePorts } from './ports'
import { createServerTime } from './server-time'
import { finished, refusedPatch, settle, undecided } from './settle'
import { fetchedOf, goesOnIn, positionOf, takeSnapshot } from './snapshot'
import { createTidy } from './tidy'
import { heldForTheirTimes } from './uncertain-times'
import { createUploads } from './uploads'
import type { EngineNotices, EngineState, SyncEngine } from './engine-types'

const POLL_MS = 30_000
const CHECK_FIRST_MS = 120_000
const CHECK_EVERY_MS = 6 * 3_600_000
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
  let pollAt = -Infinity
  let checkAt = Infinity
  const batchSize = createBatchSize()
  const writtenInThisRun = new Set<string>()
  const pageSize = createPageSize()
  const tidy = createTidy(clock, () => finished(outbox.stored(), cursor, durable), outbox.remove)
  /** A snapshot that broke off may lie here: it is let go of once it is known that none is needed. */
  let hasPartial = false
  let state: Pick<EngineState, 'phase' | 'fetched' | 'message'> = {
    phase: 'starting',
    fetched: null,
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

  const sendsFiles = (): boolean =>
    owner && !frozen && state.phase !== 'app-too-old' && state.phase !== 'server-too-old'

  function show(phase: EngineState['phase'], more: Partial<typeof state> = {}): void {
    state = { phase, fetched: state.fetched, message: null, ...more }
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
    const held = heldForTheirTimes(sending, {
      errorMs: time.error(),
      isOfThisRun: (id) => writtenInThisRun.has(id),
    })
    if (held.patches.length > 0) {
      await outbox.patch(held.patches)
      return notices.outbox(held.tickets)
    }
    const mutations = sending.map(({ mutation }) => mutation)
    const known = epoch()
    const again = sending.filter((entry) => known !== null && mayBeDoneBefore(entry, known))
    // Before it goes, because nobody knows whether its answer comes.
    if (!(await outbox.noteSent(sending, known))) return
    notices.sending(mutations.map(({ id }) => id))
    const sentAt = clock.monotonic()
    const answer = await exchange.push({
      deviceId: who.deviceId,
      authorId: who.agentId,
      ...(known && logKnown(known, furthest(known))),
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
    batchSize.answered(sending, clock.monotonic() - sentAt)
    // Nothing was decided: the server was restored, and what it forgot goes first. Otherwise it is not asked again at once.
    if (settled.length === 0 && epoch() === known) return failed({ kind: 'offline' })
    reached()
    notices.outbox([...new Set(mutations.map(({ ticketId }) => ticketId))])
  }

  async function retake(): Promise<void> {
    hasPartial = true
    const heardBefore = head
    const known = epoch()
    const partial = goesOnIn(await cache.partialSnapshot(), known)
    if (cursor === null) show('first-sync', { fetched: fetchedOf(partial) })
    // One that goes on shows its own moment: work that was sent since may have met a log that was put back to before it.
    const seen = partial ? partial.position : known && furthest(known)
    const answer = await exchange.snapshot(seen || null, partial)
    if (partial && answer.kind === 'refused' && answer.status === 410) {
      await letGoOfPartial()
      return reached()
    }
    if (answer.kind !== 'ok') return failed(answer)
    const taken = await takeSnapshot(answer.lines, cache, {
      partial,
      onProgress(soFar) {
        if (cursor === null) show('first-sync', { fetched: fetchedOf(soFar) })
      },
      // A first sync takes hours on a slow line: what waits to be sent goes first.
      mustPause: () => batch().length > 0,
    })
    if (taken.kind === 'unreadable') return failed(answer.unreadable)
    if (taken.kind === 'cut-off') return failed({ kind: 'offline' })
    if (taken.kind === 'paused') return reached()
    const { start } = taken
    cursor = positionOf(start)
    if (head === heardBefore) head = null
    mustRetake = false
    misjoins = 0
    exchange.learn(start.serverTime, answer)
    hearAnswer(cursor, start.durableSeq)
    // One that went on is of an earlier moment: what came since is asked for at once.
    pollAt = partial ? -Infinity : clock.monotonic() + POLL_MS
    hasPartial = false
    show('online', { fetched: null })
    reached()
    notices.base({ tickets: 'all', reference: true })
  }

  async function letGoOfPartial(): Promise<void> {
    await (await cache.startGeneration('anew')).abandon()
    hasPartial = false
  }

  /** Asks for little before work is sent: what is tried while nobody is there could not be told from what arrived. */
  async function greet(): Promise<void> {
    const askedAt = clock.monotonic()
    if (cursor !== null) await pull(cursor, 1)
    else {
      const answer = await exchange.checksums()
      if (answer.kind !== 'ok') return failed(answer)
      reached()
    }
    batchSize.greeted(clock.monotonic() - askedAt)
  }

  async function pull(from: Position, changes = pageSize.now()): Promise<void> {
    const heardBefore = head
    const askedAt = clock.monotonic()
    const answer = await exchange.pull(from, furthest(from.epoch), changes)
    if (answer.kind === 'refused' && answer.status === 410) {
      mustRetake = true
      return reached()
    }
    if (answer.kind === 'offline' && changes > 1) pageSize.failed()
    if (answer.kind !== 'ok') return failed(answer)
    const page = answer.body
    pageSize.answered(clock.monotonic() - askedAt)
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
    if (hasPartial && !mustRetake) await letGoOfPartial()
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

  async function work(): Promise<void> {
    await tidy.run()
    const now = clock.monotonic()
    if (frozen || now < line.retryAt()) return
    if (batch().length > 0) await (line.isFresh() ? push() : greet())
    else if (cursor === null || mustRetake) await retake()
    // A server that was not heard lately is asked for little first: that it is there shows before a large page has come.
    else if (isBehind() || now >= pollAt) await (line.isFresh() ? pull(cursor) : greet())
    else if (now >= checkAt) await check(cursor)
  }

  return {
    async open() {
      await outbox.load()
      cursor = await cache.position()
      line.remember(await cache.lastContact())
      if (cursor === null) state = { ...state, fetched: fetchedOf(await cache.partialSnapshot()) }
      notices.state()
    },
    async own() {
      await outbox.recover()
      // At once: what is written from now on names what was found.
      notices.outbox([])
      cursor = await cache.position()
      mustRetake = await cache.isOutdated()
      hasPartial = (await cache.partialSnapshot()) !== null
      owner = true
      checkAt = clock.monotonic() + CHECK_FIRST_MS
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
      return Math.min(tidy.wakeAt(), Math.max(line.retryAt(), exchangeAt))
    },
    uploads: {
      step: () => (sendsFiles() ? uploads.step() : Promise.resolve()),
      wakeAt: () => (sendsFiles() ? uploads.wakeAt() : null),
    },
    write(mutation, replaces) {
      writtenInThisRun.add(mutation.id)
      return outbox.add(mutation, replaces)
    },
    seeOverruled: (ids) => outbox.patch(ids.map((id) => ({ id, change: { overruled: false } }))),
    discard: outbox.drop,
    takeBack: outbox.takeBack,
    reload: async () => {
      await outbox.load()
      if (!owner) cursor = await cache.position()
    },
    entries: outbox.entries,
    heard(live) {
      line.heard(live.serverTime)
      notices.state()
      hear({ epoch: live.epoch, seq: live.head })
      // Further back than it was: only a pull, which shows what was seen, tells whether the server was put back.
      const isFurtherBack = live.head < (furthest(live.epoch)?.seq ?? 0)
      // The word of an answer is needed before any work is let go of.
      const safe = { epoch: live.epoch, seq: live.durableSeq }
      const isDurable = finished(outbox.stored(), cursor, safe).length > 0
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
