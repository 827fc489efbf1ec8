import { isOnPath, run, tail } from './processes.mjs'
import { SetupFailure, status } from './report.mjs'

/** Debian's packages, each with the names that other releases of Debian and Ubuntu give it (first match wins). */
const window = [['libgtk-3-0t64', 'libgtk-3-0'], ['libnss3'], ['libasound2t64', 'libasound2'], ['libgbm1']]
const virtualDisplay = [['xvfb']]
const tests = [['dbus-x11'], ['dunst'], ['xdotool'], ['imagemagick'], ['postgresql']]

/**
 * Makes sure of the system's libraries and programs: on Debian and Ubuntu by apt as root, otherwise tells the command.
 * On other systems nothing is looked for. Returns true when it installed.
 *
 * @param {{ forTests?: boolean }} [options]
 */
export async function ensureSystemPackages({ forTests = false } = {}) {
  if (process.platform !== 'linux') return false
  const display = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
  const wanted = [...window, ...(display && !forTests ? [] : virtualDisplay), ...(forTests ? tests : [])]
  if (!isOnPath('dpkg-query')) {
    if (!display && !isOnPath('Xvfb')) status('No display and no Xvfb: install it with your package manager')
    return false
  }
  const installed = await installedPackages()
  const missing = wanted.filter((names) => !names.some((name) => installed.has(name)))
  if (missing.length === 0) return false
  if (process.getuid?.() !== 0) {
    throw new SetupFailure({
      what: 'Some of the system’s packages are missing.',
      why: `Electron needs ${missing.map((names) => names.at(-1)).join(', ')}, and only root may install.`,
      type: installCommand(await pickNames(missing), 'sudo '),
    })
  }
  status(`Installing Debian packages: ${missing.map((names) => names.at(-1)).join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const update = await run('apt-get', ['update', '-q'], { env, limitMs: 180_000 })
  const names = await pickNames(missing)
  const result = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], { env })
  if (result.code !== 0) {
    throw new SetupFailure({
      what: 'Debian packages could not be installed.',
      why: tail(update.code === 0 ? result.output : update.output),
      type: installCommand(names, ''),
    })
  }
  return true
}

async function installedPackages() {
  const { output } = await run('dpkg-query', ['-W', '-f', '${db:Status-Abbrev} ${Package}\n'])
  const lines = output.split('\n').filter((line) => line.startsWith('ii'))
  return new Set(lines.map((line) => line.split(/\s+/)[1]))
}

/** Of each package's names the one that this release has. */
async function pickNames(/** @type {string[][]} */ packages) {
  const { output } = await run('apt-cache', ['--names-only', 'search', '.'])
  const known = new Set(output.split('\n').map((line) => line.split(' ')[0]))
  return packages.map((names) => names.find((name) => known.has(name)) ?? names.at(-1) ?? '')
}

function installCommand(/** @type {string[]} */ names, /** @type {string} */ prefix) {
  return `${prefix}apt-get update && ${prefix}apt-get install -y --no-install-recommends ${names.join(' ')}`
}
