import type { Who } from '../../shared/ipc/channels'
import type { QueueCounts, HostCalls, WorkerCalls } from './protocol'
import { queueViews } from './protocol'
import { createSerial } from '../../shared/sync/engine/serial'
import { ownerOf } from './messages'
import { openWorkspace } from './workspace/workspace'
import type { Identity, Notify, Workspace } from './workspace/workspace-types'

export interface DeskPorts {
  readonly host: HostCalls
  /** Tells the page something about this owner's work. */
  readonly notify: (owner: string, ...notice: Parameters<Notify>) => void
  /** Something failed that no call hears of. */
  readonly failed: (error: unknown) => void
  /** Opens a person's work: the real one, unless a test holds it up. */
  readonly open?: typeof openWorkspace
}

/** What main knows that a workspace must know too. */
type Known = Pick<Who, 'preferences' | 'clockOffsetMs' | 'clockIsCertain' | 'desks'>

/** Whose work is open, or being opened. */
interface Present {
  readonly who: Identity
  /** Ends it. */
  readonly leaving: AbortController
  /** The newest that main said, also while the workspace opens: that may take minutes on a full disk. */
  known: Known
}

const noCounts = Object.fromEntries(queueViews.map((view) => [view, 0])) as unknown as QueueCounts
const nobody = { code: 'signed-out', message: 'Sign in first: there is no workspace open on this device.' }

const noFiles = { files: 0, bytes: 0, othersBytes: 0 }

const retryMs = 3000

const notOpened = {
  phase: 'failed',
  fetched: null,
  ticketsCached: 0,
  lastContactAt: null,
  waiting: 0,
  behind: 0,
  needsYou: 0,
  sending: null,
  owner: false,
  isBehind: false,
} as const

const storageFailed = (cause: unknown): string =>
  `The storage of this device does not open (${cause instanceof Error ? cause.name : 'unknown'}). Free some space; ` +
  'it is tried again by itself, and nothing that waits to be sent is lost.'

