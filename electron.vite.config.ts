import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { emptyDatabaseImage } from './scripts/setup/empty-database-image.ts'

/**
 * Small libraries that main needs at start are bundled, so that nothing is looked up in node_modules before the window.
 * What shares schemas with zod must share its copy.
 */
const bundledIntoMain = ['zod', 'luxon', 'fastify-type-provider-zod', 'electron-log']

/** What starts the data worker. */
const firstScript = /renderer\/data\/((started-)?client|messages)\.ts$/

/**
 * out/main/index.js      main process
 * out/main/embedded.js   the embedded backend, for `utilityProcess.fork`
 * out/preload/index.cjs  the bridge (sandboxed, so one CommonJS file)
 * out/renderer/          the page
 *
 * Targets serve both Electrons that set-up may choose: Node 20 and Chromium 130 are the older one's.
 */
export default defineConfig({
  main: {
    plugins: [copyDatabaseFiles(), withoutRemoteLog()],
    build: {
      target: 'node20',
      externalizeDeps: { exclude: bundledIntoMain },
      rollupOptions: {
        input: { index: 'src/main/index.ts', embedded: 'src/server/embedded.ts' },
        output: { chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), workerStartsFirst()],
    worker: { format: 'es' },
    // The worker's libraries too, or its first start in development reloads the page.
    optimizeDeps: { entries: ['index.html', 'data/worker.ts'] },
    build: {
      target: 'chrome130',
      modulePreload: false,
      minify: true,
      chunkSizeWarningLimit: 2000,
      // Two scripts and one style: each file more is one more question to the main process while that is busy starting.
      cssCodeSplit: false,
      rollupOptions: {
        input: { index: 'src/renderer/index.html' },
        output: { codeSplitting: { groups: [{ name: 'first', test: firstScript }] } },
      },
    },
  },
})

/** What the server reads at run time from beside its code: in src/server/db, or once built in out/main. */
function copyDatabaseFiles(): Plugin {
  return {
    name: 'copy-database-files',
    writeBundle({ dir }) {
      if (!dir) return
      cpSync('src/server/db/migrations', join(dir, 'migrations'), { recursive: true })
      const image = emptyDatabaseImage()
      if (image) cpSync(image, join(dir, 'empty-database.tar.gz'))
    },
  }
}

/**
 * Leaves out what would send the log to a server, which the app never does: for that alone the library reads in Node's https at
 * each start.
 */
function withoutRemoteLog(): Plugin {
  return {
    name: 'without-remote-log',
    load: {
      filter: { id: /electron-log\/src\/node\/transports\/remote\.js$/ },
      handler: () => 'module.exports = () => null',
    },
  }
}

/** Puts the script that starts the data worker before the page's own, which takes long to be read. */
function workerStartsFirst(): Plugin {
  return {
    name: 'worker-starts-first',
    transformIndexHtml: (_html, { bundle = {} }) =>
      Object.values(bundle)
        .filter((part) => part.type === 'chunk' && part.name === 'first')
        .map(({ fileName }) => ({
          tag: 'script',
          attrs: { type: 'module', crossorigin: true, src: `./${fileName}` },
          injectTo: 'head-prepend',
        })),
  }
}
