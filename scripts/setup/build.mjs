import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runtimeEnvironment } from './electron.mjs'
import { fingerprint } from './fingerprint.mjs'
import { pinnedNode, root } from './places.mjs'
import { run, tail } from './processes.mjs'
import { SetupFailure, status } from './report.mjs'

const inputs = ['src', 'resources', 'electron.vite.config.ts', 'tsconfig.json', 'package-lock.json']
const outputs = ['out/main', 'out/preload', 'out/renderer']
const stamp = join(root, 'out', '.fingerprint')

/** Builds the app into out/ unless what is there is the build of these very sources. Returns true when it built. */
export async function ensureBuild(/** @type {import('./electron.mjs').Runtime} */ runtime) {
  const sources = fingerprint(root, inputs, (path) => /\.test\.tsx?$/.test(path))
  const note = () => `${sources}\n${fingerprint(root, outputs)}\n`
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === note()) return false
  status('Building')
  const electronVite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const result = await run(pinnedNode, [electronVite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    env: { ...runtimeEnvironment(runtime), NODE_ENV: 'production' },
    limitMs: 300_000,
  })
  if (result.code !== 0) {
    throw new SetupFailure({
      what: 'The app could not be built.',
      why: tail(result.output, 12),
      type: 'npm run build    (to see all of it)',
    })
  }
  mkdirSync(join(root, 'out'), { recursive: true })
  writeFileSync(stamp, note())
  return true
}
