import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pinnedNode, root } from './places.mjs'
import { run, tail } from './processes.mjs'
import { SetupFailure, status } from './report.mjs'

/** Installs the locked npm packages unless exactly these are already there. Returns true when it installed. */
export async function ensureDependencies() {
  const why = missingPackage()
  if (why === null) return false
  status(`Installing npm packages (${why})`)
  const { command, args } = npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  const result = await run(command, args, { cwd: root, limitMs: 900_000 })
  if (result.code !== 0 || missingPackage() !== null) {
    throw new SetupFailure({
      what: 'The npm packages could not be installed.',
      why: result.timedOut
        ? 'npm ci took more than 15 minutes.'
        : tail(result.output, 6) || String(missingPackage()),
      type: 'npm ci    (and when that works: npm start)',
    })
  }
  return true
}

/** Names the first thing in package-lock.json that node_modules lacks, or null. Reads the list npm keeps in node_modules. */
export function missingPackage(folder = root) {
  const installedList = join(folder, 'node_modules', '.package-lock.json')
  if (!existsSync(installedList)) return 'none are installed yet'
  const wanted = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages
  const installed = JSON.parse(readFileSync(installedList, 'utf8')).packages
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.optional || entry.devOptional || entry.link) continue
    if (installed[path]?.version !== entry.version) return `${path.replace('node_modules/', '')} changed`
  }
  return existsSync(pinnedNode) ? null : 'the pinned Node is missing'
}

/** How to call the npm that belongs to this Node: the one that started us, else the one on the PATH. */
function npm(/** @type {string[]} */ args) {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) return { command: process.execPath, args: [script, ...args] }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args }
}
