import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's root folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Where set-up notes which Electron was chosen, for everything that starts it. */
export const runtimeNote = join(root, '.cache', 'runtime.json')

/** The person's cache folder: survives a fresh checkout. `TIJDIG_CACHE` or `XDG_CACHE_HOME` move it. */
export function userCache() {
  if (process.env.TIJDIG_CACHE) return process.env.TIJDIG_CACHE
  if (process.env.XDG_CACHE_HOME) return join(process.env.XDG_CACHE_HOME, 'tijdig')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'tijdig')
  if (process.platform === 'win32' && process.env.LOCALAPPDATA)
    return join(process.env.LOCALAPPDATA, 'tijdig', 'cache')
  return join(homedir(), '.cache', 'tijdig')
}

/** The Node that the project pins; set-up helpers that use its packages run on it, whatever Node the machine has. */
export const pinnedNode = join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)
