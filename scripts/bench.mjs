/** `npm run bench [-- name…]`: runs the pieces of test/bench one after another; each prints its figures beside its floor. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild } from './setup/build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { ensureElectron, runtimeEnvironment } from './setup/electron.mjs'
import { displayEnvironment } from './setup/launch.mjs'
import { root } from './setup/places.mjs'
import { askedToEnd, runAttached } from './setup/processes.mjs'
import { runToExit } from './setup/report.mjs'
import { ensureSystemPackages } from './setup/system-packages.mjs'

await runToExit(async () => {
  const wanted = process.argv.slice(2)
  await ensureDependencies()
  const runtime = await ensureElectron()
  await ensureSystemPackages()
  await ensureBuild(runtime)
  const { env, close } = await displayEnvironment(runtimeEnvironment(runtime))
  const pieces = readdirSync(join(root, 'test', 'bench'))
    .filter((name) => name.endsWith('.bench.ts') || /^[a-z]+\.ts$/.test(name))
    .filter((name) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)))
  let worst = 0
  try {
    for (const piece of pieces.sort()) {
      if (askedToEnd()) return 130
      process.stdout.write(`\n── ${piece}\n`)
      const tsx = join(root, 'node_modules', '.bin', 'tsx')
      worst = Math.max(worst, await runAttached(tsx, [join('test', 'bench', piece)], { cwd: root, env }))
    }
  } finally {
    close()
  }
  return pieces.length === 0 ? 1 : worst
})
