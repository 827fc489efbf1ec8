/**
 * `npm run fuzz | durability | load [-- …]`: sets up what is missing, then runs the program at test/<name>/main.ts on a
 * virtual desktop where there is none.
 */
import { join } from 'node:path'
import { ensureBuild } from './setup/build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { ensureElectron, runtimeEnvironment } from './setup/electron.mjs'
import { displayEnvironment } from './setup/launch.mjs'
import { root } from './setup/places.mjs'
import { runAttached } from './setup/processes.mjs'
import { runToExit } from './setup/report.mjs'
import { ensureSystemPackages } from './setup/system-packages.mjs'

await runToExit(async () => {
  const [name = '', ...args] = process.argv.slice(2)
  await ensureDependencies()
  const runtime = await ensureElectron()
  await ensureSystemPackages({ forTests: true })
  await ensureBuild(runtime)
  const { env, close } = await displayEnvironment(runtimeEnvironment(runtime))
  const tsx = join(root, 'node_modules', '.bin', 'tsx')
  try {
    return await runAttached(tsx, [join('test', name, 'main.ts'), ...args], { cwd: root, env })
  } finally {
    close()
  }
})
