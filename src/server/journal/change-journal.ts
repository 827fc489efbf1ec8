import type { ChangeJournal } from '../context'
import type { Database } from '../db/database'
import { openAppendFile, replaceFile } from './append-file'
import type { JournalEntry } from './format'
import { encodeEntry, positionsIn } from './format'
import { settleFiles } from './settle'

/**
 * The journal beside an embedded database. Made after replay; begins with settling when `fresh`, else goes on with the file.
 * @param heads where the workspaces stand on disk when the file goes on
 */
export async function openChangeJournal(
  path: string,
  database: Database,
  folder: string,
  heads: readonly { readonly workspaceId: string; readonly seq: number }[] | 'fresh',
): Promise<ChangeJournal> {
  const durable = new Map(heads === 'fresh' ? [] : heads.map(({ workspaceId, seq }) => [workspaceId, seq]))
  let queued: JournalEntry[] = []
  let settling: Promise<void> | null = null
  let settlingNext: Promise<void> | null = null
  let file = await openAppendFile(path)

  async function settleNow(): Promise<void> {
    const start = await settleFiles(database, folder)
    // What waits now goes into the new file; what comes while it is written waits for the next flush.
    const kept = [...queued]
    await replaceFile(path, [start, ...kept].map(encodeEntry).join(''))
    const former = file
    file = await openAppendFile(path)
    // What it could not write stands in the new file, or is safe in the database's own.
    await former.close().catch(() => undefined)
    for (const entry of [start, ...kept]) raise(entry)
    const inFile = new Set(kept)
    queued = queued.filter((entry) => !inFile.has(entry))
  }

  function beginSettling(): Promise<void> {
    settling = settleNow().finally(() => (settling = null))
    return settling
  }

  function takeQueued(): readonly JournalEntry[] {
    const taken = queued
    queued = []
    for (const entry of taken) file.append(encodeEntry(entry))
    return taken
  }

  function raise(entry: JournalEntry): void {
    for (const { workspaceId, seq } of positionsIn(entry))
      durable.set(workspaceId, Math.max(durable.get(workspaceId) ?? 0, seq))
  }

  const journal: ChangeJournal = {
    append: (change, mark) => void queued.push({ entry: 'change', change, mark }),
    flush: async () => {
      // How it ended, whoever asked for it hears: what is queued stays queued.
      while (settling) await settling.catch(() => undefined)
      const written = takeQueued()
      await file.flush()
      written.forEach(raise)
    },
    keepMark: async (mark) => {
      queued.push({ entry: 'mail', mark })
      while (settling) await settling.catch(() => undefined)
      const written = takeQueued()
      file.flushNow()
      written.forEach(raise)
    },
    durableSeq: (workspaceId) => durable.get(workspaceId) ?? null,
    size: () => file.size(),
    settle: () => {
      if (!settling) return beginSettling()
      // What was written after a running one began is not in it: all who ask meanwhile share the next.
      settlingNext ??= settling
        // Its own caller hears of that.
        .catch(() => undefined)
        .then(() => {
          settlingNext = null
          return beginSettling()
        })
      return settlingNext
    },
    close: () => file.close(),
  }
  if (heads === 'fresh') await journal.settle()
  return journal
}
