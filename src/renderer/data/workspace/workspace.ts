import { createSyncEngine } from '../../../shared/sync/engine/engine'
import { isUnsent } from '../../../shared/sync/engine/outbox-entry'
import { createAlertPlanner } from '../alerts/alert-planner'
import { createAwayKeeper } from '../away/away-keeper'
import { createCacheStore } from '../cache/cache-store'
import { createSegmentStore } from '../cache/segment-store'
import { openDatabases } from '../cache/databases'
import { createOutboxStore } from '../cache/outbox-store'
import type { JournalState } from '../protocol'
import { openFiles } from '../files/open-files'
import { createQueueModel } from '../queue/queue-model'
import { watchActivity } from './activity'
import { coalesce } from './coalesce'
import { createDecisions } from './decisions'
import { isInOutbox } from './drafts'
import { fetchFiles, fetchTransport } from './fetch-transport'
import { hostJournal } from './host-journal'
import { createKeptFiles } from './kept-files'
import { createLiveQueue } from './live-queue'
import { createLiveSearch } from './live-search'
import { newMutation, secureRandom } from './new-mutation'
import { outboxItems } from './outbox-items'
import { createOwnWork } from './own-work'
import { createQueueAnswers } from './queue-answers'
import { createPutBack } from './put-back'
import { allRecordings } from './recordings'
import { workerWorld } from './sync-driver'
import { createSyncOwner } from './sync-owner'
import { createSyncState } from './sync-state'
import type { Identity, Notify, Workspace, WorkspacePorts } from './workspace-types'
import { countUndelivered, undeliveredReplies } from './undelivered'
import { createUnderWay } from './under-way'
import { browserWindows, joinWindows } from './windows'
import { createWriting } from './writing'
import { uuidV7 } from '../../../shared/uuid-v7'

/** What could not be shown because the cache did not answer is tried again after this time. */
const RETRY_MS = 5000
const COMPACT_AFTER_MS = 20_000
const INDEX_AFTER_MS = 300
/** The page draws its first rows meanwhile: on two cores reading on would take it half of its own. */
const FIRST_ROWS_MS = 150

