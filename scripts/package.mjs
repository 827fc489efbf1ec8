/** `npm run package`: builds and packs the app into dist/ as an unpacked folder for this machine. Publishes nothing, ever. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild } from './setup/build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { ensureElectron, runtimeEnvironment } from './setup/electron.mjs'
import { pinnedNode, root } from './setup/places.mjs'
import { run, tail } from './setup/processes.mjs'
import { runToExit, SetupFailure, status } from './setup/report.mjs'

const platformFlag = { linux: '--linux', darwin: '--mac', win32: '--win' }[process.platform] ?? '--linux'

await runToExit(async () => {
  await ensureDependencies()
  const runtime = await ensureElectron()
  await ensureBuild(runtime)
  status('Packing')
  const builder = join(root, 'node_modules', 'electron-builder', 'out', 'cli', 'cli.js')
  const args = [builder, platformFlag, 'dir', '--publish', 'never', '--config', 'electron-builder.config.mjs']
  const env = {
    ...runtimeEnvironment(runtime),
    TIJDIG_PACKAGE_RUNTIME: 'local',
    CSC_IDENTITY_AUTO_DISCOVERY: 'false',
  }
  const result = await run(pinnedNode, args, { cwd: root, env, limitMs: 600_000 })
  const folder = join(root, 'dist', `${process.platform === 'linux' ? 'linux' : 'win'}-unpacked`)
  if (result.code !== 0 || (process.platform !== 'darwin' && !existsSync(folder))) {
    throw new SetupFailure({
      what: 'The app could not be packed.',
      why: tail(result.output, 12),
      type: 'npm run package',
    })
  }
  status(`Packed into ${process.platform === 'darwin' ? join(root, 'dist') : folder}`)
  if (!runtime.official) status('With the npm registry’s old Electron: for tests, not for a release.')
  return 0
})
