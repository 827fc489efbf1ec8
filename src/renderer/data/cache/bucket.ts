import type Dexie from 'dexie'

/** A storage bucket: files and fate of its own, apart from those of other buckets. */
export interface BucketSettings {
  readonly name: string
  readonly durability: 'strict' | 'relaxed'
  readonly persisted: boolean
}

interface Buckets {
  open(name: string, options?: Omit<BucketSettings, 'name'>): Promise<{ readonly indexedDB: IDBFactory }>
  delete(name: string): Promise<void>
}

const retryMs = 300

/**
 * Opens a database in a bucket; without storage buckets in the page's ordinary storage (`null`). Once files of a bucket are
 * damaged the browser never opens it again, not even to delete a database in it. Then the bucket is thrown away and begun
 * afresh, but only if another one can be written: on a full disk a sound one does not open either, and is kept.
 */
export async function openInBucket<T>(
  { name, ...options }: BucketSettings,
  open: (factory: IDBFactory | null) => Promise<T>,
): Promise<T> {
  const { storageBuckets: buckets } = navigator as WorkerNavigator & { readonly storageBuckets?: Buckets }
  if (!buckets) return open(null)
  const attempt = async (): Promise<T> => open((await buckets.open(name, options)).indexedDB)
  try {
    return await attempt()
  } catch {
    await new Promise((resolve) => setTimeout(resolve, retryMs))
  }
  try {
    return await attempt()
  } catch (cause) {
    if (!(await canWrite(buckets, `${name}-probe`))) throw cause
    await buckets.delete(name)
    return attempt()
  }
}

/** Whether a fresh bucket takes a row and says that it is on disk. */
async function canWrite(buckets: Buckets, probeName: string): Promise<boolean> {
  try {
    const { indexedDB } = await buckets.open(probeName, { durability: 'strict', persisted: false })
    const database = await finished(indexedDB.open(probeName), (request) =>
      request.result.createObjectStore(probeName),
    )
    const transaction = database.transaction(probeName, 'readwrite', { durability: 'strict' })
    await finished(transaction.objectStore(probeName).put('x'.repeat(256 * 1024), 0))
    database.close()
    return true
  } catch {
    return false
  } finally {
    await buckets.delete(probeName).catch(() => undefined)
  }
}

function finished<T>(request: IDBRequest<T>, upgrade?: (request: IDBRequest<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    if (upgrade) (request as unknown as IDBOpenDBRequest).onupgradeneeded = () => upgrade(request)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('The database did not answer.'))
  })
}

/**
 * Opens a database that opens again after the browser closed it, as it does on a full disk. Without this one failed try would
 * be the last: the library keeps its error, and refuses all that comes later, also when there is room again.
 */
export async function openToReopen(database: Dexie): Promise<void> {
  await database.open()
  const open = database.open.bind(database)
  database.open = () =>
    open().catch((error: unknown) => {
      // Whoever waited for this try hears of its failure first.
      setTimeout(() => !database.hasBeenClosed() && database.close({ disableAutoOpen: false }))
      throw error
    })
}
