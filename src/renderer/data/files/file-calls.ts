import type { QueueQuery } from '../protocol'
import type { TakingAlong } from './along'
import type { FileFigures, TicketFile } from './device-files'

/** What the page asks of the worker about files of tickets. */
export interface FileCalls {
  /** The bytes of an attachment; null when neither this device nor the server has them now. What came of the server stays here. */
  file(args: TicketFile): Promise<Blob | null>
  /** Which of these this device has. */
  filesHere(args: { ids: readonly string[] }): Promise<readonly string[]>
  /** Null when the disk does not answer. */
  fileFigures(args: Record<string, never>): Promise<FileFigures | null>
  /** Lets go of this person's files on this device, those of drafts and unsent work excepted. Rejects when the disk does not answer. */
  letGoOfFiles(args: Record<string, never>): Promise<FileFigures>
  /** Begins to bring the files of all tickets of a view onto this device, instead of what was under way; says what there is to do. */
  takeAlong(args: { query: QueueQuery }): Promise<TakingAlong | null>
  stopTakingAlong(args: Record<string, never>): Promise<void>
}
