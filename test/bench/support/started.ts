import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { projectRoot } from './settings'

/** A program that was started and has said what it was waited for. */
export interface Started {
  readonly pid: number
  /** From the start to the line, ms. */
  readonly ms: number
  /** The line that was waited for. */
  readonly line: string
  /** Ends it with everything it started, and waits until it is gone. */
  readonly stop: () => Promise<void>
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) signal(child, 'SIGKILL')
})
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => process.exit(130))

/** Starts a program and waits for the first line of its output that matches. Rejects when it ends or is silent before. */
export function startUntil(
  command: string,
  args: readonly string[],
  wanted: RegExp,
  { env = {}, limitMs = 120_000 }: { env?: Readonly<Record<string, string>>; limitMs?: number } = {},
): Promise<Started> {
  const { ELECTRON_RUN_AS_NODE: _, NODE_OPTIONS: __, ...plain } = process.env
  const begun = performance.now()
  const child = spawn(command, args, {
    cwd: projectRoot,
    env: { ...plain, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  running.add(child)
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  void gone.then(() => running.delete(child))
  const stop = async (): Promise<void> => {
    signal(child, 'SIGTERM')
    const patience = setTimeout(() => signal(child, 'SIGKILL'), 8_000)
    await gone
    clearTimeout(patience)
  }
  return new Promise((resolve, reject) => {
    let output = ''
    const fail = (why: string): void => {
      signal(child, 'SIGKILL')
      reject(new Error(`${command} ${args.join(' ')} ${why}. It said: ${output.slice(-2000)}`))
    }
    const timer = setTimeout(() => fail(`did not say ${wanted} in ${limitMs} ms`), limitMs)
    const hear = (chunk: Buffer): void => {
      const now = performance.now()
      output += chunk.toString()
      const line = output.split('\n').find((text) => wanted.test(text))
      if (line === undefined || child.pid === undefined) return
      clearTimeout(timer)
      child.stdout?.off('data', hear).resume()
      resolve({ pid: child.pid, ms: now - begun, line, stop })
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code) => fail(`ended with code ${code}`))
  })
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, name)
  } catch {
    child.kill(name)
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
