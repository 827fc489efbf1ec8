import { test as base, expect } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchApp, type LaunchOptions, type RunningApp } from './app'

/** One person's data folder, outliving the apps that are started with it. */
export interface Profile {
  readonly userData: string
  /** Starts the app; any number of times, one after another. Whatever still runs at the test's end is killed. */
  readonly launch: (options?: LaunchOptions) => Promise<RunningApp>
  /** Problems that this test brings about on purpose, such as errors of the network. */
  readonly expectProblem: (pattern: RegExp) => void
}

/**
 * `profile` gives each test its own data folder and fails the test on security warnings, console errors and uncaught
 * exceptions; `app` is one app started with it.
 */
export const test = base.extend<{ profile: Profile; app: RunningApp }>({
  // eslint-disable-next-line no-empty-pattern -- playwright reads the names of the fixtures from this pattern
  profile: async ({}, use, info) => {
    const userData = mkdtempSync(join(tmpdir(), 'tijdig-e2e-'))
    const launched: RunningApp[] = []
    const expected: RegExp[] = []
    await use({
      userData,
      launch: async (options) => {
        const app = await launchApp(userData, options)
        launched.push(app)
        return app
      },
      expectProblem: (pattern) => expected.push(pattern),
    })
    for (const app of launched) {
      if (info.status !== info.expectedStatus) await keepEvidence(app, info.outputPath('screen.png'))
      await app.kill()
    }
    rmSync(userData, { recursive: true, force: true, maxRetries: 5 })
    const problems = launched.flatMap((app) => app.problems())
    expect(problems.filter((problem) => !expected.some((pattern) => pattern.test(problem)))).toEqual([])
  },
  app: async ({ profile }, use) => {
    await use(await profile.launch())
  },
})

export { expect }

async function keepEvidence(app: RunningApp, path: string): Promise<void> {
  await app.page.screenshot({ path, timeout: 5_000 }).catch(() => {})
  process.stdout.write(`the app said:\n${app.output()}\n`)
}
