import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from '../open'
import { makeDataFolderPrivate } from './private-folder'

const modeOf = async (path: string) => (await stat(path)).mode & 0o777

describe.skipIf(process.platform === 'win32')('a data folder', () => {
  let folder: string
  let lines: string[]
  const log = () => createLog('warn', { write: (line: string) => void lines.push(line) })
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tijdig-private-'))
    lines = []
  })
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  async function openFolder(): Promise<readonly (readonly [string, number])[]> {
    const inside = join(folder, 'database', 'base')
    await mkdir(inside, { recursive: true })
    await writeFile(join(inside, '1'), 'a row')
    await writeFile(join(folder, 'changes.journal'), 'an entry')
    const closed = [
      [folder, 0o700],
      [join(folder, 'database'), 0o700],
      [inside, 0o700],
      [join(inside, '1'), 0o600],
      [join(folder, 'changes.journal'), 0o600],
    ] as const
    for (const [path, mode] of closed) await chmod(path, mode === 0o700 ? 0o755 : 0o644)
    return closed
  }

  it('that is open to others is closed, and the log says so once', async () => {
    const closed = await openFolder()
    await makeDataFolderPrivate(folder, log())
    for (const [path, mode] of closed) expect(await modeOf(path), path).toBe(mode)
    await makeDataFolderPrivate(folder, log())
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ level: 40, closed: 5 }])
  })

  it('in which other things lie stays as it is, but what is ours in it is closed', async () => {
    const closed = await openFolder()
    await writeFile(join(folder, 'holiday.jpg'), 'of somebody else')
    await chmod(join(folder, 'holiday.jpg'), 0o644)
    await makeDataFolderPrivate(folder, log())
    for (const [path, mode] of closed.slice(1)) expect(await modeOf(path), path).toBe(mode)
    expect(await modeOf(folder)).toBe(0o755)
    expect(await modeOf(join(folder, 'holiday.jpg'))).toBe(0o644)
  })

  it('that is made is closed', async () => {
    await makeDataFolderPrivate(join(folder, 'deep', 'data'), log())
    expect(await modeOf(join(folder, 'deep', 'data'))).toBe(0o700)
    expect(lines).toEqual([])
  })

  it('is closed all the way down where PostgreSQL had closed its own folder only', async () => {
    const closed = await openFolder()
    await chmod(join(folder, 'database'), 0o700)
    await makeDataFolderPrivate(folder, log())
    for (const [path, mode] of closed) expect(await modeOf(path), path).toBe(mode)
  })
})
