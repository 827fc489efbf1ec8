import { filesOf } from '../../src/shared/sync/engine/uploads'
import type { FileSender, RawAnswer } from '../../src/shared/sync/engine/ports'
import type { Attached, AttachedFile } from './attached'
import { StorageError } from './disk'
import type { Call } from './call'
import type { Disk } from './disk'
import type { World } from './world'

/** The files of drafts and unsent replies on a device, in the store of its outbox: as the app keeps them. */
export interface KeptFiles extends FileSender {
  /** Keeps a file and names it in the draft, in one transaction. Rejects when it is not kept: then it is not attached. */
  attach(file: AttachedFile): Promise<void>
  /** Names these in the draft, or no more. */
  draft(ids: readonly string[], isNamed: boolean): Promise<void>
  /** Lets go of what neither a draft nor any work names. */
  sweep(): Promise<void>
}

interface KeptFilesParts {
  readonly world: World
  readonly name: string
  readonly disk: Disk
  readonly attached: Attached
  readonly call: Call
  /** Gives the server a file. */
  readonly put: (file: AttachedFile) => Promise<RawAnswer | null>
}

export function createKeptFiles({ world, name, disk, attached, call, put }: KeptFilesParts): KeptFiles {
  /** Undefined when the file is lost. Its bytes stand apart from its row, and may be gone when they are asked for. */
  function read(id: string): AttachedFile | undefined {
    const bytes = disk.files.get(id)
    if (bytes === undefined) return undefined
    if (!world.strikes('attachment-missing')) return { id, bytes }
    removeFiles([id])
    attached.lose([id], name)
    return undefined
  }

  function removeFiles(ids: readonly string[]): void {
    disk.files = new Map([...disk.files].filter(([id]) => !ids.includes(id)))
  }

  return {
    attach: ({ id, bytes }) =>
      call('files.attach', () => {
        if (world.strikes('quota-exceeded')) throw new StorageError('full')
        disk.files = new Map(disk.files).set(id, bytes)
        disk.drafts = [...disk.drafts, id]
      }),
    draft: (ids, isNamed) =>
      call('drafts.write', () => {
        const others = disk.drafts.filter((id) => !ids.includes(id))
        disk.drafts = isNamed ? [...others, ...ids] : others
      }),
    async send(id) {
      const file = await call('files.read', () => read(id))
      return file ? put(file) : 'not-kept'
    },
    sweep: () =>
      call('files.sweep', () => {
        const named = new Set([...disk.drafts, ...disk.outbox.flatMap(({ mutation }) => filesOf(mutation))])
        removeFiles([...disk.files.keys()].filter((id) => !named.has(id)))
      }),
  }
}
