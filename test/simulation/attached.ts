import type { World } from './world'

export interface AttachedFile {
  readonly id: string
  readonly bytes: string
}

/** What people attached to their replies, and what faults took away of it: the promises on files are held against it. */
export interface Attached {
  make(id: string): AttachedFile
  bytesOf(id: string): string | undefined
  /** A fault took these files, from a device or from the server. */
  lose(ids: Iterable<string>, from: string): void
  /** Their author attached them once more, on a device that has them. */
  again(ids: readonly string[]): void
  wasLost(id: string): boolean
}

export function createAttached(world: World): Attached {
  const files = new Map<string, string>()
  const lost = new Set<string>()
  return {
    make(id) {
      const bytes = `What is in ${id}`
      files.set(id, bytes)
      return { id, bytes }
    },
    bytesOf: (id) => files.get(id),
    lose(ids, from) {
      for (const id of ids) {
        lost.add(id)
        world.log(`${from} loses file ${id.slice(-6)}`)
      }
    },
    again(ids) {
      for (const id of ids) lost.delete(id)
    },
    wasLost: (id) => lost.has(id),
  }
}
