import { chmod, lstat, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'

const folderMode = 0o700
const fileMode = 0o600
/** Rights of the group and of everybody else. */
const others = 0o077
/** What a data folder holds of ours: nothing else in it is touched. */
const ours = /^(database(\.new)?|changes\.journal(\.new)?|in-use(\.turn)?)$/

/**
 * Makes a data folder its owner's alone: it holds customers' words and password hashes. What is open to others is closed, and
 * the log says so. A folder with other things in it keeps its own rights, because whoever chose it may share those; what is ours
 * in it does not. Windows knows no such rights: there the folder is only made.
 */
export async function makeDataFolderPrivate(folder: string, log: Logger): Promise<void> {
  await mkdir(folder, { recursive: true, mode: folderMode })
  if (process.platform === 'win32') return
  const names = await readdir(folder)
  const isOurs = names.every((name) => ours.test(name) || name === 'in-use.socket')
  const refused = (code: string | undefined) =>
    log.warn({ code }, 'a part of the data folder stays open to other users of this machine')
  const wasOpen = isOurs && (await close(folder, folderMode, refused))
  let closed = wasOpen ? 1 : 0
  for (const name of names.filter((each) => ours.test(each)))
    // Nobody reaches what lies in a closed folder: that spares each start a look at a thousand files.
    if (wasOpen || (await isOpen(join(folder, name)))) closed += await closeTree(join(folder, name), refused)
  if (closed > 0) log.warn({ closed }, 'the data folder was open to other users of this machine: closed')
}

/** Closes a file, or a folder with all that is in it. Returns how many were open; `refused` hears of what stays so. */
export async function closeTree(
  path: string,
  refused: (code: string | undefined) => void = () => undefined,
): Promise<number> {
  if (process.platform === 'win32') return 0
  const found = await lstat(path)
  if (found.isFile()) return (await close(path, fileMode, refused)) ? 1 : 0
  if (!found.isDirectory()) return 0
  let closed = (await close(path, folderMode, refused)) ? 1 : 0
  for (const name of await readdir(path)) closed += await closeTree(join(path, name), refused)
  return closed
}

const isOpen = async (path: string): Promise<boolean> => ((await lstat(path)).mode & others) !== 0

async function close(
  path: string,
  mode: number,
  refused: (code: string | undefined) => void,
): Promise<boolean> {
  if (!(await isOpen(path))) return false
  try {
    await chmod(path, mode)
    return true
  } catch (error) {
    refused((error as NodeJS.ErrnoException).code)
    return false
  }
}
