import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { folderAt } from '../files/folder'
import { openServerClock } from './server-clock'

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
