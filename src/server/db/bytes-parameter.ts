import type { SQL } from 'drizzle-orm'
import { sql } from 'drizzle-orm'
import type { Database } from './database'

/**
 * A file's content as a parameter of a statement. PGlite writes a bytea parameter out number by number on this very thread, which
 * takes up to twenty times as long and more than twice the memory: there it goes as base64.
 */
export function bytesParameter({ kind }: Pick<Database, 'kind'>, bytes: Uint8Array): SQL {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return kind === 'postgres' ? sql`${buffer}::bytea` : sql`decode(${buffer.toString('base64')}, 'base64')`
}
