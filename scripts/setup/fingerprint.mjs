import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/**
 * A hash over the names and contents of files and folders (those that exist), for "has anything changed since".
 *
 * @param {string} base @param {readonly string[]} paths @param {(path: string) => boolean} [skip]
 */
export function fingerprint(base, paths, skip = () => false) {
  const hash = createHash('sha256')
  for (const path of paths) addTo(hash, base, join(base, path), skip)
  return hash.digest('hex')
}

/** @param {import('node:crypto').Hash} hash @param {string} base @param {string} path @param {(path: string) => boolean} skip */
function addTo(hash, base, path, skip) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found || skip(path)) return
  if (found.isDirectory()) {
    for (const name of readdirSync(path).sort()) addTo(hash, base, join(path, name), skip)
    return
  }
  hash.update(`${relative(base, path)}\0${found.size}\0`).update(readFileSync(path))
}
