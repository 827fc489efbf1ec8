import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServer } from '../support/server-process'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tijdig-data-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/**
 * Everything in the folder that somebody else may read, write or enter; but not the socket, and not the copy of its own catalogue
 * that PostgreSQL writes anew as it runs: they lie in closed folders and hold nothing of anybody.
 */
async function openParts(): Promise<readonly string[]> {
  const names = ['', ...(await readdir(data(), { recursive: true }))]
  const modes = await Promise.all(names.map(async (name) => (await stat(join(data(), name))).mode))
  return names.filter(
    (name, index) => !/(in-use\.socket|pg_internal\.init)$/.test(name) && ((modes[index] ?? 0) & 0o077) !== 0,
  )
}
const data = () => join(folder, 'data')

it.skipIf(process.platform === 'win32')(
  'a server keeps its data from other users of the machine, also what an earlier one left open',
  async () => {
    const first = await startServer({ data: data() })
    expect(await openParts()).toEqual([])
    expect(first.log()).toBe('')
    await first.stop()
    for (const name of ['', ...(await readdir(data(), { recursive: true }))]) {
      const path = join(data(), name)
      await chmod(path, (await stat(path)).isDirectory() ? 0o755 : 0o644)
    }
    expect((await openParts()).length).toBeGreaterThan(500)
    const second = await startServer({ data: data() })
    expect(await openParts()).toEqual([])
    expect(second.log()).toContain('the data folder was open to other users of this machine: closed')
    await second.stop()
  },
)
