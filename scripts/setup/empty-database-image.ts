import { globSync } from 'node:fs'
import { resolve } from 'node:path'

/** The image of an empty embedded database that set-up made, or null when it has not. */
export function emptyDatabaseImage(): string | null {
  const [image] = globSync('empty-database-*.tar.gz', { cwd: resolve('.cache') })
  return image ? resolve('.cache', image) : null
}
