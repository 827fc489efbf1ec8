import { app, dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { RequestAnswer, RequestArgs } from '../../shared/ipc/channels'
import type { Language } from '../language'
import { log } from '../log'
import { writeAtomicLater } from './atomic'
import { fileName } from './file-name'
import { originMark } from './origin-mark'

const texts = {
  title: { en: 'Save attachment', nl: 'Bijlage opslaan' },
  failed: {
    en: 'The file could not be written there. Choose another folder, or free some disk space.',
    nl: 'Het bestand kon daar niet worden geschreven. Kies een andere map, of maak schijfruimte vrij.',
  },
} as const

/** Asks the person where an attachment goes and writes it there. What a customer sent is never opened or run. */
export async function saveFile(
  { name, bytes }: RequestArgs<'file.save'>,
  window: BrowserWindow | null,
  language: Language,
): Promise<RequestAnswer<'file.save'>> {
  const options = {
    title: texts.title[language],
    defaultPath: join(app.getPath('downloads'), fileName(name)),
  }
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options))
  if (canceled || filePath === '') return { ok: true, value: { path: null } }
  try {
    // As any file that a person saves: others may read it where the folder lets them.
    await writeAtomicLater(filePath, bytes, { mode: 0o666, beforeRename: markAsForeign })
    return { ok: true, value: { path: filePath } }
  } catch (error) {
    log.error('an attachment could not be written', error)
    return { ok: false, code: 'file-unwritable', message: texts.failed[language] }
  }
}

/** Tells the system that the file came from elsewhere. Where it cannot be told (a USB stick with FAT) the file is saved all the same. */
async function markAsForeign(path: string): Promise<void> {
  const mark = originMark(path, { platform: process.platform, now: Date.now(), id: randomUUID() })
  try {
    if (mark?.kind === 'stream') await writeFile(mark.path, mark.content)
    else if (mark) await promisify(execFile)('/usr/bin/xattr', ['-w', mark.name, mark.value, path])
  } catch (error) {
    log.warn('an attachment could not be marked as coming from elsewhere', error)
  }
}
