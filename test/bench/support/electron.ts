import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './settings'
import { startUntil } from './started'
import type { Started } from './started'

const runtime = JSON.parse(readFileSync(join(projectRoot, '.cache', 'runtime.json'), 'utf8')) as {
  readonly executable: string
  readonly version: string
}
export const { executable, version: electronVersion } = runtime

/** Chromium refuses to run as root with its sandbox. */
const flags = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** Starts the built app by itself, without a debugger, until it says that the queue can be used. */
export function startApp(
  userData: string,
  { args = [], env = {} }: { args?: readonly string[]; env?: Readonly<Record<string, string>> } = {},
): Promise<Started> {
  return startUntil(executable, [...flags, projectRoot, ...args], /^Tijdig ready in /, {
    env: { ...env, TIJDIG_USER_DATA: userData },
    limitMs: 300_000,
  })
}

export const emptyWindowFolder = join(projectRoot, 'test', 'bench', 'empty-window')

/** Starts the floor: one empty window of the same Electron, until its first frames were painted. */
export const startEmptyWindow = (userData: string): Promise<Started> =>
  startUntil(executable, [...flags, emptyWindowFolder], /^painted$/, { env: { BENCH_USER_DATA: userData } })
