import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/**
 * What is read in before a script's first line runs: its own file, and whatever that imports by name, over all files. Left out
 * is what is imported as a type, and what is imported later, by `import()`. A whole pattern that is imported at once counts too.
 *
 * @param {string} root the project's folder
 * @param {string} entry the script, from there
 * @returns {{ files: Map<string, string>, packages: Set<string> }} our files with their text, and the packages that they name
 */
export function modulesAtStart(root, entry) {
  /** @type {Map<string, string>} */
  const files = new Map()
  /** @type {Set<string>} */
  const packages = new Set()
  const waiting = [entry]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue
    const text = readFileSync(join(root, path), 'utf8')
    files.set(path, text)
    for (const [, name = ''] of text.matchAll(imported))
      if (!name.startsWith('.')) packages.add(name)
      else if (!name.endsWith('.css')) waiting.push(relative(root, fileOf(join(root, dirname(path), name))))
    for (const [, folder = '', file = ''] of text.matchAll(globbed))
      waiting.push(...inFolders(root, join(dirname(path), folder), file))
  }
  return { files, packages }
}

const imported = /^(?:import (?!type\b)(?:[^'"]*? from )?|export (?:\*|\{[^}]*\}) from )'([^']+)'/gm

/** As in `import.meta.glob('./*\/index.ts', { eager: true })`: a file of each folder in a folder. */
const globbed = /import\.meta\.glob(?:<[^>]*>)?\('(\.[^'*]*)\*\/([^'*]+)', \{ eager: true/g

/**
 * @param {string} root
 * @param {string} folder
 * @param {string} file
 */
const inFolders = (root, folder, file) =>
  readdirSync(join(root, folder))
    .map((name) => join(folder, name, file))
    .filter((path) => existsSync(join(root, path)))

/** @param {string} path */
function fileOf(path) {
  const found = ['', '.ts', '.tsx', '/index.ts']
    .map((ending) => path + ending)
    .find((each) => /\.tsx?$/.test(each) && existsSync(each))
  if (found === undefined) throw new Error(`${path} is imported, and is no file.`)
  return found
}
