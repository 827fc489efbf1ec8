import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { identify, readDevice } from './device'

const kept = { deviceId: 'kept', machine: 'desk', folder: '/profile' }

test.each([
  ['a new profile', undefined, 'desk', '/profile', 'new', false, { ...kept, deviceId: 'new' }],
  ['the same place', kept, 'desk', '/profile', 'kept', false, null],
  [
    'another machine',
    kept,
    'laptop',
    '/profile',
    'new',
    true,
    { ...kept, deviceId: 'new', machine: 'laptop' },
  ],
  ['another folder', kept, 'desk', '/copy', 'new', true, { ...kept, deviceId: 'new', folder: '/copy' }],
  ['a machine that does not say its name', kept, '', '/profile', 'kept', false, null],
  ['one that says it again', { ...kept, machine: '' }, 'desk', '/profile', 'kept', false, kept],
  ['one that never said it', { ...kept, machine: '' }, '', '/profile', 'kept', false, null],
] as const)('%s', (_, file, machine, folder, deviceId, copied, keep) => {
  expect(identify(file, { machine, folder, newId: () => 'new' })).toEqual({
    device: { deviceId, copied },
    keep,
  })
})

describe('a profile on the disk', () => {
  let folder: string
  const notes: string[] = []
  const note = (message: string): void => void notes.push(message)
  beforeEach(() => {
    notes.length = 0
    folder = mkdtempSync(join(tmpdir(), 'tijdig-device-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('keeps its id through a start at which the machine is slow, and one at which it cannot say its name', async () => {
    const first = await readDevice(folder, Promise.resolve('desk'), note)
    const slow = () => new Promise<string>((resolve) => setTimeout(() => resolve('desk'), 60_000).unref())
    const failing = () => Promise.reject<string>(new Error('reg.exe was not found'))
    for (const machine of [slow, failing, () => Promise.resolve(''), () => Promise.resolve('desk')])
      expect(await readDevice(folder, machine(), note)).toEqual({ deviceId: first.deviceId, copied: false })
    expect(notes.filter((text) => text.includes('not known'))).toHaveLength(3)
    expect(JSON.parse(readFileSync(join(folder, 'device.json'), 'utf8'))).toEqual({
      deviceId: first.deviceId,
      machine: 'desk',
      folder: realpathSync(folder),
    })
  })

  test('gets a new id on another machine', async () => {
    const first = await readDevice(folder, Promise.resolve('desk'), note)
    const second = await readDevice(folder, Promise.resolve(randomUUID()), note)
    expect(second.copied).toBe(true)
    expect(second.deviceId).not.toBe(first.deviceId)
  })
})
