import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../setup/places.mjs'
import { run } from '../setup/processes.mjs'

/** @typedef {{ name: string, passed: number, failed: number, output: string, seconds: number }} Outcome */
/** @typedef {{ name: string, run: (env: NodeJS.ProcessEnv) => Promise<Outcome> }} Stage */

const stageLimitMs = 12 * 60_000
const bin = (/** @type {string} */ tool) => join(root, 'node_modules', '.bin', tool)

/** A check that says yes or no: it counts as one test. @returns {Stage} */
export function check(/** @type {string} */ name, /** @type {string} */ tool, /** @type {string[]} */ args) {
  return {
    name,
    run: timed(name, async (env) => {
      const { code, output } = await run(bin(tool), args, { cwd: root, env, limitMs: stageLimitMs })
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output: code === 0 ? '' : output }
    }),
  }
}

/** One project of vitest.config.ts; counts are those of its own report. @returns {Stage} */
export function vitest(/** @type {string} */ project) {
  return {
    name: project,
    run: timed(project, async (env) => {
      const folder = mkdtempSync(join(tmpdir(), 'tijdig-report-'))
      const report = join(folder, 'report.json')
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
      const { code, output } = await run(bin('vitest'), ['run', '--project', project, ...reporters], {
        cwd: root,
        env,
        limitMs: stageLimitMs,
      })
      const counts = readReport(report)
      rmSync(folder, { recursive: true, force: true })
      const passed = counts?.numPassedTests ?? 0
      const failed = counts ? counts.numFailedTests + brokenFiles(counts) : 0
      return settle(code, passed, failed, output)
    }),
  }
}

/** The end-to-end tests, in the built app. @returns {Stage} */
export function playwright(/** @type {string[]} */ args = []) {
  return {
    name: 'e2e',
    run: timed('e2e', async (env) => {
      const report = join(root, 'test-results', 'e2e.json')
      rmSync(report, { force: true })
      const { code, output } = await run(bin('playwright'), ['test', '--project=e2e', ...args], {
        cwd: root,
        env,
        limitMs: stageLimitMs,
      })
      const counts = readReport(report)?.stats
      return settle(code, counts?.expected ?? 0, (counts?.unexpected ?? 0) + (counts?.flaky ?? 0), output)
    }),
  }
}

/** A stage that ended badly, or that ran nothing, has at least one failure. */
function settle(
  /** @type {number} */ code,
  /** @type {number} */ passed,
  /** @type {number} */ failed,
  output = '',
) {
  if (failed === 0 && passed === 0) return { passed, failed: 1, output: `${output}\nNo test ran here.` }
  if (failed === 0 && code !== 0) return { passed, failed: 1, output }
  return { passed, failed, output }
}

/** Test files that could not even be loaded have no failed test of their own. */
function brokenFiles(
  /** @type {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} */ report,
) {
  return report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
}

function readReport(/** @type {string} */ file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

/** @param {string} name @param {(env: NodeJS.ProcessEnv) => Promise<{ passed: number, failed: number, output: string }>} work */
function timed(name, work) {
  return async (/** @type {NodeJS.ProcessEnv} */ env) => {
    const start = performance.now()
    const result = await work(env)
    return { name, ...result, seconds: (performance.now() - start) / 1000 }
  }
}
