import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
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
