/** `npm run screenshots`: starts the app on the demo workspace and writes pictures of it to docs/screenshots/. */
import { join } from 'node:path'
import { ensureBuild } from './setup/build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { ensureElectron, runtimeEnvironment } from './setup/electron.mjs'
import { root } from './setup/places.mjs'
import { runAttached } from './setup/processes.mjs'
import { runToExit, status } from './setup/report.mjs'
import { ensureSystemPackages } from './setup/system-packages.mjs'
import { openDesktop } from './testing/desktop.mjs'

await runToExit(async () => {
  await ensureDependencies()
  const runtime = await ensureElectron()
  await ensureSystemPackages()
  await ensureBuild(runtime)
  const desktop = await openDesktop(runtimeEnvironment(runtime))
  try {
    const playwright = join(root, 'node_modules', '.bin', 'playwright')
    const args = ['test', '--project=screenshots', '--reporter=list', ...process.argv.slice(2)]
    const code = await runAttached(playwright, args, { cwd: root, env: desktop.env })
    if (code === 0) status(`The pictures are in ${join(root, 'docs', 'screenshots')}`)
    return code
  } finally {
    desktop.close()
  }
})
