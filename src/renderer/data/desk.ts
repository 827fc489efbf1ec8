import type { QueueCounts, HostCalls, WorkerCalls } from './protocol'
import { queueViews } from './protocol'
import { createSerial } from '../../shared/sync/engine/serial'
import { openWorkspace } from './workspace/workspace'
import type { AtStart, Identity, Notify, Workspace } from './workspace/workspace'

const noCounts = Object.fromEntries(queueViews.map((view) => [view, 0])) as unknown as QueueCounts
const nobody = { code: 'signed-out', message: 'Sign in first: there is no workspace open on this device.' }

const retryMs = 3000

const notOpened = {
  phase: 'failed',
  progress: 0,
  ticketsCached: 0,
  lastContactAt: null,
  waiting: 0,
  needsYou: 0,
  owner: false,
} as const

const storageFailed = (cause: unknown): string =>
  `The storage of this device does not open (${cause instanceof Error ? cause.name : 'unknown'}). Free some space; ` +
  'it is tried again by itself, and nothing that waits to be sent is lost.'

/** The worker's calls: those of the workspace that is open, and plain answers while none is. */
export function createDesk(host: HostCalls, notify: Notify): WorkerCalls {
  let open: { readonly who: Identity; readonly workspace: Workspace } | null = null
  const serial = createSerial()
  /** Counts the starts that were asked for: an older one that still tries gives way. */
  let asked = 0
  const calls = (): Workspace['calls'] | undefined => open?.workspace.calls

  async function start(who: Identity | null, atStart: AtStart): Promise<void> {
    if (open && who && sameIdentity(open.who, who)) {
      open.workspace.prefer(atStart.preferences)
      open.workspace.hearDesks(atStart.desks)
      open.workspace.signedIn()
      return
    }
    open?.workspace.close()
    open = null
    if (who) open = { who, workspace: await untilOpen(who, atStart) }
  }

  /** A disk that is full or cannot be read now may be well in a moment; meanwhile the screen says what is the matter. */
  async function untilOpen(who: Identity, atStart: AtStart): Promise<Workspace> {
    const turn = asked
    for (;;)
      try {
        return await openWorkspace(who, atStart, host, notify)
      } catch (cause) {
        if (turn !== asked) throw cause
        notify('sync', {
          ...notOpened,
          clockOffsetMs: atStart.clockOffsetMs,
          message: { code: 'storage-failed', message: storageFailed(cause) },
        })
        await new Promise((resolve) => setTimeout(resolve, retryMs))
      }
  }

  return {
    start: ({ workspaceId, agentId, deviceId, ...atStart }) => {
      asked += 1
      return serial(() => start(workspaceId && agentId ? { workspaceId, agentId, deviceId } : null, atStart))
    },
    preferences: async ({ preferences }) => open?.workspace.prefer(preferences),
    desks: async ({ desks }) => open?.workspace.hearDesks(desks),
    queue: async (args) =>
      (await calls()?.queue(args)) ?? { total: 0, ids: [], foundAt: null, from: args.from, rows: [] },
    counts: async (args) => (await calls()?.counts(args)) ?? noCounts,
    reference: async (args) => (await calls()?.reference(args)) ?? null,
    ticket: async (args) => (await calls()?.ticket(args)) ?? null,
    ticketByNumber: async (args) => (await calls()?.ticketByNumber(args)) ?? null,
    mutate: async (args) => (await calls()?.mutate(args)) ?? { ok: false, error: nobody },
    outbox: async (args) => (await calls()?.outbox(args)) ?? [],
    discard: async (args) => (await calls()?.discard(args)) ?? { ok: false, error: nobody },
    takeBack: async (args) => (await calls()?.takeBack(args)) ?? { ok: false, error: nobody },
    drafts: async (args) => (await calls()?.drafts(args)) ?? [],
    saveDraft: async (args) => (await calls()?.saveDraft(args)) ?? null,
    attach: async (args) => (await calls()?.attach(args)) ?? { ok: false, error: nobody },
    // While the workspace opens, a dialog waits for it: one that knew nothing of what was kept would write over it.
    form: async (args) => {
      await serial(() => Promise.resolve())
      return (await calls()?.form(args)) ?? null
    },
    saveForm: async (args) => {
      if (!open) throw new Error(nobody.message)
      await open.workspace.calls.saveForm(args)
    },
    file: async (args) => (await calls()?.file(args)) ?? null,
    recordings: async (args) => (await calls()?.recordings(args)) ?? [],
    syncNow: async (args) => calls()?.syncNow(args),
    wake: async (args) => calls()?.wake(args),
  }
}

const sameIdentity = (a: Identity, b: Identity): boolean =>
  a.workspaceId === b.workspaceId && a.agentId === b.agentId && a.deviceId === b.deviceId
