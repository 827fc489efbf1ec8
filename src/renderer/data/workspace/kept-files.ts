import { filesOf } from '../../../shared/sync/engine/uploads'
import type { OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import type { FileSender, RawAnswer } from '../../../shared/sync/engine/ports'
import type { TicketEvent } from '../../../shared/tickets/events'
import type { Attachment } from '../../../shared/tickets/message'
import type { OutboxDatabase } from '../cache/outbox-database'

/** The files of drafts and unsent replies on this device. */
export interface KeptFiles extends FileSender {
  /** A file's bytes; null when it is none of these, or is lost. */
  read(id: string): Promise<Blob | null>
  /** Name, type and size of those that this device has. */
  describe(ids: readonly string[]): Promise<readonly Attachment[]>
  /** Events of unsent replies, with the files that will go with them. */
  withFiles(events: readonly TicketEvent[], entries: readonly OutboxEntry[]): Promise<readonly TicketEvent[]>
  /** Lets go of files that no draft and no work on this device names any more. `now` as in `keptAt`. */
  sweep(now: number): Promise<void>
}

/** Where files go, and where those of others come from. The app and the simulator give different ones. */
export interface FileServer {
  /** Null when no answer came. */
  put(id: string, file: { readonly name: string; readonly blob: Blob }): Promise<RawAnswer | null>
  /** Null when it does not have the file, or did not answer. */
  get(id: string): Promise<Blob | null>
}

/** A file that nothing names yet may be about to be named: it is left for an hour. */
const GRACE_MS = 3_600_000

export function createKeptFiles(
  { dexie, entries, drafts, files }: OutboxDatabase,
  server: FileServer,
): KeptFiles {
  /** Null when the row or its bytes are lost. A store that does not answer now rejects. */
  async function kept(id: string): Promise<{ readonly name: string; readonly blob: Blob } | null> {
    const file = await files.get(id)
    if (!file) return null
    const bytes = await file.bytes.arrayBuffer().catch(() => null)
    return bytes && { name: file.name, blob: new Blob([bytes], { type: file.mediaType }) }
  }

  async function describe(ids: readonly string[]): Promise<readonly Attachment[]> {
    const rows = await files.bulkGet([...ids])
    return rows.flatMap((row) =>
      row ? [{ id: row.id, name: row.name, mediaType: row.mediaType, size: row.size }] : [],
    )
  }

  return {
    describe,
    async send(id) {
      const file = await kept(id)
      return file ? server.put(id, file) : 'not-kept'
    },
    read: async (id) => (await kept(id))?.blob ?? null,
    async withFiles(events, of) {
      const named = new Map(of.map(({ mutation }) => [mutation.id, filesOf(mutation)]))
      return Promise.all(
        events.map(async (event) => {
          const ids = named.get(event.mutationId ?? '') ?? []
          if (event.type !== 'reply.sent' || ids.length === 0) return event
          return { ...event, message: { ...event.message, attachments: [...(await describe(ids))] } }
        }),
      )
    },
    sweep: (now) =>
      dexie.transaction('rw', entries, drafts, files, async () => {
        if ((await files.count()) === 0) return
        const named = new Set<unknown>()
        await entries.each(({ mutation }) => filesOf(mutation).forEach((id) => named.add(id)))
        await drafts.each(({ attachments = [] }) => attachments.forEach(({ id }) => named.add(id)))
        await files.filter(({ id, keptAt }) => !named.has(id) && keptAt < now - GRACE_MS).delete()
      }),
  }
}
