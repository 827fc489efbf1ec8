/** `npm start`: sets up whatever is missing, builds what has changed, and starts the app. Needs Node 20 and npm, no more. */
import { ensureBuild } from './setup/build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { ensureElectron } from './setup/electron.mjs'
import { launch } from './setup/launch.mjs'
import { runToExit } from './setup/report.mjs'
import { ensureSystemPackages } from './setup/system-packages.mjs'

await runToExit(async () => {
  await ensureDependencies()
  const runtime = await ensureElectron()
  await ensureSystemPackages()
  await ensureBuild(runtime)
  // --demo: whoever is not signed in to a server gets the demo workspace at once.
  return launch(runtime, ['--demo', ...process.argv.slice(2)])
})
