import { app } from 'electron'
import { join } from 'node:path'

/** Where the built parts lie, seen from the built main process (out/main). */
export const places = {
  preload: join(import.meta.dirname, '../preload/index.cjs'),
  page: join(import.meta.dirname, '../renderer'),
  backend: join(import.meta.dirname, 'embedded.js'),
} as const

/** A file that is packed beside the app: icons. */
export const resource = (name: string): string =>
  app.isPackaged ? join(process.resourcesPath, name) : join(app.getAppPath(), 'resources', name)
