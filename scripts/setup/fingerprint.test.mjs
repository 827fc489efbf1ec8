import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fingerprint } from './fingerprint.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tijdig-fingerprint-'))
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'src', 'a.ts'), 'one')
})
afterEach(() => rmSync(folder, { recursive: true }))

it('stays the same when files are only touched', () => {
  const before = fingerprint(folder, ['src'])
  utimesSync(join(folder, 'src', 'a.ts'), 1, 1)
  expect(fingerprint(folder, ['src'])).toBe(before)
})

it('changes with a file’s contents, its name, and a file added', () => {
  const seen = new Set([fingerprint(folder, ['src'])])
  writeFileSync(join(folder, 'src', 'a.ts'), 'two')
  seen.add(fingerprint(folder, ['src']))
  renameSync(join(folder, 'src', 'a.ts'), join(folder, 'src', 'b.ts'))
  seen.add(fingerprint(folder, ['src']))
  writeFileSync(join(folder, 'src', 'c.ts'), '')
  seen.add(fingerprint(folder, ['src']))
  expect(seen.size).toBe(4)
})

it('looks neither at what is skipped nor at what is not there', () => {
  const before = fingerprint(folder, ['src', 'nowhere'], (path) => path.endsWith('.test.ts'))
  writeFileSync(join(folder, 'src', 'a.test.ts'), 'a test')
  expect(fingerprint(folder, ['src', 'nowhere'], (path) => path.endsWith('.test.ts'))).toBe(before)
})
