import { app, BrowserWindow, clipboard, Menu } from 'electron'
import type { Language } from '../language'
import { contextMenuItems } from './context-menu-items'

/** Electron shows nothing on a right click by itself. */
export function offerContextMenus(language: () => Language): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('context-menu', (_clicked, where) => {
      const items = contextMenuItems(where, language(), (text) => void clipboard.writeText(text))
      const window = BrowserWindow.fromWebContents(contents)
      if (items.length > 0 && window) Menu.buildFromTemplate(items).popup({ window })
    })
  })
}
