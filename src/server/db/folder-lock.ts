import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Claims a data folder for this process: two would destroy an embedded database. Throws a sentence for people when a living
 * process has it; a dead one's claim is taken over. Returns what gives it back.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'in-use')
  for (let attempt = 0; ; attempt++)
    try {
      const file = await open(path, 'wx')
      await file.writeFile(String(process.pid))
      await file.close()
      return () => rm(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 2) throw error
      const owner = Number(await readFile(path, 'utf8').catch(() => ''))
      if (owner !== process.pid && isAlive(owner))
        throw new Error(
          `The data in ${folder} is in use by process ${owner}. Close Tijdig, or the other server, and try again. ` +
            `If nothing uses it, delete ${path}.`,
          { cause: error },
        )
      await rm(path, { force: true })
    }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
