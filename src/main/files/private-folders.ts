import { chmodSync, lstatSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Rights of the group and of everybody else. */
const others = 0o077

/**
 * Makes folders, with the files that lie in them, their owner's alone: they hold what people write and who customers are. Returns
 * what was open to other users of the machine and is closed now; `onRefusal` hears of what the system would not let be closed.
 * Windows knows no such rights: there they are only made.
 */
export function makeFoldersPrivate(
  folders: readonly string[],
  onRefusal: (path: string, error: unknown) => void,
): readonly string[] {
  const closed: string[] = []
  const close = (path: string, mode: number): void => {
    try {
      if ((lstatSync(path).mode & others) === 0) return
      chmodSync(path, mode)
      closed.push(path)
    } catch (error) {
      onRefusal(path, error)
    }
  }
  for (const folder of folders)
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      if (process.platform === 'win32') continue
      close(folder, 0o700)
      for (const entry of readdirSync(folder, { withFileTypes: true }))
        if (entry.isFile()) close(join(folder, entry.name), 0o600)
    } catch (error) {
      onRefusal(folder, error)
    }
  return closed
}
