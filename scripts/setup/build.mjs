import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runtimeEnvironment } from './electron.mjs'
import { ensureEmptyDatabase } from './empty-database.mjs'
import { fingerprint } from './fingerprint.mjs'
import { pinnedNode, root } from './places.mjs'
import { run, tail } from './processes.mjs'
import { SetupFailure, status } from './report.mjs'

const inputs = ['src', 'electron.vite.config.ts', 'tsconfig.json', 'package-lock.json']
const outputs = ['out/main', 'out/preload', 'out/renderer']
const built = join(root, 'out')
const stamp = join(built, '.fingerprint')

/**
 * Builds the app into out/ unless what is there is the build of these very sources. The new build takes the old one's place
 * as a whole: one that fails or is interrupted leaves the old one. Returns true when it built.
 */
export async function ensureBuild(/** @type {import('./electron.mjs').Runtime} */ runtime) {
  const sources = fingerprint(root, inputs, (path) => /\.test\.tsx?$/.test(path))
  const note = () => `${sources}\n${fingerprint(root, outputs)}\n`
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === note()) return false
  await ensureEmptyDatabase()
  status('Building')
  const fresh = join(root, '.cache', `build-${process.pid}`)
  const former = join(root, '.cache', `former-build-${process.pid}`)
  mkdirSync(join(root, '.cache'), { recursive: true })
  try {
    await buildInto(fresh, runtime)
    if (existsSync(built)) renameSync(built, former)
    renameSync(fresh, built)
  } finally {
    for (const folder of [fresh, former]) rmSync(folder, { recursive: true, force: true })
  }
  writeFileSync(stamp, note())
  return true
}

async function buildInto(
  /** @type {string} */ folder,
  /** @type {import('./electron.mjs').Runtime} */ runtime,
) {
  const electronVite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const result = await run(pinnedNode, [electronVite, 'build', '--outDir', folder, '--logLevel', 'warn'], {
    cwd: root,
    env: { ...runtimeEnvironment(runtime), NODE_ENV: 'production' },
    limitMs: 300_000,
  })
  if (result.code === 0) return
  throw new SetupFailure({
    what: 'The app could not be built.',
    why: tail(result.output, 12),
    type: 'npm run build    (to see all of it)',
  })
}
