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
  /** Starts an app on another person's machine: a data folder of its own. */
  readonly launchOther: (options?: LaunchOptions) => Promise<RunningApp>
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
    const newFolder = (): string => mkdtempSync(join(tmpdir(), 'tijdig-e2e-'))
    const userData = newFolder()
    const folders = [userData]
    const launched: RunningApp[] = []
    const expected: RegExp[] = []
    await use({
      userData,
      launch: async (options) => {
        const app = await launchApp(userData, options)
        launched.push(app)
        return app
      },
      launchOther: async (options) => {
        const folder = newFolder()
        folders.push(folder)
        const app = await launchApp(folder, options)
        launched.push(app)
        return app
      },
      expectProblem: (pattern) => expected.push(pattern),
    })
    for (const [index, app] of launched.entries()) {
      if (info.status !== info.expectedStatus) await keepEvidence(app, info.outputPath(`screen-${index}.png`))
      await app.kill()
    }
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
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
