import { app, dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import { join } from 'node:path'
import type { Language } from '../language'

const title = { en: 'Save attachment', nl: 'Bijlage opslaan' } as const

/** Asks natively where a file of this name goes, beside the window if there is one. Null when the person went back. */
export async function askWhereToSave(
  name: string,
  window: BrowserWindow | null,
  language: Language,
): Promise<string | null> {
  const options = { title: title[language], defaultPath: join(app.getPath('downloads'), name) }
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options))
  return canceled || filePath === '' ? null : filePath
}
