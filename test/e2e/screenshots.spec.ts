import type { Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot, type RunningApp } from './support/app'
import { openDemo } from './support/demo'
import { test } from './support/test'

const folder = join(projectRoot, 'docs/screenshots')

/** Pictures of the demo workspace: for the README, and to look at. */
test('screenshots', async ({ profile }) => {
  test.setTimeout(300_000)
  mkdirSync(folder, { recursive: true })
  const app = await profile.launch({ args: ['--lang=en-US'] })
  const { page } = app
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await sizeTo(app, 1280, 800)
  await take(page, 'sign-in')
  await openDemo(page)

  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await press(page, 'Escape', 'Escape', 'g t')
    await take(page, `queue-${theme}`)
    await press(page, 'g r', 'j', 'j', 'Enter')
    await take(page, `ticket-${theme}`)
    await press(page, 'y')
    await take(page, `why-${theme}`)
    await press(page, 'y', 'Escape', 'g w')
    await take(page, `waiting-${theme}`)
    await press(page, 'Control+K')
    await take(page, `palette-${theme}`)
    await press(page, 'Escape', 't')
    await take(page, `triage-${theme}`)
    await press(page, 'Escape')
  }

  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.evaluate(() => window.tijdig.request('preferences.set', { language: 'nl' }))
  await page.reload()
  await page.getByRole('listbox').getByRole('option').first().waitFor()
  await press(page, 'g t')
  await take(page, 'queue-nl')
  await sizeTo(app, 1024, 700)
  await press(page, 'g t')
  await take(page, 'queue-nl-1024')
  await press(page, 'Enter')
  await take(page, 'ticket-nl-1024')
  await sizeTo(app, 640, 400)
  await press(page, 'Escape')
  await take(page, 'queue-nl-200-percent')
  await sizeTo(app, 1920, 1080)
  await press(page, 'g a', 'j')
  await page.getByRole('listbox').getByRole('option').first().waitFor()
  await press(page, 'Enter')
  await take(page, 'ticket-nl-1920')
})

async function press(page: Page, ...sequences: readonly string[]): Promise<void> {
  for (const sequence of sequences) {
    for (const key of sequence.split(' ')) await page.keyboard.press(key)
    await page.waitForTimeout(250)
  }
}

async function take(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(500)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

async function sizeTo({ electron, page }: RunningApp, width: number, height: number): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, [w, h]) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.setMinimumSize(1, 1)
      window?.setContentSize(w, h)
    },
    [width, height] as const,
  )
  await page.waitForTimeout(300)
}
