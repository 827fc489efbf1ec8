import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, uptime } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { folderAt } from '../files/folder'
import { openServerClock, readClocks } from './server-clock'

const hour = 3_600_000
const monday = Date.UTC(2026, 10, 23, 9)
let folder: string
let now: { wall: number; uptime: number; boot: string | null }
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'server-clock-'))
  now = { wall: monday, uptime: 3 * hour, boot: null }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const path = () => join(folder, 'server-clock.json')
const open = () => openServerClock({ folder: folderAt(folder), read: () => now, note: () => undefined })
const passes = (ms: number, setBy = 0): void => {
  now = { ...now, wall: now.wall + ms + setBy, uptime: now.uptime + ms }
}

it('is known at the next start, as far as the machine’s own clock was left alone', () => {
  open().learn(40_000)
  passes(hour)
  const again = open()
  expect([again.offset(), again.isCertain()]).toEqual([40_000, true])
})

it.each([
  ['the clock was set meanwhile', () => passes(hour, 2 * hour)],
  ['the file is unusable', () => writeFileSync(path(), '{"offsetMs":')],
])('is in doubt when %s, until the server is heard', (_what, happens) => {
  open().learn(40_000)
  happens()
  const again = open()
  expect([again.offset(), again.isCertain()]).toEqual([0, false])
  again.learn(-7_160_000)
  expect([again.offset(), again.isCertain()]).toEqual([-7_160_000, true])
  passes(hour)
  const later = open()
  expect([later.offset(), later.isCertain()]).toEqual([-7_160_000, true])
})

it('is written again when it moved or is old, and not with each answer', () => {
  const clock = open()
  const written = (): unknown => JSON.parse(readFileSync(path(), 'utf8'))
  clock.learn(40_000)
  const first = written()
  passes(60_000)
  clock.learn(40_900)
  expect(written()).toEqual(first)
  clock.learn(41_100)
  expect(written()).toMatchObject({ offsetMs: 41_100, wall: now.wall })
  passes(2 * hour)
  clock.learn(41_100)
  expect(written()).toMatchObject({ offsetMs: 41_100, wall: now.wall })
})

it.each([
  ['a system that names its starts', 'a', 'b', 2 * hour],
  ['another system', null, null, 0],
])('is written again after the machine was started anew, on %s', (_which, before, after, setBy) => {
  now = { wall: monday, uptime: 600_000, boot: before }
  open().learn(40_000)
  now = { wall: monday + 24 * hour, uptime: 300_000, boot: after }
  const withoutNetwork = open()
  expect([withoutNetwork.offset(), withoutNetwork.isCertain()]).toEqual([40_000, true])
  passes(900_000)
  withoutNetwork.learn(40_000)
  passes(900_000, setBy)
  const again = open()
  expect([again.offset(), again.isCertain()]).toEqual([40_000 - setBy, true])
})

it('a start after which nothing moved writes nothing; one after which the clock was set does', () => {
  now = { ...now, boot: 'a' }
  open().learn(40_000)
  passes(600_000)
  const calm = open()
  rmSync(path())
  calm.learn(40_000)
  expect(existsSync(path())).toBe(false)

  open().learn(40_000)
  passes(600_000, hour)
  const moved = open()
  expect(moved.offset()).toBe(40_000 - hour)
  moved.learn(40_000 - hour)
  expect(JSON.parse(readFileSync(path(), 'utf8'))).toMatchObject({ offsetMs: 40_000 - hour, wall: now.wall })
})

it('is known while the app runs on a disk that takes nothing, and kept once there is room', () => {
  mkdirSync(`${path()}.new`)
  const clock = open()
  clock.learn(40_000)
  expect([clock.offset(), existsSync(path())]).toEqual([40_000, false])
  rmSync(`${path()}.new`, { recursive: true })
  clock.learn(40_000)
  expect(open().offset()).toBe(40_000)
})

it('stays where the server’s is when somebody sets the machine’s clock while the app runs', () => {
  const clock = open()
  clock.learn(40_000)
  passes(60_000, -2 * hour)
  expect([clock.offset(), clock.isCertain()]).toEqual([40_000 + 2 * hour, true])
})

it('the clocks of this machine are read in milliseconds, and its start has one name', () => {
  const { wall, uptime: up, boot } = readClocks()
  expect(Math.abs(wall - Date.now())).toBeLessThan(5000)
  expect(Math.abs(up - uptime() * 1000)).toBeLessThan(5000)
  if (process.platform === 'linux') expect(boot).toMatch(/^[0-9a-f-]{36}$/)
  expect(readClocks().boot).toBe(boot)
})
