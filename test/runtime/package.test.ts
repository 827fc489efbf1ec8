import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchApp } from '../e2e/support/app'

const root = resolve(import.meta.dirname, '../..')
const packed = join(root, 'dist/linux-unpacked')

/** What a release must have: the name of each fuse and its state. */
const fuses = [
  ['RunAsNode', FuseState.DISABLE],
  ['EnableCookieEncryption', FuseState.ENABLE],
  ['EnableNodeOptionsEnvironmentVariable', FuseState.DISABLE],
  ['EnableNodeCliInspectArguments', FuseState.DISABLE],
  ['EnableEmbeddedAsarIntegrityValidation', FuseState.ENABLE],
  ['OnlyLoadAppFromAsar', FuseState.ENABLE],
  ['LoadBrowserProcessSpecificV8Snapshot', FuseState.DISABLE],
  ['GrantFileProtocolExtraPrivileges', FuseState.DISABLE],
] as const

describe.runIf(process.platform === 'linux')('the packed app', () => {
  let folder = ''
  beforeAll(() => {
    execFileSync('node', ['scripts/package.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
    folder = mkdtempSync(join(tmpdir(), 'tijdig-packed-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(fuses)('has the fuse %s as a release must', async (name, state) => {
    const wire = await getCurrentFuseWire(join(packed, 'tijdig'))
    expect(wire[FuseV1Options[name]]).toBe(state)
  })

  it('holds the app in its archive and no default app beside it', () => {
    expect(existsSync(join(packed, 'resources/app.asar'))).toBe(true)
    expect(existsSync(join(packed, 'resources/default_app.asar'))).toBe(false)
    expect(existsSync(join(packed, 'resources/icon.png'))).toBe(true)
  })

  it('is no Node for whoever sets ELECTRON_RUN_AS_NODE', () => {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', DISPLAY: ':no-such-display' }
    const program = join(packed, 'tijdig')
    expect(() =>
      execFileSync(program, ['-e', 'console.log("node")'], { env, stdio: 'pipe', timeout: 20_000 }),
    ).toThrow()
  })

  it('opens its window on the demo workspace, launched with the inspect fuse flipped on a copy', async () => {
    const copy = join(folder, 'app')
    cpSync(packed, copy, { recursive: true })
    await flipFuses(join(copy, 'tijdig'), {
      version: FuseVersion.V1,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
    })
    const profile = join(folder, 'profile')
    const app = await launchApp(profile, {
      executable: join(copy, 'tijdig'),
      args: [`--user-data-dir=${profile}`, '--demo'],
    })
    try {
      expect(await app.electron.evaluate((electron) => electron.app.isPackaged)).toBe(true)
      expect(await app.page.title()).toMatch(/Tijdig/)
      expect(await app.ready(90_000)).toMatch(/^Tijdig ready in \d+ ms: 240 tickets/)
    } finally {
      await app.quit()
    }
  })
})
