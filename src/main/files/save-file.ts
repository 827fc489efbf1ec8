import { app, dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RequestAnswer, RequestArgs } from '../../shared/ipc/channels'
import type { Language } from '../language'
import { log } from '../log'
import { fileName } from './file-name'

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
    await writeFile(filePath, bytes)
    return { ok: true, value: { path: filePath } }
  } catch (error) {
    log.error('an attachment could not be written', error)
    return { ok: false, code: 'file-unwritable', message: texts.failed[language] }
  }
}
