import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createKnownServers } from './known-servers'

let folder: string
let asked: string[]
let answer: boolean
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'known-servers-'))
  asked = []
  answer = true
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = () =>
  createKnownServers({
    folder,
    ask: (origin) => {
      asked.push(origin)
      return Promise.resolve(answer)
    },
    note: () => undefined,
  })

test('a person is asked once about a server, and after a sign-in never again', async () => {
  const servers = open()
  expect(await servers.mayContact('https://desk.example.com/tijdig')).toBe(true)
  expect(await servers.mayContact('https://desk.example.com/tijdig')).toBe(true)
  servers.learn('https://desk.example.com/tijdig')
  expect(await open().mayContact('https://desk.example.com')).toBe(true)
  expect(asked).toEqual(['https://desk.example.com'])
})

test('who said yes and did not get in is asked again after a restart', async () => {
  await open().mayContact('https://desk.example.com')
  await open().mayContact('https://desk.example.com')
  expect(asked).toHaveLength(2)
})

test('no holds for that one try', async () => {
  answer = false
  const servers = open()
  expect(await servers.mayContact('https://desk.example.com')).toBe(false)
  answer = true
  expect(await servers.mayContact('https://desk.example.com')).toBe(true)
})

test.each([
  'https://desk.example.com.evil.example',
  'https://desk.example.com:8443',
  'http://desk.example.com',
])('a known server does not let %s pass', async (url) => {
  const servers = open()
  servers.learn('https://desk.example.com')
  await servers.mayContact(url)
  expect(asked).toEqual([new URL(url).origin])
})

test('two questions about one server are one box', async () => {
  const servers = open()
  await Promise.all([servers.mayContact('https://a.example'), servers.mayContact('https://a.example')])
  expect(asked).toHaveLength(1)
})

test('a question that could not be put is put again at the next try', async () => {
  let isBroken = true
  const servers = createKnownServers({
    folder,
    ask: () => (isBroken ? Promise.reject(new Error('the window is gone')) : Promise.resolve(true)),
    note: () => undefined,
  })
  await expect(servers.mayContact('https://desk.example.com')).rejects.toThrow('the window is gone')
  isBroken = false
  expect(await servers.mayContact('https://desk.example.com')).toBe(true)
})

test('a list that cannot be read knows nobody', async () => {
  writeFileSync(join(folder, 'known-servers.json'), '{"origins": 7}')
  await open().mayContact('https://desk.example.com')
  expect(asked).toHaveLength(1)
})

test('a list that cannot be kept is known until the app ends, and the person is asked once more after that', async () => {
  mkdirSync(join(folder, 'known-servers.json.new'))
  const servers = open()
  servers.learn('https://desk.example.com')
  expect(await servers.mayContact('https://desk.example.com')).toBe(true)
  expect(asked).toEqual([])
  await open().mayContact('https://desk.example.com')
  expect(asked).toHaveLength(1)
})

test('the list can be read however many servers there were: the newest five hundred are kept', async () => {
  const origins = Array.from({ length: 500 }, (_, index) => `https://desk-${index}.example.com`)
  writeFileSync(join(folder, 'known-servers.json'), JSON.stringify({ origins }))
  const servers = open()
  for (const index of [500, 501, 502]) servers.learn(`https://desk-${index}.example.com`)
  const again = open()
  await again.mayContact('https://desk-502.example.com')
  await again.mayContact('https://desk-3.example.com')
  expect(asked).toEqual([])
  await again.mayContact('https://desk-2.example.com')
  expect(asked).toHaveLength(1)
})
