import type { JournalDisk } from './journal'

export interface FaultyDisk extends JournalDisk {
  /** What was not fsynced is gone, but for a torn piece of it. */
  losePower(): void
  /** The next change fails with this code, after `partial` bytes of it were written. */
  failNext(code: string, partial?: number): void
  /** No more failures. */
  heal(): void
  appendRaw(bytes: Uint8Array): void
  damage(at: number): void
  syncs(): number
  copies(): number
}

/** A disk in memory that fails the way disks do: for tests and for the simulator. */
export function faultyDisk(): FaultyDisk {
  /** As a program reads it, and how much of it the medium surely holds. */
  let content: number[] | null = null
  let safe = 0
  let failure: { readonly code: string; readonly partial: number } | null = null
  let syncs = 0
  let copies = 0

  const takeFailure = (): { readonly error: Error; readonly partial: number } | null => {
    if (failure === null) return null
    const { code, partial } = failure
    failure = null
    return { error: Object.assign(new Error(code), { code }), partial }
  }

  return {
    read: () => Promise.resolve(content === null ? null : Uint8Array.from(content)),
    append: (bytes) => {
      const failed = takeFailure()
      const written = failed ? [...bytes].slice(0, failed.partial) : [...bytes]
      content = [...(content ?? []), ...written]
      if (failed) return Promise.reject(failed.error)
      syncs += 1
      safe = content.length
      return Promise.resolve()
    },
    truncate: (length) => {
      const failed = takeFailure()
      if (failed) return Promise.reject(failed.error)
      content = (content ?? []).slice(0, length)
      safe = content.length
      return Promise.resolve()
    },
    replace: (bytes) => {
      const failed = takeFailure()
      if (failed) return Promise.reject(failed.error)
      content = [...bytes]
      safe = content.length
      return Promise.resolve()
    },
    keepCopy: () => {
      copies += 1
      return Promise.resolve()
    },
    close: () => Promise.resolve(),
    losePower: () => {
      if (content === null) return
      // Half of what was not synced reached the medium.
      content = content.slice(0, safe + Math.floor((content.length - safe) / 2))
    },
    failNext: (code, partial = 0) => {
      failure = { code, partial }
    },
    heal: () => {
      failure = null
    },
    appendRaw: (bytes) => {
      content = [...(content ?? []), ...bytes]
    },
    damage: (at) => {
      if (content) content[at] = (content[at] ?? 0) ^ 0xff
    },
    syncs: () => syncs,
    copies: () => copies,
  }
}
