import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/**
 * An image of a database with nothing in it, or null when there is none. Set-up makes it once and the build lays it beside
 * this code: unpacking it takes a second, making a database anew five.
 */
export async function emptyDatabase(): Promise<Blob | null> {
  const path =
    process.env.TIJDIG_EMPTY_DATABASE ?? fileURLToPath(new URL('./empty-database.tar.gz', import.meta.url))
  try {
    return new Blob([await readFile(path)])
  } catch {
    // Without it an empty database is made anew, which takes longer and is the same.
    return null
  }
}
