/**
 * `npm run screenshots` and `npm run journey`: a playwright project of its own that is no part of `npm test`, on the built app.
 * The pictures go to docs/screenshots/. The journey is a longer proof: a week away, and twenty restored servers.
 */
import { join } from 'node:path'
import { ensureBuild } from './setup/build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { ensureElectron, runtimeEnvironment } from './setup/electron.mjs'
import { ensureEmptyDatabase } from './setup/empty-database.mjs'
import { root } from './setup/places.mjs'
import { runAttached } from './setup/processes.mjs'
import { runToExit, SetupFailure, status } from './setup/report.mjs'
import { ensureSystemPackages } from './setup/system-packages.mjs'
import { openDesktop } from './testing/desktop.mjs'

const atTheEnd = {
  screenshots: `The pictures are in ${join(root, 'docs', 'screenshots')}`,
  journey: null,
}

await runToExit(async () => {
  const [name = '', ...more] = process.argv.slice(2)
  if (name !== 'screenshots' && name !== 'journey')
    throw new SetupFailure({
      what: `There is no project "${name}".`,
      why: 'A typing error?',
      type: 'npm run screenshots, or npm run journey',
    })
  await ensureDependencies()
  const runtime = await ensureElectron()
  await ensureSystemPackages({ forTests: name === 'journey' })
  await ensureEmptyDatabase()
  await ensureBuild(runtime)
  const desktop = await openDesktop(runtimeEnvironment(runtime))
  try {
    const playwright = join(root, 'node_modules', '.bin', 'playwright')
    const args = ['test', `--project=${name}`, '--reporter=list', ...more]
    const code = await runAttached(playwright, args, { cwd: root, env: desktop.env })
    const said = atTheEnd[name]
    if (code === 0 && said !== null) status(said)
    return code
  } finally {
    desktop.close()
  }
})
