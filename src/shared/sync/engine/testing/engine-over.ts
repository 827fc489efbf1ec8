import { monday10, uuidOf } from '../../../tickets/example'
import type { Position } from '../../wire'
import { createSyncEngine } from '../engine'
import type { OutboxEntry } from '../outbox-entry'
import { memoryOutbox } from './memory-outbox'
import type { CacheStore, PartialSnapshot, RawAnswer, TransportRequest } from '../ports'
import type { MutationEnvelope } from '../../../tickets/mutations'

/** An engine in an app that speaks version 3 and works with no server before 2, over what a server answers. */
export const speaks = { version: 3, oldestServer: 2 } as const
export const epoch = uuidOf(1)
export const minute = 60_000

export interface Reply {
  readonly status?: number
  readonly protocol: number | null
  readonly body: object | string
  /** The connection breaks after so many lines. */
  readonly cutAfter?: number
  /** Done before each line. */
  readonly onLine?: (index: number) => Promise<unknown> | undefined
}

const raw = ({ status = 200, protocol, body, cutAfter = Infinity, onLine }: Reply): RawAnswer => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return {
    status,
    contentType: text.startsWith('{"line"') ? 'application/x-ndjson' : 'application/json',
    retryAfterMs: null,
    protocol,
    text: () => Promise.resolve(text),
    async *lines() {
      for (const [index, line] of text.split('\n').entries()) {
        await onLine?.(index)
        if (index >= cutAfter) throw new Error('cut off')
        yield await Promise.resolve(line)
      }
    },
  }
}

export const note: MutationEnvelope = {
  id: uuidOf(7),
  type: 'note.add',
  v: 1,
  ticketId: uuidOf(100),
  args: { text: 'Kept' },
  seen: { version: 1, customerMessages: 0, publicReplies: 0 },
  after: [],
  writtenAt: monday10,
}

/** What outlives the app. */
export interface Disk {
  entries: readonly OutboxEntry[]
  position: Position | null
  partial: PartialSnapshot | null
  /** The buckets of the snapshot that is being taken, or was taken last. */
  buckets: readonly number[]
}
export const emptyDisk = (): Disk => ({ entries: [], position: null, partial: null, buckets: [] })

/** @param answer null: no answer comes. A promise: it takes its time */
export function open(
  answer: (request: TransportRequest) => Reply | null,
  cached: Partial<CacheStore> = {},
  disk = emptyDisk(),
  outbox = memoryOutbox(disk),
) {
  let now = 0
  const asked: string[] = []
  const queries: string[] = []
  if (cached.position) disk.position = { epoch, seq: 4 }
  const letGo = (): Promise<void> => {
    disk.partial = null
    disk.buckets = []
    return Promise.resolve()
  }
  const cache: CacheStore = {
    position: () => Promise.resolve(disk.position),
    reference: () => Promise.resolve(null),
    isOutdated: () => Promise.resolve(false),
    lastContact: () => Promise.resolve(null),
    noteContact: () => Promise.resolve(),
    tickets: () => Promise.resolve(new Map()),
    timeline: () => Promise.resolve([]),
    commit: ({ to }) => Promise.resolve(void (disk.position = to)),
    partialSnapshot: () => Promise.resolve(disk.partial),
    async startGeneration(which) {
      if (which === 'anew') await letGo()
      return {
        put({ bucket }, soFar) {
          disk.buckets = [...disk.buckets, bucket]
          disk.partial = soFar
          return Promise.resolve()
        },
        finish(at) {
          disk.position = at
          disk.partial = null
          return Promise.resolve()
        },
        abandon: letGo,
      }
    },
    versions: () => Promise.resolve([]),
    putBucket: () => Promise.resolve(),
    ...cached,
  }
  const kept = { ok: true } as const
  const engine = createSyncEngine(
    {
      clock: { wall: () => monday10 + now, monotonic: () => now },
      random: () => 0.5,
      cache,
      outbox,
      journal: {
        append: () => Promise.resolve(kept),
        read: () => Promise.resolve([]),
        forget: () => Promise.resolve(kept),
      },
      transport: {
        request: (request) => {
          asked.push(request.path.replace(/\?.*/, ''))
          queries.push(request.path)
          const reply = answer(request)
          return Promise.resolve(reply && raw(reply))
        },
      },
      speaks,
    },
    { workspaceId: uuidOf(2), agentId: uuidOf(3), deviceId: uuidOf(4) },
    { state: () => 0, base: () => 0, outbox: () => 0, sending: () => 0 },
  )
  return {
    engine,
    /** Paths, and with their queries. */
    asked,
    queries,
    disk,
    entries: outbox.rows,
    async start() {
      await engine.open()
      await engine.own()
    },
    /** Lets so much time go by, with a step whenever the engine wants one. */
    async run(ms: number) {
      for (const end = now + ms; now <= end;) {
        const at = engine.wakeAt() ?? end + 1
        now = Math.max(now, at)
        if (now > end) break
        await engine.step()
        now++
      }
    },
  }
}
