import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { readChecked, syncFolder, writeAtomic, writeAtomicLater } from './atomic'
import type { AtomicDisk } from './atomic'

const path = '/profile/session.json'

/** A disk in memory whose calls can be made to fail. */
function memoryDisk(change: (disk: AtomicDisk) => Partial<AtomicDisk> = () => ({})) {
  const files = new Map<string, string>([[path, 'old']])
  const opened: string[] = []
  const waited: number[] = []
  const plain: AtomicDisk = {
    mkdir: () => undefined,
    open: (name) => {
      files.set(name, '')
      return opened.push(name) - 1
    },
    write: (file, bytes) => {
      const name = opened[file] ?? ''
      files.set(name, (files.get(name) ?? '') + Buffer.from(bytes).toString())
      return bytes.byteLength
    },
    sync: () => undefined,
    close: () => undefined,
    rename: (from, to) => {
      files.set(to, files.get(from) ?? '')
      files.delete(from)
    },
    remove: (name) => void files.delete(name),
    syncFolder: () => undefined,
    wait: (ms) => void waited.push(ms),
  }
  return { disk: { ...plain, ...change(plain) }, files, waited }
}
const failure = (code: string) => Object.assign(new Error(code), { code })

describe('a file that is replaced', () => {
  test('is written whole by a disk that takes a little at a time', () => {
    const { disk, files } = memoryDisk((plain) => ({
      write: (file, bytes) => plain.write(file, bytes.subarray(0, 5)),
    }))
    writeAtomic(path, 'what is new, and somewhat longer', { disk })
    expect(Object.fromEntries(files)).toEqual({ [path]: 'what is new, and somewhat longer' })
  })

  test.each([
    ['the disk is full half way', { write: 'ENOSPC' }],
    ['nothing more is taken', { write: 0 }],
    ['it cannot be flushed', { sync: 'EIO' }],
    ['it cannot be renamed', { rename: 'EXDEV' }],
    ['it is held for good', { rename: 'EPERM' }],
  ])('stays as it was when %s; the caller hears of it, and nothing lies beside it', (_, how) => {
    const { disk, files } = memoryDisk((plain) => {
      const fail = (code: unknown) => () => {
        if (typeof code === 'string') throw failure(code)
        return 0
      }
      let writes = 0
      return {
        ...('write' in how
          ? {
              write: (file, bytes) =>
                writes++ === 0 ? plain.write(file, bytes.subarray(0, 3)) : fail(how.write)(),
            }
          : {}),
        ...('sync' in how ? { sync: fail(how.sync) } : {}),
        ...('rename' in how ? { rename: fail(how.rename) } : {}),
      }
    })
    expect(() => writeAtomic(path, 'what is new', { disk, pauses: [1, 1] })).toThrow()
    expect(Object.fromEntries(files)).toEqual({ [path]: 'old' })
  })

  test.each(['EPERM', 'EBUSY', 'EACCES'])(
    'is renamed again after a while when a scanner holds it (%s)',
    (code) => {
      let held = 2
      const { disk, files, waited } = memoryDisk((plain) => ({
        rename: (from, to) => {
          if (held-- > 0) throw failure(code)
          plain.rename(from, to)
        },
      }))
      writeAtomic(path, 'new', { disk, pauses: [10, 30, 60] })
      expect([files.get(path), waited]).toEqual(['new', [10, 30]])
    },
  )
})

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tijdig-atomic-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('on a real disk', () => {
  test('a file is for its owner alone, and its folder is made', () => {
    const file = join(folder, 'profile', 'session.json')
    writeAtomic(file, 'new')
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['new', 0o600])
  })

  test('what must be true before it has its name is done first; when that fails the old one stays', async () => {
    const file = join(folder, 'pakbon.pdf')
    writeFileSync(file, 'old')
    const names: string[][] = []
    await writeAtomicLater(file, 'new', {
      beforeRename: async () => void names.push([readFileSync(file, 'utf8'), ...readdirSync(folder)]),
    })
    expect(names).toEqual([['old', 'pakbon.pdf', 'pakbon.pdf.new']])
    expect(readFileSync(file, 'utf8')).toBe('new')
    await expect(
      writeAtomicLater(file, 'newer', { beforeRename: () => Promise.reject(new Error('no')) }),
    ).rejects.toThrow('no')
    expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['new', ['pakbon.pdf']])
  })
})

test('a larger file is on the medium before it takes the place of the old one', async () => {
  const file = join(folder, 'alert-plan.json')
  writeFileSync(file, 'old')
  const handle = await open(join(folder, 'any'), 'w')
  await handle.close()
  const flush = vi.spyOn(Object.getPrototypeOf(handle) as typeof handle, 'sync')
  let flushes = 0
  await writeAtomicLater(file, 'new', {
    beforeRename: () => Promise.resolve(void (flushes = flush.mock.calls.length)),
  })
  expect(flushes).toBe(1)
  flush.mockRejectedValueOnce(failure('EIO'))
  await expect(writeAtomicLater(file, 'newer')).rejects.toThrow('EIO')
  flush.mockRestore()
  expect(readFileSync(file, 'utf8')).toBe('new')
})

describe('a folder that cannot be flushed', () => {
  const fails = (code: string) => () => {
    throw failure(code)
  }

  test('is no failure of a file that lies where a person chose; of the app’s own it is', async () => {
    const file = join(folder, 'pakbon.pdf')
    await writeAtomicLater(file, 'new', { folder: 'chosen', sync: fails('EIO') })
    expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['new', ['pakbon.pdf']])
    await expect(writeAtomicLater(file, 'newer', { sync: fails('EIO') })).rejects.toThrow('EIO')
  })

  test('because its file system has no such thing is left to its own order; one that fails is heard', (context) => {
    if (process.platform === 'win32') context.skip()
    for (const code of ['EINVAL', 'ENOTSUP', 'ENOSYS']) syncFolder(folder, fails(code))
    expect(() => syncFolder(folder, fails('EIO'))).toThrow('EIO')
  })
})

/** A file system of 64 KB, where one can be mounted. */
function mountTiny(at: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at], { stdio: 'pipe' })
    return true
  } catch {
    return false
  }
}

describe('on a disk with too little room', () => {
  test('the good file stays, and the caller hears that it is full', async (context) => {
    if (!mountTiny(folder)) context.skip()
    try {
      const file = join(folder, 'session.json')
      writeAtomic(file, 'good')
      // Half of what is to be written fits: the system then writes that half, without an error.
      writeFileSync(join(folder, 'ballast'), Buffer.alloc(44 * 1024))
      const free = statfsSync(folder)
      expect(free.bavail * free.bsize).toBeGreaterThan(4 * 1024)
      const large = 'x'.repeat(30 * 1024)
      expect(() => writeAtomic(file, large)).toThrow('ENOSPC')
      await expect(writeAtomicLater(file, large)).rejects.toThrow('ENOSPC')
      expect(readFileSync(file, 'utf8')).toBe('good')
      expect(readdirSync(folder).sort()).toEqual(['ballast', 'session.json'])
    } finally {
      execFileSync('umount', ['-l', folder])
    }
  })
})

test('a file that cannot be read is kept aside, and what stands in it is in no log', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tijdig-checked-'))
  const file = join(folder, 'plan.json')
  writeFileSync(file, '{"subject":Salaris Jansen}')
  const reasons: string[] = []
  try {
    expect(readChecked(file, z.object({}), (reason) => reasons.push(reason))).toBeUndefined()
    expect(reasons).toHaveLength(1)
    expect(reasons.join()).not.toContain('Salaris')
    expect(readdirSync(folder)).toEqual(['plan.json.bad'])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
