import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const projectRoot = resolve(import.meta.dirname, '../../..')

export interface LaunchOptions {
  /** Arguments for the app itself, such as a deep link. */
  readonly args?: readonly string[]
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>
  /** What a person answers when the app asks whether it may contact a server for the first time. Yes when left out. */
  readonly newServer?: 'contact' | 'cancel'
  /** An executable of one's own, such as a packaged app; it is then started without the project's folder. */
  readonly executable?: string
}

/** One running app. */
export interface RunningApp {
  readonly electron: ElectronApplication
  readonly page: Page
  /** What main wrote to stdout so far. */
  readonly output: () => string
  /** Resolves with the line "Tijdig ready in …" once main has printed it. */
  readonly ready: (limitMs?: number) => Promise<string>
  /** What went wrong in the page and in main's output: security warnings, errors, uncaught exceptions. */
  readonly problems: () => readonly string[]
  /** Ends the app as its menu would, and waits until it is gone. */
  readonly quit: () => Promise<void>
  /** kill -9 for the app and all its processes. */
  readonly kill: () => Promise<void>
}

/** Launches the built app with this profile folder and waits for its first window. */
export async function launchApp(userData: string, options: LaunchOptions = {}): Promise<RunningApp> {
  const runtime = JSON.parse(readFileSync(join(projectRoot, '.cache/runtime.json'), 'utf8')) as {
    executable: string
  }
  let output = ''
  const problems: string[] = []
  const listen = (started: ElectronApplication): void => {
    started.process().stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    started.on('console', (message) => noteProblem(problems, message.type(), message.text()))
    started.on('window', (window) => watchPage(window, problems))
  }
  const { electron, page } = await startAttached(listen, {
    executablePath: options.executable ?? runtime.executable,
    args: [...(options.executable ? [] : [projectRoot]), ...(options.args ?? [])],
    cwd: projectRoot,
    chromiumSandbox: process.getuid?.() !== 0,
    env: {
      ...plainEnvironment(),
      ELECTRON_ENABLE_SECURITY_WARNINGS: '1',
      TIJDIG_USER_DATA: userData,
      ...options.env,
    },
  })
  await answerNewServers(electron, options.newServer ?? 'contact')
  const process_ = electron.process()
  watchPage(page, problems)
  return {
    electron,
    page,
    output: () => output,
    ready: (limitMs = 60_000) => untilReady(() => output, limitMs),
    problems: () => problems,
    quit: () => electron.close(),
    kill: async () => {
      const gone = new Promise((done) => process_.once('exit', done))
      if (process_.exitCode === null && process_.signalCode === null && process_.pid) {
        killGroup(process_.pid)
        await gone
      }
    },
  }
}

/** A native box cannot be pressed from here: its question is written down in `globalThis.questions`, and answered. */
async function answerNewServers(electron: ElectronApplication, answer: 'contact' | 'cancel'): Promise<void> {
  await electron.evaluate(
    ({ dialog }, response) => {
      const questions: string[] = []
      Object.assign(globalThis, { questions })
      const showMessageBox = dialog.showMessageBox.bind(dialog) as (...args: unknown[]) => Promise<unknown>
      dialog.showMessageBox = ((...args: unknown[]) => {
        const options = args.at(-1) as Electron.MessageBoxOptions
        if (options.type !== 'question') return showMessageBox(...args)
        questions.push(options.detail ?? '')
        return Promise.resolve({ response, checkboxChecked: false })
      }) as typeof dialog.showMessageBox
    },
    answer === 'contact' ? 0 : 1,
  )
}

type AttachedOptions = NonNullable<Parameters<typeof _electron.launch>[0]>

/** A start takes a second or two; on a machine with much else to do, ten. */
const startLimitMs = 40_000

/**
 * Starts Electron with playwright's two debuggers attached. While they attach, a start was seen to hang, about once in a
 * hundred and never without them (60 of 60 were well): it is then started once more.
 */
async function startAttached(
  listen: (started: ElectronApplication) => void,
  options: AttachedOptions,
  again = true,
): Promise<{ electron: ElectronApplication; page: Page }> {
  let started: ElectronApplication | undefined
  try {
    started = await _electron.launch({ ...options, timeout: startLimitMs })
    listen(started)
    return { electron: started, page: await started.firstWindow({ timeout: startLimitMs }) }
  } catch (error) {
    const pid = started?.process().pid
    if (pid) killGroup(pid)
    if (!again) throw error
    process.stdout.write('the app hung while playwright attached to it: starting it again\n')
    return startAttached(listen, options, false)
  }
}

const watched = new WeakSet<Page>()

function watchPage(page: Page, problems: string[]): void {
  if (watched.has(page)) return
  watched.add(page)
  page.on('console', (message) => noteProblem(problems, message.type(), message.text()))
  page.on('pageerror', (error) => problems.push(`uncaught in the page: ${error.message}`))
  page.on('crash', () => problems.push('the page crashed'))
}

function noteProblem(problems: string[], type: string, text: string): void {
  if (/Electron Security Warning|Content Security Policy/i.test(text)) problems.push(text.slice(0, 600))
  else if (type === 'error') problems.push(`console error: ${text.slice(0, 600)}`)
}

async function untilReady(output: () => string, limitMs: number): Promise<string> {
  const end = Date.now() + limitMs
  for (;;) {
    const line = output()
      .split('\n')
      .find((text) => text.startsWith('Tijdig ready in '))
    if (line) return line.trim()
    if (Date.now() > end)
      throw new Error(`The app was not ready after ${limitMs / 1000} s. It said: ${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    process.kill(pid, 'SIGKILL')
  }
}

function plainEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return Object.fromEntries(
    entries.filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE' && name !== 'NODE_OPTIONS'),
  )
}
