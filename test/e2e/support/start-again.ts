import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './app'

/** Starts the app a second time, as the desktop does for a link; resolves when that process has ended by itself. */
export function startAgain(userData: string, ...args: readonly string[]): Promise<number | null> {
  const runtime = JSON.parse(readFileSync(join(projectRoot, '.cache/runtime.json'), 'utf8')) as {
    executable: string
  }
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(runtime.executable, [...flags, projectRoot, ...args], {
    env: { ...process.env, TIJDIG_USER_DATA: userData },
    stdio: 'ignore',
  })
  return new Promise((resolve) => child.once('exit', resolve))
}
