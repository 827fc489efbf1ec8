import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createStay } from './stay'

let folder: string
let told: string[]
let notes: string[]
let wanted: boolean
let language: 'nl' | 'en'
let quit: () => void
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tijdig-stay-'))
  ;[told, notes] = [[], []]
  wanted = true
  language = 'en'
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const start = () =>
  createStay({
    folder,
    wanted: () => wanted,
    language: () => language,
    tell: ({ title }) => told.push(title),
    onQuit: (quits) => (quit = quits),
    note: (message) => notes.push(message),
  })
const last = { isLast: true, isFullScreen: false }

describe.skipIf(process.platform === 'darwin')('an app whose last window is closed', () => {
  test('stays at work, unless the person wants it to end or it is ending', () => {
    const stay = start()
    expect(stay.closing(last)).toBe('hide')
    expect(stay.closing({ ...last, isLast: false })).toBe('close')
    wanted = false
    expect(stay.closing(last)).toBe('close')
    wanted = true
    quit()
    expect(stay.closing(last)).toBe('close')
  })

  test('says so once on this device, also after a restart, in the language of the person', () => {
    language = 'nl'
    const stay = start()
    stay.stayed()
    stay.stayed()
    start().stayed()
    expect(told).toEqual(['Tijdig let op'])
  })

  test('says so again where that could not be kept, or what was kept cannot be read', () => {
    writeFileSync(join(folder, 'told.json'), '{"stays": "often"}')
    start().stayed()
    expect([told.length, notes]).toEqual([1, ['told.json is unusable']])
    rmSync(join(folder, 'told.json'))
    mkdirSync(join(folder, 'told.json.new'))
    start().stayed()
    expect([told.length, notes.length]).toEqual([2, 2])
  })
})
