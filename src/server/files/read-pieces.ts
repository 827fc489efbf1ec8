import { sql } from 'drizzle-orm'
import type { Reader } from '../db/database'
import { rows } from '../db/database'

/** A stored file, without its content. */
export interface StoredFile {
  readonly workspaceId: string
  readonly id: string
  /** Bytes. */
  readonly size: number
}

/** So much of a file is in memory at once (bytes), some times over on its way from the database. */
const pieceSize = 1024 * 1024

/** A file's content, piece by piece, each read when the one before it was taken. Throws when the file is gone meanwhile. */
export async function* readPieces(
  queries: Reader,
  { workspaceId, id, size }: StoredFile,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size; at += pieceSize) {
    const [found] = await rows<{ piece: Uint8Array }>(
      queries,
      sql`select substring(bytes from ${at + 1}::int for ${pieceSize}::int) as piece from files
        where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`,
    )
    if (!found || found.piece.length === 0) throw new Error(`File ${id} is gone, or shorter than it was`)
    yield found.piece
  }
}