export async function openWorkspace(who: Identity, ports: WorkspacePorts): Promise<Workspace> {
  const { host, failed, signal } = ports
  const name = `${who.workspaceId}-${who.agentId}`
  const { cacheDatabase, outboxDatabase } = await openDatabases(name, signal)
  const notify: Notify = (...notice) => {
    if (!signal.aborted) ports.notify(...notice)
  }
  const cache = createCacheStore(cacheDatabase)
  const model = createQueueModel()
  const files = createKeptFiles(outboxDatabase, fetchFiles)
  const ownWork = createOwnWork()
  let isOpen = false
  let journal: JournalState = 'sound'
  let sending: ReadonlySet<string> = new Set()

  const engine = createSyncEngine(
    {
      clock: { wall: () => Date.now(), monotonic: () => performance.now() },
      random: secureRandom,
      cache: {
        ...cache,
        async putBucket(at, bucket) {
          await cache.putBucket(at, bucket)
          windows.tell({ kind: 'pages' })
        },
      },
      outbox: createOutboxStore(outboxDatabase, (mutations) => putBack(mutations)),
      journal: hostJournal(host, () => (journal = 'damaged')),
      transport: fetchTransport,
      files,
    },
    who,
    {
      state() {
        tellState()
        timeHeard()
      },
      base: ({ tickets, reference }) => {
        windows.tell({ kind: 'base', tickets, reference })
        follow(baseChanged(tickets, reference))
      },
      outbox: (tickets) => {
        windows.tell({ kind: 'outbox', tickets })
        follow(outboxChanged(tickets))
      },
      sending: (ids) => (sending = new Set(ids)),
    },
  )
  const clockOffset = (): number => engine.serverTime().offset(performance.now(), Date.now())
  /** The window that syncs measures it; main knows it at a start, and when the clock was set. */
  const believeOffset = (ms: number, isCertain?: boolean): void =>
    engine.serverTime().believe(ms, performance.now(), Date.now(), isCertain)
  believeOffset(ports.clockOffsetMs, ports.clockIsCertain)
  const now = (): number => Date.now() + clockOffset()
  const serverNow = () => ({ now: now(), isCertain: engine.serverTime().isCertain() })
  const queue = createLiveQueue({ cache, model, agentId: who.agentId, entries: engine.entries, now })
  const search = createLiveSearch({
    model,
    queue,
    cache,
    store: createSegmentStore(cacheDatabase),
    writes: () => engine.state().owner,
  })
  const shared = { cache, model, queue, agentId: who.agentId, now, signal }
  const answers = createQueueAnswers({
    ...shared,
    search,
    notify,
    withFiles: (events) => files.withFiles(events, engine.entries()),
    isBegun: (ticketId) => writing.isBegun(ticketId),
    isUnsent: (id) => engine.entries().some((entry) => entry.mutation.id === id && isUnsent(entry)),
  })
  const { planLater, timeHeard, prefer, hearDesks } = createAlertPlanner({
    host,
    person: who,
    engine,
    model,
    queue,
    preferences: ports.preferences,
    desks: ports.desks,
    clockOffset,
    wall: () => Date.now(),
    after: workerWorld.after,
    signal,
  })

  /** Work that nobody waits for. When it fails, the screen may be behind what is saved: all own work is looked at again. */
  function follow(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (signal.aborted) return
      failed(error)
      showAgainLater()
    })
  }

  const syncState = createSyncState({
    engine,
    ticketsCached: model.size,
    clockOffset,
    undelivered: () => countUndelivered(model, who.agentId),
  })
  const tellState = coalesce(
    () => {
      const current = syncState.now()
      notify('sync', current)
      away.look()
      ticketFiles.look()
      if (current.owner) windows.tell({ kind: 'state', state: current })
    },
    15,
    signal,
  )

  async function baseChanged(tickets: readonly string[] | 'all', reference: boolean): Promise<void> {
    const rulesChanged = reference && (await queue.refreshReference())
    if (tickets === 'all' || rulesChanged) await loadAll()
    else {
      await queue.refresh(tickets)
      answers.changed(tickets)
      await search.refresh(tickets)
      answers.searchable()
    }
    if (reference) {
      notify('referenceChanged', {})
      follow(search.renamed().then(answers.searchable))
    }
    tellState()
    planLater()
    ticketFiles.ticketsChanged()
    compactLater()
  }

  async function outboxChanged(tickets: readonly string[]): Promise<void> {
    ownWork.note(engine.entries())
    const ids = tickets.length > 0 ? tickets : engine.entries().map(({ mutation }) => mutation.ticketId)
    await queue.refresh([...new Set(ids)])
    answers.changed(ids)
    notify('outboxChanged', { items: engine.entries().length })
    tellState()
    planLater()
    sync.sweepLater()
    writing.changed()
    await search.refresh([...new Set(ids)])
    answers.searchable()
  }

  const showAgainLater = coalesce(() => follow(outboxChanged([])), RETRY_MS, signal)

  /** Resolves when the queue can be used: closed tickets may then still be on their way. */
  function loadAll(): Promise<void> {
    search.close()
    return new Promise((resolve, reject) => {
      const usable = (tickets: number): void => {
        answers.loaded()
        if (!isOpen && engine.state().cursor !== null) {
          isOpen = true
          notify('opened', { ...answers.openingFigures(), tickets })
        }
        notify('referenceChanged', {})
        resolve()
      }
      const usableFirst = async (tickets: number): Promise<void> => {
        usable(tickets)
        await new Promise((drawn) => setTimeout(drawn, FIRST_ROWS_MS))
      }
      queue.load(usableFirst).then(() => {
        usable(model.size())
        tellState()
        planLater()
        indexLater()
      }, reject)
    })
  }

  const indexLater = coalesce(() => follow(search.open().then(answers.searchable)), INDEX_AFTER_MS, signal)

  const compactLater = coalesce(
    () => {
      if (!engine.state().owner) return
      follow(cache.compact().then((moved) => moved > 0 && windows.tell({ kind: 'pages' })))
    },
    COMPACT_AFTER_MS,
    signal,
  )

  const sync = createSyncOwner({
    engine,
    world: workerWorld,
    sweep: () => files.sweep(Date.now()),
    prepared: () => away.begin(),
    owned(isJournalRead) {
      notify('journal', { state: isJournalRead ? journal : 'unreadable' })
      tellState()
      planLater()
    },
    failed,
    signal,
  })

  const away = createAwayKeeper(cacheDatabase, {
    ...shared,
    state: engine.state,
    told: () => {
      windows.tell({ kind: 'away' })
      notify('awayChanged', {})
    },
  })

  /** The window that owns sync tries the server now, whatever pause it was taking. */
  function wake(): void {
    if (!sync.wake()) windows.tell({ kind: 'wake' })
  }

  /** Own work was written: all windows show it, and the one that owns sync sends it. */
  function written(tickets: readonly string[]): void {
    windows.tell({ kind: 'outbox', tickets })
    follow(outboxChanged(tickets))
    sync.poke()
  }

  const ticketFiles = openFiles({
    who,
    preferences: ports.preferences,
    own: files,
    cache,
    engine,
    hasTicket: async (ticketId) => (await queue.fold(ticketId)).ticket !== null,
    tickets: answers.tickets,
    changed: () => {
      windows.tell({ kind: 'files' })
      notify('filesChanged', {})
    },
    taking: (taking) => notify('takingAlong', taking),
    signal,
  })

  const writing = createWriting(outboxDatabase, {
    name,
    isSent: (draft) => isInOutbox(draft, engine.entries(), clockOffset()),
    find: model.get,
    marked: answers.changed,
    written: (ticketId) => windows.tell({ kind: 'draft', ticketId }),
    signal,
  })

  const putBack = createPutBack(outboxDatabase, {
    drafts: writing,
    files,
    zone: () => queue.rules().calendar.zone,
  })
  const decisions = createDecisions({
    engine,
    cache,
    queue,
    agentId: who.agentId,
    newId: () => uuidV7(now(), secureRandom),
    changed: written,
    putBack: (ticketId) => notify('draftsChanged', { ticketId }),
  })

  const opening = engine.open().then(() => {
    ownWork.note(engine.entries())
    return loadAll()
  })
  const windows = joinWindows({
    shared: browserWindows,
    name,
    signal,
    onOwner: () => void opening.then(sync.own, sync.own),
    onMessage: (message) => {
      if (message.kind === 'base')
        follow(engine.reload().then(() => baseChanged(message.tickets, message.reference)))
      else if (message.kind === 'pages') cache.forgetRead()
      else if (message.kind === 'files') notify('filesChanged', {})
      else if (message.kind === 'away') notify('awayChanged', {})
      else if (message.kind === 'draft') {
        notify('draftsChanged', { ticketId: message.ticketId })
        writing.changed()
      } else if (message.kind === 'state') {
        syncState.hearOwner(message.state)
        believeOffset(message.state.clockOffsetMs, message.state.clockIsCertain)
        tellState()
      } else if (message.kind === 'wake') sync.wake()
      else
        follow(
          engine.reload().then(() => {
            sync.poke()
            return outboxChanged(message.tickets)
          }),
        )
    },
  })
  self.addEventListener('online', wake, { signal })
  const calls: Workspace['calls'] = {
    ...answers.calls,
    async mutate({ type, ticketId, args, seen, replaces, form }) {
      const own = ownWork.of(ticketId)
      const built = newMutation({ type, ticketId, args, seen: { ...seen, own } }, serverNow())
      if (!built.ok) return built
      if (form) await writing.sending(form, built.mutation.id)
      const kept = await engine.write(built.mutation, replaces)
      if (!kept.ok) return kept
      // It is safe from here on. What the cache or the index make of it must not be answered as if it were not saved.
      written([ticketId])
      return { ok: true, mutationId: built.mutation.id }
    },
    outbox: () =>
      outboxItems({
        entries: engine.entries(),
        epoch: engine.state().cursor?.epoch ?? null,
        sending,
        find: model.get,
        timeline: cache.timeline,
        describe: files.describe,
      }),
    undelivered: () => undeliveredReplies({ model, agentId: who.agentId, timeline: cache.timeline }),
    ...decisions,
    ...writing.calls,
    ...away.calls,
    ...ticketFiles.calls,
    recordings: () =>
      allRecordings({
        cache,
        model,
        entries: engine.entries,
        customerName: (id) => queue.reference()?.customers.find((customer) => customer.id === id)?.name ?? '',
      }),
    syncNow: async () => wake(),
    async wake({ clockOffsetMs }) {
      believeOffset(clockOffsetMs)
      tellState()
      timeHeard()
      wake()
    },
  }
  const underWay = createUnderWay()
  const closed = underWay.settledAfter(signal, search.stop).then(() => {
    cache.close()
    ticketFiles.close()
    outboxDatabase.dexie.close()
  })
  await opening

  return {
    calls: watchActivity(underWay.counted(calls), ticketFiles.active),
    closed,
    signedIn() {
      engine.signedIn()
      sync.poke()
    },
    prefer(chosen) {
      prefer(chosen)
      ticketFiles.prefer(chosen)
    },
    hearDesks,
  }
}
