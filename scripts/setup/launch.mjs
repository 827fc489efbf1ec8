import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openVirtualDisplay } from './display.mjs'
import { runtimeEnvironment } from './electron.mjs'
import { root } from './places.mjs'
import { runAttached } from './processes.mjs'
import { SetupFailure, status } from './report.mjs'

/**
 * Starts the built app with this Electron and waits for its end; its output is ours. Without a display it gets a virtual one.
 *
 * @param {import('./electron.mjs').Runtime} runtime @param {readonly string[]} args for the app
 * @returns {Promise<number>} the app's exit code
 */
export async function launch(runtime, args) {
  refuseBrokenSandbox(runtime)
  const { env, close, flags } = await displayEnvironment(runtimeEnvironment(runtime))
  delete env.ELECTRON_RUN_AS_NODE
  try {
    return await runAttached(runtime.executable, [...sandboxFlags(), ...flags, root, ...args], {
      cwd: root,
      env,
    })
  } finally {
    close()
  }
}

/** Chromium refuses to run as root with its sandbox. */
export function sandboxFlags() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

/** The environment with a display in it, and how to close that display if it is a virtual one. */
export async function displayEnvironment(/** @type {NodeJS.ProcessEnv} */ env) {
  const none = process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY
  if (!none) return { env, close: () => {}, flags: [] }
  const display = await openVirtualDisplay()
  status(`No display here: the app runs on a virtual one (DISPLAY=${display.name}).`)
  status('To see it, type in another terminal: npm run screenshots')
  return { env: { ...env, DISPLAY: display.name }, close: display.close, flags: ['--log-level=3'] }
}

/** Newer Ubuntu forbids the sandbox's user namespaces: then its set-user-id helper is needed, which only root can make. */
function refuseBrokenSandbox(/** @type {import('./electron.mjs').Runtime} */ runtime) {
  const restriction = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns'
  if (process.getuid?.() === 0 || !existsSync(restriction)) return
  if (readFileSync(restriction, 'utf8').trim() !== '1') return
  const helper = join(runtime.electronDir, 'chrome-sandbox')
  const { uid, mode } = statSync(helper)
  if (uid === 0 && (mode & 0o4000) !== 0) return
  throw new SetupFailure({
    what: 'The app’s sandbox cannot start.',
    why: 'This system restricts user namespaces (AppArmor), so the sandbox needs its helper to belong to root.',
    type: `sudo chown root "${helper}" && sudo chmod 4755 "${helper}"    (then: npm start)`,
  })
}
