import type { CommittedChange } from '../change/committed'
import type { ChangeJournal } from '../context'
import type { Database } from '../db/database'
import { openAppendFile, replaceFile } from './append-file'
import { encodeEntry } from './format'
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
  let queued: CommittedChange[] = []
  let settling: Promise<void> | null = null
  let settlingNext: Promise<void> | null = null
  let file = await openAppendFile(path)

  async function settleNow(): Promise<void> {
    const start = await settleFiles(database, folder)
    // What waits now goes into the new file; what comes while it is written waits for the next flush.
    const kept = [...queued]
    const entries = [start, ...kept.map((change) => ({ entry: 'change', change }) as const)]
    await replaceFile(path, entries.map(encodeEntry).join(''))
    const former = file
    file = await openAppendFile(path)
    // What it could not write stands in the new file, or is safe in the database's own.
    await former.close().catch(() => undefined)
    if (start.entry === 'start') for (const head of start.heads) raise(head.workspaceId, head.seq)
    for (const { workspaceId, seq } of kept) raise(workspaceId, seq)
    const inFile = new Set(kept)
    queued = queued.filter((change) => !inFile.has(change))
  }

  function beginSettling(): Promise<void> {
    settling = settleNow().finally(() => (settling = null))
    return settling
  }

  const raise = (workspaceId: string, seq: number) =>
    durable.set(workspaceId, Math.max(durable.get(workspaceId) ?? 0, seq))

  const journal: ChangeJournal = {
    append: (change) => void queued.push(change),
    flush: async () => {
      while (settling) await settling.catch(() => undefined)
      const written = queued
      queued = []
      for (const change of written) file.append(encodeEntry({ entry: 'change', change }))
      await file.flush()
      for (const { workspaceId, seq } of written) raise(workspaceId, seq)
    },
    durableSeq: (workspaceId) => durable.get(workspaceId) ?? null,
    size: () => file.size(),
    settle: () => {
      if (!settling) return beginSettling()
      // What was written after a running one began is not in it: all who ask meanwhile share the next.
      settlingNext ??= settling
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
