import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { saveFile } from './save-file'
import type { SaveFilePorts } from './save-file'

let folder: string
let notes: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tijdig-save-'))
  notes = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const bytes = new TextEncoder().encode('MZ what a customer sent')
const save = (name: string, ports: Partial<SaveFilePorts> = {}) =>
  saveFile(
    { name, bytes },
    {
      askWhere: (asked) => Promise.resolve(join(folder, asked)),
      markAsForeign: () => Promise.resolve(),
      language: 'en',
      note: (message) => notes.push(message),
      ...ports,
    },
  )

test('an attachment is marked as coming from elsewhere, whole, before it has its name', async () => {
  const marked: unknown[] = []
  const path = join(folder, 'invoice.exe')
  expect(
    await save('invoice.exe', {
      markAsForeign: async (beside) =>
        void marked.push([readFileSync(beside, 'utf8'), existsSync(path), statSync(beside).ino]),
    }),
  ).toEqual({ ok: true, value: { path } })
  expect(marked).toEqual([['MZ what a customer sent', false, statSync(path).ino]])
})

test('one that cannot be marked is saved all the same', async () => {
  expect(await save('a.pdf', { markAsForeign: () => Promise.reject(new Error('FAT')) })).toMatchObject({
    ok: true,
  })
  expect([readdirSync(folder), notes]).toEqual([
    ['a.pdf'],
    ['an attachment could not be marked as coming from elsewhere'],
  ])
})

test('nothing beside it is written over, whatever its name', async () => {
  writeFileSync(join(folder, 'a.pdf.new'), 'the person’s own')
  await save('a.pdf')
  expect(readFileSync(join(folder, 'a.pdf.new'), 'utf8')).toBe('the person’s own')
  await save('a.pdf', { askWhere: () => Promise.resolve(join(folder, 'no such folder', 'a.pdf')) })
  expect(readdirSync(folder)).toEqual(['a.pdf', 'a.pdf.new'])
})

test('the longest name that a disk takes is saved', async () => {
  const name = `${'a'.repeat(251)}.pdf`
  expect(await save('x', { askWhere: () => Promise.resolve(join(folder, name)) })).toMatchObject({ ok: true })
  expect(readdirSync(folder)).toEqual([name])
})

test('who goes back saves nothing; where it cannot be written, the person is told what to do', async () => {
  expect(await save('a.pdf', { askWhere: () => Promise.resolve(null) })).toEqual({
    ok: true,
    value: { path: null },
  })
  const nowhere = { askWhere: () => Promise.resolve(join(folder, 'gone', 'a.pdf')) }
  expect(await save('a.pdf', nowhere)).toMatchObject({ ok: false, code: 'file-unwritable' })
  expect(readdirSync(folder)).toEqual([])
})
