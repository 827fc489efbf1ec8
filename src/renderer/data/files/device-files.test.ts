import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { createDeviceFiles } from './device-files'
import type { DeviceFiles, Room, TicketFile } from './device-files'
import { openFileDatabase } from './file-database'

let name: string
beforeEach(() => (name = randomUUID()))
const filesOf = (owner: string): DeviceFiles => createDeviceFiles(() => openFileDatabase(name), owner)

const fileNamed = (id: string, ticketId = 'ticket'): TicketFile => ({
  ticketId,
  attachment: { id, name: `${id}.png`, mediaType: 'image/png', size: 10 },
})
const bytes = (size: number): Blob => new Blob(['x'.repeat(size)], { type: 'image/png' })
const room = (budget: number, unusedSince = Infinity): Room => ({ budget, unusedSince })
const all = ['a', 'b', 'c', 'd']

test('a file that was kept is read again, by its owner alone', async () => {
  const sanne = filesOf('office sanne')
  expect(await sanne.keep(fileNamed('a'), bytes(10), room(100), 1)).toBe(true)
  expect((await sanne.read('a', 2))?.size).toBe(10)
  const youssef = filesOf('office youssef')
  expect(await youssef.read('a', 3)).toBeNull()
  expect(await youssef.here(all)).toEqual([])
  expect(await youssef.figures()).toEqual({ files: 0, bytes: 0, othersBytes: 10 })
  // A later start finds it.
  expect(await filesOf('office sanne').here(all)).toEqual(['a'])
})

test('the longest unused makes way, and a look counts as use', async () => {
  const files = filesOf('me')
  for (const [at, id] of ['a', 'b', 'c'].entries()) await files.keep(fileNamed(id), bytes(30), room(100), at)
  await files.read('a', 10)
  expect(await files.keep(fileNamed('d'), bytes(40), room(100), 11)).toBe(true)
  expect(await files.here(all)).toEqual(['a', 'c', 'd'])
})

test('one budget holds for all people of the device', async () => {
  const mine = filesOf('me')
  await filesOf('another').keep(fileNamed('a'), bytes(60), room(100), 1)
  await mine.keep(fileNamed('b'), bytes(60), room(100), 2)
  expect(await mine.figures()).toEqual({ files: 1, bytes: 60, othersBytes: 0 })
})

test('what was used lately does not make way for what nobody looked at yet', async () => {
  const files = filesOf('me')
  await files.keep(fileNamed('a'), bytes(60), room(100), 50)
  expect(await files.keep(fileNamed('b'), bytes(60), room(100, 40), 60)).toBe(false)
  expect(await files.here(all)).toEqual(['a'])
  expect(await files.keep(fileNamed('b'), bytes(60), room(100, 51), 60)).toBe(true)
  expect(await files.here(all)).toEqual(['b'])
})

test('a file that is larger than the budget is not kept, and drives nothing out', async () => {
  const files = filesOf('me')
  await files.keep(fileNamed('a'), bytes(10), room(100), 1)
  expect(await files.keep(fileNamed('b'), bytes(101), room(100), 2)).toBe(false)
  expect(await files.here(all)).toEqual(['a'])
})

test('a file that is kept again counts once', async () => {
  const files = filesOf('me')
  await files.keep(fileNamed('a'), bytes(80), room(100), 1)
  expect(await files.keep(fileNamed('a'), bytes(80), room(100), 2)).toBe(true)
  expect(await files.figures()).toEqual({ files: 1, bytes: 80, othersBytes: 0 })
})

test('a smaller budget lets go at once, and none of all', async () => {
  const files = filesOf('me')
  for (const [at, id] of all.entries()) await files.keep(fileNamed(id), bytes(30), room(200), at)
  await files.fit(60)
  expect(await files.here(all)).toEqual(['c', 'd'])
  await files.fit(0)
  expect(await files.figures()).toEqual({ files: 0, bytes: 0, othersBytes: 0 })
})

test('files are let go of by ticket, or all of one person', async () => {
  const files = filesOf('me')
  const others = filesOf('another')
  await files.keep(fileNamed('a', 'mine'), bytes(10), room(100), 1)
  await files.keep(fileNamed('b', 'gone'), bytes(10), room(100), 2)
  await others.keep(fileNamed('c', 'gone'), bytes(10), room(100), 3)
  await files.letGo((ticketId) => ticketId === 'mine')
  expect(await files.here(all)).toEqual(['a'])
  await files.letGo()
  expect(await files.here(all)).toEqual([])
  expect(await others.here(all)).toEqual(['c'])
})

test('a store that could not be opened is opened by the next call', async () => {
  let isFull = true
  const files = createDeviceFiles(
    () => (isFull ? Promise.reject(new Error('full')) : openFileDatabase(name)),
    'me',
  )
  await expect(files.here(all)).rejects.toThrow('full')
  isFull = false
  expect(await files.here(all)).toEqual([])
})
