import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** How long a program may take to put its things away after Ctrl-C. */
const goodbyeMs = 10_000
const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** A shell between npm and us keeps signals to itself: that npm is gone shows only by our having another parent. */
const parent = process.ppid
let ending = false

/** How to end each program that runs now. */
const running = new Set()
let attached = 0
const stop = () => {
  if (attached === 0) process.exit(130)
}
for (const signal of endSignals) process.on(signal, stop)
process.on('exit', () => running.forEach((end) => end()))

/** Whether we were asked to end while a program ran on this terminal: then nothing more is to be started. */
export function askedToEnd() {
  return ending
}

/**
 * Runs a program to its end and collects what it says. Never rejects: a program that could not be started has code 127.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, limitMs?: number, show?: boolean }} [options] `show` passes output on
 *   to stderr while it comes; after `limitMs` milliseconds the program and its children are ended.
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>}
 */
export function run(command, args, { cwd, env = process.env, limitMs = 600_000, show = false } = {}) {
  return new Promise((resolve) => {
    const ownGroup = process.platform !== 'win32'
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: ownGroup })
    let output = ''
    let timedOut = false
    const take = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString()
      if (show) process.stderr.write(chunk)
    }
    const end = () => endTree(child, 'SIGKILL')
    const timer = setTimeout(() => {
      timedOut = true
      end()
    }, limitMs)
    running.add(end)
    const orphaned = setInterval(() => process.ppid !== parent && stop(), 500)
    const finish = (/** @type {number} */ code) => {
      clearTimeout(timer)
      clearInterval(orphaned)
      running.delete(end)
      resolve({ code, output, timedOut })
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', (error) => {
      output += error.message
      finish(127)
    })
    child.on('close', (code) => finish(code ?? 1))
  })
}

/** Ends a program started with `detached` together with everything it started. */
export function endTree(/** @type {import('node:child_process').ChildProcess} */ child, signal = 'SIGTERM') {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal)
  } catch {
    child.kill(signal)
  }
}

/**
 * A command that the kernel ends when we die, however we die (Linux with setpriv; elsewhere the command itself).
 *
 * @param {string} command @param {readonly string[]} args @returns {[string, string[]]}
 */
export function tiedToUs(command, args) {
  if (process.platform !== 'linux' || !isOnPath('setpriv')) return [command, [...args]]
  return ['setpriv', ['--pdeathsig', 'TERM', command, ...args]]
}

/** Whether a program is found on the PATH. */
export function isOnPath(/** @type {string} */ program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}

/** The last lines of a program's output, for a message about its failure: without colours, blank lines and stacks. */
export function tail(/** @type {string} */ output, lines = 4) {
  return stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .slice(-lines)
    .join('\n        ')
}

/**
 * Runs a program on this terminal: its output is ours, signals to us are passed on. Returns its exit code; 0 when it was asked
 * to end and did.
 *
 * @param {string} command @param {readonly string[]} args @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>}
 */
export function runAttached(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit', shell: process.platform === 'win32' })
    attached += 1
    let told = false
    const end = () => {
      ending = true
      if (told) return
      told = true
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), goodbyeMs).unref()
    }
    const orphaned = setInterval(() => process.ppid !== parent && end(), 500)
    for (const signal of endSignals) process.on(signal, end)
    child.on('error', reject)
    child.on('exit', (code) => {
      clearInterval(orphaned)
      for (const signal of endSignals) process.off(signal, end)
      attached -= 1
      resolve(code ?? (ending ? 0 : 1))
    })
  })
}
