import type { Attachment } from '../../../shared/tickets/message'
import type { DeviceFileRow, FileDatabase } from './file-database'

/** A file of a ticket. */
export interface TicketFile {
  readonly ticketId: string
  readonly attachment: Attachment
}

/** What one person's files take on this device, and what those of others take beside them, bytes. */
export interface FileFigures {
  readonly files: number
  readonly bytes: number
  readonly othersBytes: number
}

/** Room for a file: bytes that all files of this device may take together, and which may make way for it. */
export interface Room {
  readonly budget: number
  /** Only files that were not used since this moment (this machine's UTC ms) make way. */
  readonly unusedSince: number
}

/**
 * The files of tickets that one person has on this device. Every call may reject when the disk does not answer; nothing that is
 * lost here is lost: the server has it.
 */
export interface DeviceFiles {
  /** Null when it is not here. Counts as use. `now` is this machine's UTC ms, here and below. */
  read(id: string, now: number): Promise<Blob | null>
  /** Which of these are here. */
  here(ids: readonly string[]): Promise<readonly string[]>
  /** Keeps a file; what was used longest ago makes way. False: it does not fit, and nothing was changed. */
  keep(file: TicketFile, bytes: Blob, room: Room, now: number): Promise<boolean>
  /** Whether a file of this size would be kept. */
  fits(size: number, room: Room): Promise<boolean>
  /** The tickets whose files of this person are here, each once. */
  tickets(): Promise<readonly string[]>
  /** Lets go of what was used longest ago, whoever's it is, until the rest fits. */
  fit(budget: number): Promise<void>
  /** Lets go of this person's files: all, or those of tickets that `stays` does not want. */
  letGo(stays?: (ticketId: string) => boolean): Promise<void>
  figures(): Promise<FileFigures>
  close(): void
}

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0)

/** @param open opens the store when it is first asked for something; what fails is tried again by the next call */
export function createDeviceFiles(open: () => Promise<FileDatabase>, owner: string): DeviceFiles {
  let opened: Promise<FileDatabase> | null = null
  let isClosed = false

  async function database(): Promise<FileDatabase> {
    opened ??= open()
    const found = await opened.catch((error: unknown) => {
      opened = null
      throw error
    })
    if (isClosed) found.dexie.close()
    return found
  }

  async function remove({ dexie, rows, bytes }: FileDatabase, keys: readonly [string, string][]) {
    if (keys.length === 0) return
    await dexie.transaction('rw', rows, bytes, async () => {
      await rows.bulkDelete([...keys])
      await bytes.bulkDelete([...keys])
    })
  }

  const ownRows = ({ rows }: FileDatabase): Promise<readonly DeviceFileRow[]> =>
    rows.where('[owner+id]').between([owner, ''], [owner, '\uffff']).toArray()

  /** All files of the device, the longest unused first. In a transaction of the caller's. */
  async function byUse({ rows }: FileDatabase) {
    const order = rows.orderBy('[usedAt+size]')
    const indexed = (await order.keys()) as unknown as readonly (readonly [number, number])[]
    const keys = await order.primaryKeys()
    return keys.map((key, index) => {
      const [usedAt, size] = indexed[index] ?? [0, 0]
      return { key, usedAt, size }
    })
  }

  /** Those that make way so that the rest takes `budget` at most; null when they may not all go. */
  function makingWay(
    files: Awaited<ReturnType<typeof byUse>>,
    budget: number,
    unusedSince: number,
  ): readonly [string, string][] | null {
    let over = sum(files.map(({ size }) => size)) - budget
    const going: [string, string][] = []
    for (const { key, usedAt, size } of files) {
      if (over <= 0) break
      if (usedAt >= unusedSince) return null
      going.push(key)
      over -= size
    }
    return going
  }

  return {
    async read(id, now) {
      const files = await database()
      const key: [string, string] = [owner, id]
      const found = await files.bytes.get(key)
      if (!found) return null
      // Bytes lie in a file of their own, which may be lost while the row is there.
      const bytes = await found.bytes.arrayBuffer().catch(() => null)
      if (bytes === null) {
        await remove(files, [key])
        return null
      }
      await files.rows.update(key, { usedAt: now }).catch(() => undefined)
      return new Blob([bytes], { type: found.bytes.type })
    },
    async here(ids) {
      const { rows } = await database()
      const keys = await rows
        .where('[owner+id]')
        .anyOf(ids.map((id) => [owner, id]))
        .primaryKeys()
      return keys.map(([, id]) => id)
    },
    async keep({ ticketId, attachment }, bytes, { budget, unusedSince }, now) {
      const files = await database()
      const { dexie, rows } = files
      const { id, name, mediaType } = attachment
      const size = bytes.size
      if (size > budget) return false
      return dexie.transaction('rw', rows, files.bytes, async () => {
        const others = (await byUse(files)).filter(({ key }) => key[0] !== owner || key[1] !== id)
        const going = makingWay(others, budget - size, unusedSince)
        if (going === null) return false
        await remove(files, going)
        await rows.put({ owner, id, ticketId, name, mediaType, size, fetchedAt: now, usedAt: now })
        await files.bytes.put({ owner, id, bytes })
        return true
      })
    },
    async fits(size, { budget, unusedSince }) {
      return size <= budget && makingWay(await byUse(await database()), budget - size, unusedSince) !== null
    },
    async tickets() {
      return [...new Set((await ownRows(await database())).map(({ ticketId }) => ticketId))]
    },
    async fit(budget) {
      const files = await database()
      await files.dexie.transaction('rw', files.rows, files.bytes, async () => {
        await remove(files, makingWay(await byUse(files), budget, Infinity) ?? [])
      })
    },
    async letGo(stays = () => false) {
      const files = await database()
      const own = await ownRows(files)
      await remove(
        files,
        own.filter(({ ticketId }) => !stays(ticketId)).map(({ id }): [string, string] => [owner, id]),
      )
    },
    async figures() {
      const { rows } = await database()
      const own = (await rows
        .where('[owner+size]')
        .between([owner, -1], [owner, Infinity])
        .keys()) as unknown as readonly (readonly [string, number])[]
      const all = (await rows.orderBy('[owner+size]').keys()) as unknown as readonly (readonly [
        string,
        number,
      ])[]
      const bytes = sum(own.map(([, size]) => size))
      return { files: own.length, bytes, othersBytes: sum(all.map(([, size]) => size)) - bytes }
    },
    close() {
      isClosed = true
      void opened?.then(({ dexie }) => dexie.close()).catch(() => undefined)
    },
  }
}
