import { join } from 'node:path'
import type { z } from 'zod'
import { readChecked, writeAtomic, writeAtomicLater } from './atomic'

/** A folder of small JSON files, each of them whole whatever happens. The app and the simulator give different ones. */
export interface Folder {
  /** As `readChecked`. */
  readonly read: <T extends z.ZodType>(
    name: string,
    schema: T,
    onBad: (reason: string) => void,
  ) => z.infer<T> | undefined
  /** As `writeAtomic`: on disk when it returns. */
  readonly write: (name: string, content: string) => void
  /** As `writeAtomicLater`: on disk when it resolves. */
  readonly writeLater: (name: string, content: string) => Promise<void>
}

/** The folder at this path. */
export const folderAt = (path: string): Folder => ({
  read: (name, schema, onBad) => readChecked(join(path, name), schema, onBad),
  write: (name, content) => writeAtomic(join(path, name), content),
  writeLater: (name, content) => writeAtomicLater(join(path, name), content),
})
