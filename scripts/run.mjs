/** `node scripts/run.mjs <tool> [arguments]`: runs a tool of node_modules/.bin on the pinned Node, with the chosen Electron. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readRuntime, runtimeEnvironment } from './setup/electron.mjs'
import { displayEnvironment, sandboxFlags } from './setup/launch.mjs'
import { pinnedNode, root } from './setup/places.mjs'
import { runAttached } from './setup/processes.mjs'
import { runToExit, SetupFailure } from './setup/report.mjs'

/** Tools that show windows and so need an Electron and a display. */
const withWindows = ['electron', 'electron-vite', 'playwright']

await runToExit(async () => {
  const [tool = '', ...args] = process.argv.slice(2)
  const runtime = readRuntime()
  const windows = withWindows.includes(tool) && args[0] !== 'build'
  const program = join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${tool}.cmd` : tool)
  if (!existsSync(pinnedNode) || !existsSync(program) || (windows && runtime === null)) {
    throw new SetupFailure({
      what: `${tool || 'This'} cannot run yet.`,
      why: 'The project has not been set up on this machine.',
      type: 'npm start    (once; it sets everything up), then this command again',
    })
  }
  const base = runtimeEnvironment(runtime)
  const { env, close } = windows ? await displayEnvironment(base) : { env: base, close: () => {} }
  if (sandboxFlags().length > 0) env.NO_SANDBOX = '1'
  try {
    return await runAttached(program, args, { cwd: root, env })
  } finally {
    close()
  }
})
