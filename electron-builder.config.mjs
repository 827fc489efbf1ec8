import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * How a release is packed. `npm run package` makes the unpacked Linux folder with the Electron that set-up chose; installers
 * (AppImage, deb, nsis, dmg) are made on a release machine by `npx electron-builder --config electron-builder.config.mjs`.
 */
const note = '.cache/runtime.json'
const runtime = existsSync(note) ? JSON.parse(readFileSync(note, 'utf8')) : null
const ownRuntime = runtime && process.env.TIJDIG_PACKAGE_RUNTIME === 'local'

/** Nothing that only developers read. */
const leftOut = ['map', 'd.ts', 'd.mts', 'd.cts', 'md', 'markdown', 'flow', 'tsbuildinfo']

/** @type {import('electron-builder').Configuration} */
export default {
  appId: 'org.tijdig.desk',
  productName: 'Tijdig',
  copyright: 'MIT',
  directories: { output: 'dist', buildResources: 'resources' },
  files: [
    'out/**',
    'package.json',
    '!out/.fingerprint',
    `!**/*.{${leftOut.join(',')}}`,
    // Not for the server inside the app: the documentation page, and the database's optional extensions.
    '!**/node_modules/@fastify/{swagger-ui,static}/**',
    '!**/node_modules/@electric-sql/pglite/dist/*.{tar.gz,cjs}',
    '!**/node_modules/*/{test,tests,__tests__,docs,doc,example,examples,benchmark,benchmarks,.github}/**',
  ],
  extraResources: [{ from: 'resources', to: '.', filter: ['*.png'] }],
  asar: true,
  npmRebuild: false,
  publish: null,
  ...(ownRuntime ? { electronDist: runtime.electronDir, electronVersion: runtime.version } : {}),
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  afterPack: removeDefaultApp,
  protocols: [{ name: 'Tijdig ticket', schemes: ['tijdig'] }],
  linux: {
    target: ['AppImage', 'deb'],
    category: 'Office',
    icon: 'resources/icon-512.png',
    executableName: 'tijdig',
    synopsis: 'Support ticket queue with live SLA countdowns',
    maintainer: 'The Tijdig authors <tijdig@localhost>',
    vendor: 'Tijdig',
  },
  deb: { depends: ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libnotify4', 'libsecret-1-0'] },
  win: { target: ['nsis'], icon: 'resources/icon.png' },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  mac: {
    target: ['dmg'],
    icon: 'resources/icon.png',
    category: 'public.app-category.business',
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: 'resources/entitlements.mac.plist',
    entitlementsInherit: 'resources/entitlements.mac.plist',
  },
}

/** An unpacked Electron folder brings a default app, which would start in place of a missing one. */
async function removeDefaultApp({ appOutDir, electronPlatformName }) {
  const resources = electronPlatformName === 'darwin' ? 'Tijdig.app/Contents/Resources' : 'resources'
  rmSync(join(appOutDir, resources, 'default_app.asar'), { force: true })
}
