import { createSyncEngine } from '../../../shared/sync/engine/engine'
import { alreadyDecided } from '../../../shared/sync/engine/outbox'
import { filesOf } from '../../../shared/sync/engine/uploads'
import type { TicketEvent } from '../../../shared/tickets/events'
import { createAlertPlanner } from '../alerts/alert-planner'
import { createCacheStore } from '../cache/cache-store'
import { createSegmentStore } from '../cache/segment-store'
import { openDatabases } from '../cache/databases'
import { createOutboxStore } from '../cache/outbox-store'
import type { JournalState, Saved, SyncState } from '../protocol'
import { createQueueModel } from '../queue/queue-model'
import { coalesce } from './coalesce'
import { createDrafts, draftOf, isInOutbox } from './drafts'
import { fetchFiles, fetchTransport } from './fetch-transport'
import { hostJournal } from './host-journal'
import { createKeptFiles } from './kept-files'
import { createKeptForms } from './kept-forms'
import { createLiveQueue } from './live-queue'
import { createLiveSearch } from './live-search'
import { newMutation, secureRandom } from './new-mutation'
import { outboxItems } from './outbox-items'
import { createOwnWork } from './own-work'
import { createQueueAnswers } from './queue-answers'
import { allRecordings } from './recordings'
import { workerWorld } from './sync-driver'
import { createSyncOwner } from './sync-owner'
import type { Identity, Notify, Workspace, WorkspacePorts } from './workspace-types'
import { createUnderWay } from './under-way'
import { browserWindows, joinWindows } from './windows'
import { uuidV7 } from '../../../shared/sync/engine/uuid-v7'

/** What could not be shown because the cache did not answer is tried again after this time. */
const SHOW_RETRY_MS = 5000
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
  /** What the window that owns sync last said. */
  let ownersState: SyncState | null = null

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
      outbox: createOutboxStore(outboxDatabase),
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
      outcome: (outcome, ticketId) => notify('outcome', { outcome, ticketId }),
      sending: (ids) => (sending = new Set(ids)),
    },
  )
  const clockOffset = (): number => engine.serverTime().offset(performance.now(), Date.now())
  /** The window that syncs measures it; main knows it at a start, and when the clock was set. */
  const believeOffset = (ms: number): void => engine.serverTime().believe(ms, performance.now(), Date.now())
  believeOffset(ports.clockOffsetMs)
  const now = (): number => Date.now() + clockOffset()
  const queue = createLiveQueue({ cache, model, agentId: who.agentId, entries: engine.entries, now })
  const search = createLiveSearch({
    model,
    queue,
    cache,
    store: createSegmentStore(cacheDatabase),
    writes: () => engine.state().owner,
  })
  const withFiles = (events: readonly TicketEvent[]) => files.withFiles(events, engine.entries())
  const answers = createQueueAnswers({
    model,
    queue,
    search,
    agentId: who.agentId,
    now,
    notify,
    withFiles,
    signal,
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

  function state(): SyncState {
    const { cursor: _, owner, ...own } = engine.state()
    const mine: SyncState = { ...own, owner, ticketsCached: model.size(), clockOffsetMs: clockOffset() }
    if (owner || !ownersState) return mine
    const { waiting, needsYou, ticketsCached, clockOffsetMs } = mine
    return { ...ownersState, owner: false, waiting, needsYou, ticketsCached, clockOffsetMs }
  }

  const tellState = coalesce(
    () => {
      const current = state()
      notify('sync', current)
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
    await search.refresh([...new Set(ids)])
    answers.searchable()
  }

  const showAgainLater = coalesce(() => follow(outboxChanged([])), SHOW_RETRY_MS, signal)

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
    owned(isJournalRead) {
      notify('journal', { state: isJournalRead ? journal : 'unreadable' })
      tellState()
      planLater()
    },
    failed,
    signal,
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

  const forms = createKeptForms(outboxDatabase, { name, signal })
  const drafts = createDrafts(outboxDatabase, {
    isSent: (draft) => isInOutbox(draft, engine.entries(), clockOffset()),
    written: (ticketId) => windows.tell({ kind: 'draft', ticketId }),
  })

  async function discard(mutationId: string): Promise<Saved> {
    const ticketId = engine.entries().find(({ mutation }) => mutation.id === mutationId)?.mutation.ticketId
    const kept = await engine.discard(mutationId, uuidV7(now(), secureRandom))
    if (!kept.ok) return kept
    written(ticketId ? [ticketId] : [])
    return { ok: true, mutationId }
  }

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
      else if (message.kind === 'draft') notify('draftsChanged', { ticketId: message.ticketId })
      else if (message.kind === 'state') {
        ownersState = message.state
        believeOffset(message.state.clockOffsetMs)
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
      const built = newMutation({ type, ticketId, args, seen: { ...seen, own } }, now())
      if (!built.ok) return built
      if (form) await forms.sending(form, built.mutation.id)
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
    discard: ({ mutationId }) => discard(mutationId),
    seeOverruled: ({ mutationIds }) => engine.seeOverruled(mutationIds).then(() => (written([]), null)),
    async takeBack({ mutationId }) {
      const entry = engine.entries().find(({ mutation }) => mutation.id === mutationId)
      const isUndecided = entry?.state === 'held' || entry?.state === 'rejected'
      const draft = entry && isUndecided ? draftOf(entry.mutation) : null
      if (!entry || !draft) return { ok: false, error: alreadyDecided }
      const attachments = await files.describe(filesOf(entry.mutation))
      await drafts.putBack({ ...draft, attachments, updatedAt: Date.now() })
      notify('draftsChanged', { ticketId: draft.ticketId })
      return discard(mutationId)
    },
    ...drafts.calls,
    ...forms.calls,
    file: ({ id }) => files.read(id),
    recordings: () =>
      allRecordings({
        cache,
        model,
        entries: engine.entries,
        customerName: (id) => queue.reference()?.customers.find((customer) => customer.id === id)?.name ?? '',
      }),
    async syncNow() {
      wake()
    },
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
    outboxDatabase.dexie.close()
  })
  await opening

  return {
    calls: underWay.counted(calls),
    closed,
    signedIn() {
      engine.signedIn()
      sync.poke()
    },
    prefer,
    hearDesks,
  }
}
