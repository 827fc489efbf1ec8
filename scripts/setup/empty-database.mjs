import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pinnedNode, root } from './places.mjs'
import { run } from './processes.mjs'
import { status } from './report.mjs'

const make = `
  import { PGlite } from '@electric-sql/pglite'
  import { renameSync, writeFileSync } from 'node:fs'
  const path = process.env.TIJDIG_IMAGE
  const database = await PGlite.create()
  const image = await database.dumpDataDir('gzip')
  writeFileSync(path + '.new', Buffer.from(await image.arrayBuffer()))
  renameSync(path + '.new', path)
  await database.close()
`

/**
 * Makes the image of an empty embedded database once per version of PGlite, so that every later "first start" (a new user's, a
 * test's) takes one second and not five. Returns its path, or null when it could not be made: all works without it.
 */
export async function ensureEmptyDatabase() {
  const description = join(root, 'node_modules', '@electric-sql', 'pglite', 'package.json')
  const { version } = JSON.parse(readFileSync(description, 'utf8'))
  const path = join(root, '.cache', `empty-database-${version}.tar.gz`)
  if (existsSync(path)) return path
  status('Preparing the embedded database')
  mkdirSync(join(root, '.cache'), { recursive: true })
  const env = { ...process.env, TIJDIG_IMAGE: path }
  const args = ['--input-type=module', '--eval', make]
  const { code } = await run(pinnedNode, args, { cwd: root, env, limitMs: 120_000 })
  return code === 0 && existsSync(path) ? path : null
}
