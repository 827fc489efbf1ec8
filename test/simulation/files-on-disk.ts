import { createDrafts } from '../../src/renderer/data/workspace/drafts'
import { createKeptFiles } from '../../src/renderer/data/workspace/kept-files'
import type { FileServer } from '../../src/renderer/data/workspace/kept-files'
import type { OutboxDatabase } from '../../src/renderer/data/cache/outbox-database'
import type { FileSender, RawAnswer } from '../../src/shared/sync/engine/ports'
import type { Attached, AttachedFile } from './attached'
import type { Call } from './call'
import type { Disk } from './disk'
import type { World } from './world'

/** The app's own files and drafts of replies, on a disk that may be full, used by a process that may die. */
export interface FilesOnDisk {
  /** Gives the server a file, under another id where one is given. */
  send(id: string, as?: string): ReturnType<FileSender['send']>
  /** Keeps a file and names it in the draft of a reply. False when it is not kept: then it is not attached. */
  attach(ticketId: string, file: AttachedFile): Promise<boolean>
  /** Names these files in the draft, as what was taken back does. */
  putBack(ticketId: string, ids: readonly string[]): Promise<void>
  /** Names them in the draft no more. */
  letGo(ticketId: string, ids: readonly string[]): Promise<void>
  /** Lets go of what neither a draft nor any work names. */
  sweep(): Promise<void>
}

interface FilesParts {
  readonly world: World
  readonly name: string
  readonly disk: Disk
  readonly attached: Attached
  readonly call: Call
  readonly wall: () => number
  /** Gives the server a file. */
  readonly put: (file: AttachedFile) => Promise<RawAnswer | null>
}

/** A life here is shorter than the time for which the app leaves what nothing names yet: every sweep comes so much later. */
const GRACE_MS = 3_600_001
const noText = { text: '', to: null, cc: null } as const

export function filesOnDisk({ world, name, disk, attached, call, wall, put }: FilesParts): FilesOnDisk {
  const dice = world.dice('room for files')
  const drafts = (database: OutboxDatabase) =>
    createDrafts(database, { isSent: () => false, written: () => undefined })
  const noServer: FileServer = { put: () => Promise.resolve(null), get: () => Promise.resolve(null) }

  /** The bytes of a file may be gone when they are asked for. */
  async function mayBeLost({ files }: OutboxDatabase, id: string): Promise<void> {
    if ((await files.where('id').equals(id).count()) === 0 || !world.strikes('attachment-missing')) return
    await files.delete(id)
    attached.lose([id], name)
  }

  return {
    async send(id, as = id) {
      let answer: ReturnType<FileSender['send']> = Promise.resolve(null)
      await call('files.read', () =>
        disk.outbox.step(async (database) => {
          await mayBeLost(database, id)
          // Reading is one moment of the disk; the way to the server takes virtual time.
          const onItsWay = Promise.withResolvers<undefined>()
          const server: FileServer = {
            ...noServer,
            async put(_id, { blob }) {
              const bytes = await blob.text()
              onItsWay.resolve(undefined)
              return put({ id: as, bytes })
            },
          }
          answer = createKeptFiles(database, server).send(id)
          await Promise.race([answer, onItsWay.promise])
        }),
      )
      return answer
    },
    attach: (ticketId, { id, bytes }) =>
      call('files.attach', async () => {
        const roomFor = world.strikes('quota-exceeded') ? dice.whole(2) : Infinity
        const file = new File([bytes], 'picture.png', { type: 'image/png' })
        const answer = await disk.outbox.step(
          (database) =>
            drafts(database).calls.attach({ ticketId, kind: 'reply', id, file, updatedAt: wall() }),
          roomFor,
        )
        return answer.ok
      }),
    putBack: (ticketId, ids) =>
      call('drafts.putBack', () =>
        disk.outbox.step(async (database) => {
          const attachments = await createKeptFiles(database, noServer).describe(ids)
          await drafts(database).putBack({
            ticketId,
            kind: 'reply',
            ...noText,
            attachments,
            updatedAt: wall(),
          })
        }),
      ),
    letGo: (ticketId, without) =>
      call('drafts.saveDraft', async () => {
        const draft = {
          ticketId,
          kind: 'reply',
          was: noText,
          is: noText,
          without,
          updatedAt: wall(),
        } as const
        await disk.outbox.step((database) => drafts(database).calls.saveDraft(draft))
      }),
    sweep: () =>
      call('files.sweep', () =>
        disk.outbox.step((database) => createKeptFiles(database, noServer).sweep(wall() + GRACE_MS)),
      ),
  }
}
