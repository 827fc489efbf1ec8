import { openCacheDatabase } from './cache-database'
import type { CacheDatabase } from './cache-database'
import { openOutboxDatabase } from './outbox-database'
import type { OutboxDatabase } from './outbox-database'

/** Opens an author's cache and outbox. Throws when `signal` was aborted meanwhile: then both are closed. */
export async function openDatabases(
  name: string,
  signal: AbortSignal,
): Promise<{ readonly cacheDatabase: CacheDatabase; readonly outboxDatabase: OutboxDatabase }> {
  const [cacheDatabase, outboxDatabase] = await Promise.all([
    openCacheDatabase(`tijdig-cache-${name}`),
    openOutboxDatabase(`tijdig-outbox-${name}`),
  ])
  if (signal.aborted) {
    cacheDatabase.dexie.close()
    outboxDatabase.dexie.close()
    signal.throwIfAborted()
  }
  return { cacheDatabase, outboxDatabase }
}
