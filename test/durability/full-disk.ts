import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallDisk {
  readonly folder: string
  /** Writes until nothing more fits. */
  readonly fill: () => void
  /** Gives the space back. */
  readonly free: () => void
  readonly remove: () => void
}

/** A file system of its own of this size, for a profile; null where one cannot be mounted (not root, not Linux). */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  const folder = mkdtempSync(join(tmpdir(), 'tijdig-small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' })
  } catch {
    rmSync(folder, { recursive: true })
    return null
  }
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill: () => {
      for (let index = 0; freeBytes(folder) > 0; index += 1)
        try {
          writeFileSync(`${ballast}-${index}`, Buffer.alloc(Math.min(freeBytes(folder), 1024 * 1024)))
        } catch {
          // What was left is full now.
        }
    },
    free: () => execFileSync('sh', ['-c', `rm -f ${ballast}-*`]),
    remove: () => {
      execFileSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}
