/**
 * `npm run typecheck [-- arguments of tsc]`: every room of `src/`, the tests and the scripts, each against its own
 * tsconfig. What was found is kept in .cache/types, so that only what changed is checked again.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprint } from './setup/fingerprint.mjs'
import { pinnedNode, root } from './setup/places.mjs'
import { runAttached } from './setup/processes.mjs'
import { runToExit } from './setup/report.mjs'

const kept = join(root, '.cache', 'types')
const stamp = join(kept, '.packages')

await runToExit(() => {
  forgetWhenPackagesChanged()
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  return runAttached(pinnedNode, [tsc, '-b', ...process.argv.slice(2)], { cwd: root, env: process.env })
})

/** The compiler looks at the project's own files only: other packages would leave an old verdict standing. */
function forgetWhenPackagesChanged() {
  const packages = fingerprint(root, ['node_modules/.package-lock.json'])
  if (read(stamp) === packages) return
  rmSync(kept, { recursive: true, force: true })
  mkdirSync(kept, { recursive: true })
  writeFileSync(stamp, packages)
}

function read(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
