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
  let sinceSettling: CommittedChange[] | null = null
  let settling: Promise<void> | null = null
  let file = await openAppendFile(path)

  async function settleNow(): Promise<void> {
    sinceSettling = [...queued]
    const start = await settleFiles(database, folder)
    await file.close()
    const text = [start, ...sinceSettling.map((change) => ({ entry: 'change', change }) as const)].map(
      encodeEntry,
    )
    await replaceFile(path, text.join(''))
    file = await openAppendFile(path)
    if (start.entry === 'start') for (const head of start.heads) raise(head.workspaceId, head.seq)
    for (const { workspaceId, seq } of sinceSettling) raise(workspaceId, seq)
    queued = queued.filter((change) => !sinceSettling?.includes(change))
    sinceSettling = null
  }

  const raise = (workspaceId: string, seq: number) =>
    durable.set(workspaceId, Math.max(durable.get(workspaceId) ?? 0, seq))

  const journal: ChangeJournal = {
    append: (change) => {
      queued.push(change)
      sinceSettling?.push(change)
    },
    flush: async () => {
      await settling
      const written = queued
      queued = []
      for (const change of written) file.append(encodeEntry({ entry: 'change', change }))
      await file.flush()
      for (const { workspaceId, seq } of written) raise(workspaceId, seq)
    },
    durableSeq: (workspaceId) => durable.get(workspaceId) ?? null,
    size: () => file.size(),
    settle: async () => {
      settling ??= settleNow().finally(() => (settling = null))
      await settling
    },
    close: () => file.close(),
  }
  if (heads === 'fresh') await journal.settle()
  return journal
}
