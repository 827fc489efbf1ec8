import { megabyte } from '../../../shared/bytes'
import type { Preferences } from '../../../shared/ipc/preferences'
import type { KeptFiles } from '../workspace/kept-files'
import type { DeviceFiles, Room, TicketFile } from './device-files'
import { fetchFile } from './fetch-file'
import type { FileCalls } from './file-calls'

/** The files of tickets as the page asks for them: this device's first, then the server's, which stay here once they were looked at. */
export interface TicketFiles {
  readonly calls: Pick<FileCalls, 'file' | 'filesHere' | 'fileFigures' | 'letGoOfFiles'>
  /** Fetches a file that nobody looks at now, and keeps it. `unusedSince` as in `Room`. */
  bring(file: TicketFile, unusedSince: number, signal: AbortSignal): Promise<Brought>
  /** The budget may be another. */
  prefer(preferences: Preferences): void
}

/**
 * `no-room`: of the budget, or this device cannot keep it; `refused`: the server does not give it; `failed`: another time it may well
 * come.
 */
export type Brought = 'kept' | 'no-room' | 'refused' | 'failed'

export interface TicketFilesParts {
  /** Of drafts and unsent work: never let go of for another, and outside the budget. */
  readonly own: Pick<KeptFiles, 'read' | 'describe'>
  readonly device: DeviceFiles
  readonly preferences: Preferences
  /** Whether this person's device has the ticket: what is of another is not shown, though its bytes may lie here. */
  readonly hasTicket: (ticketId: string) => Promise<boolean>
  /** Which files are here may be another. */
  readonly changed: () => void
}

export const budgetOf = ({ fileBudgetMB }: Preferences): number => fileBudgetMB * megabyte

export function createTicketFiles(parts: TicketFilesParts): TicketFiles {
  const { own, device, hasTicket, changed } = parts
  let budget = budgetOf(parts.preferences)

  const room = (unusedSince: number): Room => ({ budget, unusedSince })

  async function keep(file: TicketFile, bytes: Blob, unusedSince: number): Promise<boolean> {
    // A line through something else may end a body early: a file is as large as its message says.
    if (bytes.size !== file.attachment.size) return false
    const isKept = await device.keep(file, bytes, room(unusedSince), Date.now()).catch(() => false)
    if (isKept) changed()
    return isKept
  }

  async function kept({ ticketId, attachment }: TicketFile): Promise<Blob | null> {
    const unsent = await own.read(attachment.id)
    if (unsent) return unsent
    const found = await device.read(attachment.id, Date.now()).catch(() => null)
    return found && (await hasTicket(ticketId)) ? found : null
  }

  return {
    calls: {
      async file(file) {
        const here = await kept(file)
        if (here) return here
        const fetched = await fetchFile(file.attachment.id)
        if (fetched.kind !== 'came') return null
        void keep(file, fetched.bytes, Infinity)
        return fetched.bytes
      },
      async filesHere({ ids }) {
        const unsent = (await own.describe(ids)).map(({ id }) => id)
        const others = await device.here(ids).catch(() => [])
        return [...new Set([...unsent, ...others])]
      },
      fileFigures: () => device.figures().catch(() => null),
      async letGoOfFiles() {
        await device.letGo()
        changed()
        return device.figures()
      },
    },
    async bring(file, unusedSince, signal) {
      const { id, size } = file.attachment
      if (!(await device.fits(size, room(unusedSince)))) return 'no-room'
      const fetched = await fetchFile(id, signal)
      if (fetched.kind !== 'came') return fetched.kind
      return (await keep(file, fetched.bytes, unusedSince)) ? 'kept' : 'no-room'
    },
    prefer(preferences) {
      const isLess = budgetOf(preferences) < budget
      budget = budgetOf(preferences)
      if (isLess) void device.fit(budget).then(changed, () => undefined)
    },
  }
}
