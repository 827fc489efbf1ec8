import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const { executable, version } = JSON.parse(readFileSync(join(root, '.cache/runtime.json'), 'utf8'))
const noSandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tijdig-runtime-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the Electron that set-up chose', () => {
  const start = (main: string): string => {
    const description = { name: 'small-app', version: '1.2.3', type: 'module', main: 'main.js' }
    writeFileSync(join(folder, 'package.json'), JSON.stringify(description))
    writeFileSync(join(folder, 'main.js'), main)
    const { stdout } = spawnSync(executable, [...noSandbox, folder], { encoding: 'utf8', timeout: 30_000 })
    return stdout.trim()
  }

  it('starts a folder as an app with its own name, version and path', () => {
    const facts = '[app.name, app.getVersion(), app.getAppPath(), process.versions.electron]'
    const said = start(`import { app } from 'electron'; console.log(JSON.stringify(${facts})); app.exit()`)
    expect(JSON.parse(said)).toEqual(['small-app', '1.2.3', folder, version])
  })

  it('is not ready before the app’s main module is loaded, even when that waits', () => {
    const said = start(`
      import { app } from 'electron'
      await new Promise((resolve) => setTimeout(resolve, 300))
      console.log(app.isReady())
      app.whenReady().then(() => app.exit())`)
    expect(said).toBe('false')
  })
})

describe('a release host that does not answer', () => {
  let silent: Server
  beforeEach(async () => {
    silent = createServer(() => {})
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening))
  })
  afterEach(() => silent.close())

  it('costs a few seconds, no more, and is told as the reason', async () => {
    const address = silent.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const started = performance.now()
    const child = spawn(
      process.execPath,
      [
        '-e',
        `import('${root}/scripts/setup/electron.mjs').then(async (m) => console.log(await m.whyUnreachable('45.0.0')))`,
      ],
      { env: { PATH: process.env.PATH, ELECTRON_MIRROR: `http://127.0.0.1:${port}/` } },
    )
    let said = ''
    child.stdout.on('data', (chunk) => (said += chunk))
    await new Promise((ended) => child.once('close', ended))
    expect(said.trim()).toBe(`127.0.0.1:${port} gave no answer`)
    expect(performance.now() - started).toBeLessThan(15_000)
  })
})

describe('a set-up step that fails', () => {
  it('says what failed, why, and what to type, and ends with code 1', () => {
    cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "name": "broken", "version": "1.0.0" }')
    writeFileSync(join(folder, 'package-lock.json'), '{ "lockfileVersion": 3, "packages": { "": {} } ')
    const { status, stderr } = spawnSync('node', ['scripts/start.mjs'], { cwd: folder, encoding: 'utf8' })
    expect(status).toBe(1)
    expect(stderr).toMatch(/✗ The npm packages could not be installed\.\n {2}Why: .+\n[^]* {2}Type: npm ci/)
  })
})
