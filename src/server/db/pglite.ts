import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { mkdir } from 'node:fs/promises'
import type { Database, Queries } from './database'

/**
 * Opens or makes the embedded database in `folder`; in memory when null. The very first start takes seconds. It does not
 * fsync: what must survive a power cut is journalled beside it.
 */
export async function openPglite(folder: string | null): Promise<Database> {
  if (folder !== null) await mkdir(folder, { recursive: true })
  const client = folder === null ? new PGlite() : new PGlite(folder)
  await client.waitReady
  return {
    kind: 'pglite',
    queries: drizzle(client) as unknown as Queries,
    close: () => client.close(),
  }
}