/** The worker's calls: those of the workspace that is open, and plain answers while none is. */
export function createDesk({ host, notify, failed, open: openWork = openWorkspace }: DeskPorts): WorkerCalls {
  let open: Workspace | null = null
  let present: Present | null = null
  const serial = createSerial()
  const calls = (): Workspace['calls'] | undefined => open?.calls

  /** As soon as another person is named, the former one's work tells and answers nothing more. */
  function start(who: Identity | null, known: Known): Promise<void> {
    if (present && who && sameIdentity(present.who, who)) {
      prefer(known.preferences)
      hearDesks(known.desks)
      return serial(() => {
        open?.signedIn()
        return Promise.resolve()
      })
    }
    const former = open
    open = null
    present?.leaving.abort()
    present = who && { who, leaving: new AbortController(), known }
    const next = present
    return serial(async () => {
      await former?.closed
      if (!next || next.leaving.signal.aborted) return
      const { workspace, knows } = await untilOpen(next)
      if (next.leaving.signal.aborted) {
        await workspace.closed
        return
      }
      open = workspace
      await handOver(workspace, knows, next.known)
    })
  }

  function prefer(preferences: Known['preferences']): void {
    if (present) present.known = { ...present.known, preferences }
    open?.prefer(preferences)
  }

  function hearDesks(desks: Known['desks']): void {
    if (present) present.known = { ...present.known, desks }
    open?.hearDesks(desks)
  }

  async function wake({ clockOffsetMs }: Pick<Known, 'clockOffsetMs'>): Promise<void> {
    if (present) present.known = { ...present.known, clockOffsetMs }
    await calls()?.wake({ clockOffsetMs })
  }

  /** A disk that is full or cannot be read now may be well in a moment; meanwhile the screen says what is the matter. */
  async function untilOpen(next: Present): Promise<{ readonly workspace: Workspace; readonly knows: Known }> {
    const { who } = next
    const { signal } = next.leaving
    const owner = ownerOf(who)
    const tell: Notify = (...notice) => {
      if (!signal.aborted) notify(owner, ...notice)
    }
    for (;;) {
      const attempt = new AbortController()
      const ends = AbortSignal.any([signal, attempt.signal])
      const knows = next.known
      try {
        const workspace = await openWork(who, { ...knows, host, notify: tell, failed, signal: ends })
        return { workspace, knows }
      } catch (cause) {
        // What was opened of it must not hold the lock, or a database, while the next try goes on.
        attempt.abort()
        if (signal.aborted) throw cause
        tell('sync', {
          ...notOpened,
          clockOffsetMs: next.known.clockOffsetMs,
          clockIsCertain: next.known.clockIsCertain,
          message: { code: 'storage-failed', message: storageFailed(cause) },
        })
        await new Promise((resolve) => setTimeout(resolve, retryMs))
        signal.throwIfAborted()
      }
    }
  }

  return {
    start: ({ workspaceId, agentId, deviceId, ...known }) =>
      start(workspaceId && agentId ? { workspaceId, agentId, deviceId } : null, known),
    preferences: async ({ preferences }) => prefer(preferences),
    desks: async ({ desks }) => hearDesks(desks),
    queue: async (args) =>
      (await calls()?.queue(args)) ?? { total: 0, ids: [], foundAt: null, from: args.from, rows: [] },
    counts: async (args) => (await calls()?.counts(args)) ?? noCounts,
    reference: async (args) => (await calls()?.reference(args)) ?? null,
    ticket: async (args) => (await calls()?.ticket(args)) ?? null,
    ticketByNumber: async (args) => (await calls()?.ticketByNumber(args)) ?? null,
    mutate: async (args) => (await calls()?.mutate(args)) ?? { ok: false, error: nobody },
    outbox: async (args) => (await calls()?.outbox(args)) ?? [],
    away: async (args) => (await calls()?.away(args)) ?? null,
    seeAway: async (args) => calls()?.seeAway(args),
    undelivered: async (args) => (await calls()?.undelivered(args)) ?? [],
    seeOverruled: async (args) => (await calls()?.seeOverruled(args)) ?? null,
    discard: async (args) => (await calls()?.discard(args)) ?? { ok: false, error: nobody },
    takeBack: async (args) => (await calls()?.takeBack(args)) ?? { ok: false, error: nobody },
    drafts: async (args) => (await calls()?.drafts(args)) ?? [],
    unfinished: async (args) => (await calls()?.unfinished(args)) ?? [],
    saveDraft: async (args) => (await calls()?.saveDraft(args)) ?? null,
    attach: async (args) => (await calls()?.attach(args)) ?? { ok: false, error: nobody },
    // While the workspace opens, a dialog waits for it: one that knew nothing of what was kept would write over it.
    form: async (args) => {
      await serial(() => Promise.resolve())
      return (await calls()?.form(args)) ?? { copy: 0, values: null }
    },
    saveForm: async (args) => {
      if (!open) throw new Error(nobody.message)
      await open.calls.saveForm(args)
    },
    leaveForm: async (args) => calls()?.leaveForm(args),
    file: async (args) => (await calls()?.file(args)) ?? null,
    filesHere: async (args) => (await calls()?.filesHere(args)) ?? [],
    fileFigures: async (args) => (await calls()?.fileFigures(args)) ?? null,
    takeAlong: async (args) => (await calls()?.takeAlong(args)) ?? null,
    stopTakingAlong: async (args) => calls()?.stopTakingAlong(args),
    letGoOfFiles: async (args) => (await calls()?.letGoOfFiles(args)) ?? noFiles,
    tags: async (args) => (await calls()?.tags(args)) ?? [],
    recordings: async (args) => (await calls()?.recordings(args)) ?? [],
    syncNow: async (args) => calls()?.syncNow(args),
    wake,
  }
}

/** What main said while the workspace opened, and only that: the rest it knows. */
async function handOver(workspace: Workspace, knows: Known, newest: Known): Promise<void> {
  if (newest.preferences !== knows.preferences) workspace.prefer(newest.preferences)
  if (newest.desks !== knows.desks) workspace.hearDesks(newest.desks)
  const { clockOffsetMs } = newest
  if (clockOffsetMs !== knows.clockOffsetMs) await workspace.calls.wake({ clockOffsetMs })
}

const sameIdentity = (a: Identity, b: Identity): boolean =>
  a.workspaceId === b.workspaceId && a.agentId === b.agentId && a.deviceId === b.deviceId
