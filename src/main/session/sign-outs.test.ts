import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SignOutPorts } from './sign-outs'
import { createSignOuts } from './sign-outs'

const serverUrl = 'https://desk.example.com'
const ended = { serverUrl, token: 'secret-token', sealed: 'nekot-terces' }

let folder: string
let told: string[]
let isReachable: boolean
let scheduled: { work: () => void; ms: number }[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sign-outs-'))
  told = []
  isReachable = false
  scheduled = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (ports: Partial<SignOutPorts> = {}) =>
  createSignOuts({
    folder,
    keyring: { unseal: (sealed) => Promise.resolve([...sealed].reverse().join('')) },
    tell: (_url, token) => {
      if (isReachable) told.push(token)
      return Promise.resolve(isReachable)
    },
    later: (work, ms) => void scheduled.push({ work, ms }),
    note: () => undefined,
    ...ports,
  })
const settle = () => new Promise((resolve) => setTimeout(resolve, 10))
const path = () => join(folder, 'sign-outs.json')

it('tells the server at once when it can be reached, and keeps nothing', async () => {
  isReachable = true
  open().add(ended)
  await settle()
  expect(told).toEqual(['secret-token'])
  expect(existsSync(path())).toBe(false)
  expect(scheduled).toEqual([])
})

it('without a network tells it later, with growing pauses', async () => {
  open().add(ended)
  await settle()
  for (let n = 0; n < 3; n++) {
    scheduled.at(-1)?.work()
    await settle()
  }
  expect(scheduled.map(({ ms }) => ms / 60_000)).toEqual([1, 2, 4, 8])
  isReachable = true
  scheduled.at(-1)?.work()
  await settle()
  expect(told).toEqual(['secret-token'])
  expect(scheduled).toHaveLength(4)
})

it('tells it after a restart; the file holds no token that can be read', async () => {
  open().add(ended)
  await settle()
  expect(readFileSync(path(), 'utf8')).not.toContain('secret-token')
  isReachable = true
  await open().tellAll()
  expect(told).toEqual(['secret-token'])
  expect(existsSync(path())).toBe(false)
})

it('forgets a token that no keyring can open', async () => {
  open().add({ ...ended, token: null })
  await settle()
  isReachable = true
  await open({ keyring: { unseal: () => Promise.resolve(null) } }).tellAll()
  expect(told).toEqual([])
  expect(existsSync(path())).toBe(false)
})

it('does not write down what had no keyring, and tells it while the app runs', async () => {
  open().add({ ...ended, sealed: null })
  await settle()
  expect(existsSync(path())).toBe(false)
  isReachable = true
  scheduled[0]?.work()
  await settle()
  expect(told).toEqual(['secret-token'])
})

it('goes on telling one server although another cannot be reached, and tries only that one again', async () => {
  const tell = (url: string, token: string) => {
    told.push(`${url} ${token}`)
    return Promise.resolve(isReachable || url === serverUrl)
  }
  const signOuts = open({ tell })
  signOuts.add({ ...ended, serverUrl: 'https://away.example.com', token: 'a' })
  signOuts.add({ ...ended, token: 'b' })
  await settle()
  expect(told.at(-1)).toBe(`${serverUrl} b`)
  const onDisk = JSON.parse(readFileSync(path(), 'utf8')) as { waiting: { serverUrl: string }[] }
  expect(onDisk.waiting.map((one) => one.serverUrl)).toEqual(['https://away.example.com'])
  told = []
  isReachable = true
  await signOuts.tellAll()
  expect(told).toEqual(['https://away.example.com a'])
  expect(existsSync(path())).toBe(false)
})

it('waits for one try at a time, and begins with a short pause again once all is told', async () => {
  const signOuts = open()
  signOuts.add(ended)
  await settle()
  await signOuts.tellAll()
  await signOuts.tellAll()
  expect(scheduled.map(({ ms }) => ms / 60_000)).toEqual([1])
  isReachable = true
  scheduled[0]?.work()
  await settle()
  isReachable = false
  signOuts.add(ended)
  await settle()
  expect(scheduled.map(({ ms }) => ms / 60_000)).toEqual([1, 1])
})

it('never waits longer than an hour', async () => {
  open().add(ended)
  await settle()
  for (let n = 0; n < 7; n++) {
    scheduled.at(-1)?.work()
    await settle()
  }
  expect(scheduled.map(({ ms }) => ms / 60_000)).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
})

it('tells what was added while it was telling something else', async () => {
  let answer = (_known: boolean): void => undefined
  const signOuts = open({
    tell: (_url, token) => {
      told.push(token)
      return token === 'slow' ? new Promise((resolve) => (answer = resolve)) : Promise.resolve(true)
    },
  })
  signOuts.add({ ...ended, token: 'slow' })
  signOuts.add({ ...ended, token: 'second' })
  await settle()
  expect(told).toEqual(['slow'])
  answer(true)
  await settle()
  expect(told).toEqual(['slow', 'second'])
  expect(existsSync(path())).toBe(false)
})

it('is told later where it cannot be written down and the keyring refuses; another is told at once', async () => {
  mkdirSync(`${path()}.new`)
  let refuses = true
  const signOuts = open({
    keyring: {
      unseal: () => (refuses ? Promise.reject(new Error('denied')) : Promise.resolve('opened')),
    },
  })
  signOuts.add({ ...ended, token: null })
  isReachable = true
  signOuts.add({ ...ended, token: 'another' })
  await settle()
  expect(told).toEqual(['another'])
  refuses = false
  scheduled[0]?.work()
  await settle()
  expect(told).toEqual(['another', 'opened'])
})

it('that cannot be read is set aside, and a new one is told', async () => {
  writeFileSync(path(), '{"waiting": [7')
  isReachable = true
  open().add(ended)
  await settle()
  expect(told).toEqual(['secret-token'])
})
