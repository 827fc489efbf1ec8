/**
 * `npm test [-- stage…]`: sets up what is missing and runs every stage (or the named ones): format, lint, types, unit,
 * integration, runtime, e2e. A stage's line names what passed at the second try only. The last line is "N passed, N failed";
 * exit code 1 when anything failed or a stage ran nothing.
 */
import { ensureBuild } from './setup/build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { ensureElectron, runtimeEnvironment } from './setup/electron.mjs'
import { ensureEmptyDatabase } from './setup/empty-database.mjs'
import { runToExit, SetupFailure, status } from './setup/report.mjs'
import { ensureSystemPackages } from './setup/system-packages.mjs'
import { openDesktop } from './testing/desktop.mjs'
import { check, playwright, vitest } from './testing/stages.mjs'

/** Two lanes for two cores. The second waits for nothing of the first; what shows windows runs in one lane only. */
const lanes = [
  [
    check('format', ['prettier', '--check', '--log-level', 'warn', '.']),
    check('lint', ['eslint', '.'], ['knip']),
    check('types', ['node', 'scripts/typecheck.mjs', '--pretty', 'false']),
    vitest('unit'),
  ],
  [vitest('integration'), vitest('runtime'), playwright(process.argv.includes('e2e') ? afterDashes() : [])],
]

await runToExit(async () => {
  const outcomes = await runStages().catch((error) => {
    process.stdout.write('\n0 passed, 1 failed\n')
    throw error
  })
  const sum = (/** @type {'passed' | 'failed'} */ key) => outcomes.reduce((total, one) => total + one[key], 0)
  for (const { name, passed, failed, note = '', seconds } of outcomes) {
    const counts = `${passed} passed, ${failed} failed${note}`
    process.stdout.write(`${name.padEnd(12)} ${counts}  (${seconds.toFixed(0)} s)\n`)
  }
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed\n`)
  return sum('failed') === 0 ? 0 : 1
})

async function runStages() {
  const wanted = process.argv.slice(2).filter((argument) => /^[a-z0-9]+$/.test(argument))
  const chosen = lanes.map((lane) => lane.filter(({ name }) => wanted.length === 0 || wanted.includes(name)))
  if (chosen.flat().length === 0) {
    const names = lanes.flat().map(({ name }) => name)
    throw new SetupFailure({
      what: `There is no stage "${wanted.join(' ')}".`,
      why: 'A typing error?',
      type: `npm test -- ${names.join(' ')}`,
    })
  }
  await ensureDependencies()
  const runtime = await ensureElectron()
  await ensureSystemPackages({ forTests: true })
  await ensureEmptyDatabase()
  const built = chosen.flat().some(needsBuild) ? [await build(runtime)] : []
  const possible = built.some(({ failed }) => failed > 0)
    ? chosen.map((lane) => lane.filter((s) => !needsBuild(s)))
    : chosen
  const desktop = await openDesktop({ ...runtimeEnvironment(runtime), FORCE_COLOR: '0' })
  try {
    const perLane = await Promise.all(possible.map((lane) => runLane(lane, desktop.env)))
    return [...built, ...perLane.flat()]
  } finally {
    desktop.close()
  }
}

/** The stages that need the built app are left out when it could not be built; the failed build is what counts then. */
async function build(/** @type {import('./setup/electron.mjs').Runtime} */ runtime) {
  const start = performance.now()
  const outcome = (/** @type {number} */ failed) => {
    return {
      name: 'build',
      passed: 1 - failed,
      failed,
      output: '',
      seconds: (performance.now() - start) / 1000,
    }
  }
  try {
    await ensureBuild(runtime)
    return outcome(0)
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error
    process.stdout.write(`\n──── build\n${error.told.what}\n${error.told.why}\n\n`)
    return outcome(1)
  }
}

function needsBuild(/** @type {{ name: string }} */ { name }) {
  return name === 'e2e' || name === 'runtime'
}

/** @param {import('./testing/stages.mjs').Stage[]} lane @param {NodeJS.ProcessEnv} env */
async function runLane(lane, env) {
  const outcomes = []
  for (const stage of lane) {
    status(`${stage.name} …`)
    const outcome = await stage.run(env)
    if (outcome.failed > 0) process.stdout.write(`\n──── ${outcome.name}\n${outcome.output.trim()}\n\n`)
    outcomes.push(outcome)
  }
  return outcomes
}

/** What follows the stage's name goes to playwright: npm run test:e2e -- test/e2e/ui-queue.spec.ts */
function afterDashes() {
  return process.argv.slice(process.argv.indexOf('e2e') + 1)
}
