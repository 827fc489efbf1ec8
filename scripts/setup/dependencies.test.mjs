import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { missingPackage } from './dependencies.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tijdig-dependencies-'))
  mkdirSync(join(folder, 'node_modules'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const lock = (/** @type {object} */ packages) =>
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }))
const installed = (/** @type {object} */ packages) =>
  writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }))

describe('whether npm must install', () => {
  it('installs when nothing is there yet', () => {
    lock({ 'node_modules/zod': { version: '4.0.0' } })
    expect(missingPackage(folder)).toBe('none are installed yet')
  })

  it('leaves alone what the lock file asks for', () => {
    lock({ 'node_modules/zod': { version: '4.0.0' } })
    installed({ 'node_modules/zod': { version: '4.0.0' } })
    expect(missingPackage(folder)).toBeNull()
  })

  it('names a package whose version the lock file changed', () => {
    lock({ 'node_modules/zod': { version: '4.1.0' } })
    installed({ 'node_modules/zod': { version: '4.0.0' } })
    expect(missingPackage(folder)).toBe('zod changed')
  })

  it('does not miss packages of other platforms', () => {
    lock({ 'node_modules/only-for-windows': { version: '1.0.0', optional: true } })
    installed({})
    expect(missingPackage(folder)).toBeNull()
  })
})
