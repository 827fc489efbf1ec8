import type { RequestAnswer, RequestArgs } from '../../shared/ipc/channels'
import type { Language } from '../language'
import { writeAtomicLater } from './atomic'
import { fileName } from './file-name'

const failed = {
  en: 'The file could not be written there. Choose another folder, or free some disk space.',
  nl: 'Het bestand kon daar niet worden geschreven. Kies een andere map, of maak schijfruimte vrij.',
} as const

export interface SaveFilePorts {
  /** Asks the person where a file of this name goes; answers its path, or null when they went back. */
  readonly askWhere: (name: string) => Promise<string | null>
  /** Tells the system that the file at this path came from elsewhere, so that it warns before it is run. */
  readonly markAsForeign: (path: string) => Promise<void>
  readonly language: Language
  readonly note: (message: string, reason: unknown) => void
}

/**
 * Asks the person where an attachment goes and writes it there, marked before it has its name. What a customer sent is never
 * opened or run. Where it cannot be marked (a USB stick with FAT) it is saved all the same.
 */
export async function saveFile(
  { name, bytes }: RequestArgs<'file.save'>,
  { askWhere, markAsForeign, language, note }: SaveFilePorts,
): Promise<RequestAnswer<'file.save'>> {
  const path = await askWhere(fileName(name))
  if (path === null) return { ok: true, value: { path } }
  const mark = async (beside: string): Promise<void> => {
    try {
      await markAsForeign(beside)
    } catch (error) {
      note('an attachment could not be marked as coming from elsewhere', error)
    }
  }
  try {
    await writeAtomicLater(path, bytes, { folder: 'chosen', beforeRename: mark })
    return { ok: true, value: { path } }
  } catch (error) {
    note('an attachment could not be written', error)
    return { ok: false, code: 'file-unwritable', message: failed[language] }
  }
}
