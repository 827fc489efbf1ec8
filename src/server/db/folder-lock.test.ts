import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockFolder } from './folder-lock'

let folder: string
let other: ChildProcess | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tijdig-lock-'))
})
afterEach(() => {
  other?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** A claim on the folder by a living process that is not us, made so many seconds ago. */
function claimOf(script: string, secondsAgo: number): Promise<void> {
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] })
  other = child
  const path = join(folder, 'in-use')
  return new Promise((resolve) =>
    child.stdout.once('data', () => {
      writeFileSync(path, String(child.pid))
      const then = Date.now() / 1000 - secondsAgo
      utimesSync(path, then, then)
      resolve()
    }),
  )
}

const silent = `console.log('here'); setInterval(() => {}, 1000)`
const answering = (): string =>
  `require('net').createServer().listen(${JSON.stringify(join(folder, 'in-use.socket'))}, () => console.log('here'))`

test('a folder can be claimed again once it was given back', async () => {
  const release = await lockFolder(folder)
  await release()
  await (
    await lockFolder(folder)
  )()
})

test('the claim of a dead process is taken over', async () => {
  writeFileSync(join(folder, 'in-use'), '999999999')
  await (
    await lockFolder(folder)
  )()
})

test.skipIf(process.platform === 'win32')('a living owner that answers keeps its folder', async () => {
  await claimOf(answering(), 3600)
  await expect(lockFolder(folder)).rejects.toThrow(`in use by process ${other?.pid}`)
})

test('an owner that has just begun keeps its folder before it answers', async () => {
  await claimOf(silent, 1)
  await expect(lockFolder(folder)).rejects.toThrow('in use by process')
})

test('another program that got the number of a dead owner does not hold the folder', async () => {
  await claimOf(silent, 3600)
  await (
    await lockFolder(folder)
  )()
})

test('a claim whose owner has not written its number yet is not taken for a dead one', async () => {
  writeFileSync(join(folder, 'in-use'), '')
  await expect(lockFolder(folder)).rejects.toThrow('in use by another process')
})

test('of several that find the claim of a dead process at once, one takes the folder', async () => {
  writeFileSync(join(folder, 'in-use'), '999999999')
  // A quicker one is at it, and has its claim there before the slower one may look.
  writeFileSync(join(folder, 'in-use.turn'), '')
  const slower = lockFolder(folder)
  await claimOf(silent, 0)
  rmSync(join(folder, 'in-use.turn'))
  await expect(slower).rejects.toThrow(`in use by process ${other?.pid}`)
})

test('a turn that a dead process left holds up nobody', async () => {
  writeFileSync(join(folder, 'in-use'), '999999999')
  writeFileSync(join(folder, 'in-use.turn'), '')
  const then = Date.now() / 1000 - 60
  utimesSync(join(folder, 'in-use.turn'), then, then)
  await (
    await lockFolder(folder)
  )()
})
