/**
 * What Electron runs when it is given a folder: `electron [-r module]… [flags] <folder>`. Sets the app's path, name and
 * version from its package.json and loads its main module. Top-level await holds `ready` back until that is loaded.
 */
import { app } from 'electron'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(import.meta.url)
const { preload, folder } = readArguments(process.argv.slice(1))

for (const module of preload) require(resolve(module))

if (folder === null) {
  process.stderr.write('Give the folder of an app: electron <folder>\n')
  app.exit(1)
} else {
  const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  app.name = description.productName ?? description.name
  app.setVersion(description.version ?? '0.0.0')
  app.setDesktopName(description.desktopName ?? `${description.name}.desktop`)
  app.setAppPath(folder)
  await import(pathToFileURL(resolve(folder, description.main ?? 'index.js')).href)
}

/** Modules to load first (-r, --require) and the first argument that is not a flag. */
function readArguments(args) {
  const preload = []
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index]
    if (argument === '-r' || argument === '--require') {
      index += 1
      preload.push(args[index])
    } else if (!argument.startsWith('-')) {
      return { preload, folder: resolve(argument) }
    }
  }
  return { preload, folder: null }
}
