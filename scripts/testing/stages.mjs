import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../setup/places.mjs'
import { run } from '../setup/processes.mjs'
import { secondTries, secondTriesText } from './second-tries.mjs'

/** @typedef {{ passed: number, failed: number, output: string, note?: string }} Result `note` stands behind the counts. */
/** @typedef {Result & { name: string, seconds: number }} Outcome */
/** @typedef {{ name: string, run: (env: NodeJS.ProcessEnv) => Promise<Outcome> }} Stage */

/** Far more than a stage takes on a machine of its own: only what hangs comes to this. */
const stageLimitMs = 30 * 60_000
const bin = (/** @type {string} */ tool) => join(root, 'node_modules', '.bin', tool)

/**
 * Tools that say yes or no: each counts as one test, and all of them are run.
 *
 * @param {string} name @param {...[tool: string, ...args: string[]]} commands @returns {Stage}
 */
export function check(name, ...commands) {
  return {
    name,
    run: timed(name, async (env) => {
      const failures = []
      for (const [tool, ...args] of commands) {
        const { code, output } = await run(bin(tool), args, { cwd: root, env, limitMs: stageLimitMs })
        if (code !== 0) failures.push(output)
      }
      const failed = failures.length
      return { passed: commands.length - failed, failed, output: failures.join('\n') }
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
      const { code, output, timedOut } = await run(
        bin('vitest'),
        ['run', '--project', project, ...reporters],
        {
          cwd: root,
          env,
          limitMs: stageLimitMs,
        },
      )
      const counts = readReport(report)
      rmSync(folder, { recursive: true, force: true })
      const passed = counts?.numPassedTests ?? 0
      const failed = counts ? counts.numFailedTests + brokenFiles(counts) : 0
      return settle({ code, passed, failed, output, timedOut })
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
      const { code, output, timedOut } = await run(bin('playwright'), ['test', '--project=e2e', ...args], {
        cwd: root,
        env,
        limitMs: stageLimitMs,
      })
      const told = readReport(report)
      const { expected = 0, flaky = 0, unexpected = 0 } = told?.stats ?? {}
      const outcome = settle({ code, passed: expected + flaky, failed: unexpected, output, timedOut })
      return { ...outcome, note: secondTriesText(told ? secondTries(told) : []) }
    }),
  }
}

/**
 * A stage that ended badly, that ran nothing or that took too long has at least one failure.
 *
 * @param {{ code: number, passed: number, failed: number, output: string, timedOut: boolean }} result
 */
function settle({ code, passed, failed, output, timedOut }) {
  if (timedOut) {
    return {
      passed,
      failed: failed + 1,
      output: `${output}\nStopped after ${stageLimitMs / 60_000} minutes.`,
    }
  }
  if (failed > 0) return { passed, failed, output }
  if (passed === 0) return { passed, failed: 1, output: `${output}\nNo test ran here.` }
  return { passed, failed: code === 0 ? 0 : 1, output }
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

/** @param {string} name @param {(env: NodeJS.ProcessEnv) => Promise<Result>} work */
function timed(name, work) {
  return async (/** @type {NodeJS.ProcessEnv} */ env) => {
    const start = performance.now()
    const result = await work(env)
    return { name, ...result, seconds: (performance.now() - start) / 1000 }
  }
}
