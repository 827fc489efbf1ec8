import path from 'node:path'

/** Which rooms of `src/` a room may import from. A room may always import from itself. */
const mayImport = {
  shared: [],
  server: ['shared'],
  main: ['shared'],
  preload: ['shared'],
  renderer: ['shared'],
}

const roomOf = (file) => /(?:^|\/)src\/([a-z]+)\//.exec(file)?.[1]
const featureOf = (file) => /(?:^|\/)src\/renderer\/features\/([a-z-]+)\//.exec(file)?.[1]

const isRoomOfActs = (file) => /(?:^|\/)src\/renderer\/acts\//.test(file)

/** Says what is wrong with `from` importing `to` (both project paths), or undefined when it is allowed. */
export function importFault(from, to) {
  const room = roomOf(from)
  const target = roomOf(to)
  if (!room || !target) return undefined
  if (room !== target && !mayImport[room]?.includes(target))
    return `src/${room} may not import src/${target}.`
  if (isRoomOfActs(from) && featureOf(to))
    return 'A room of acts may not reach into a feature, for all features use it: move what both need up to src/renderer.'
  const feature = featureOf(from)
  const other = featureOf(to)
  if (feature && other && feature !== other)
    return `Feature "${feature}" may not reach into feature "${other}": move what both need up to src/renderer.`
  return undefined
}

/** ESLint rule: imports point one way between the rooms of `src/` (see docs/architecture.md). */
export const importDirection = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const check = (node) => {
      const source = node.source?.value
      if (typeof source !== 'string' || !source.startsWith('.')) return
      const from = context.filename.split(path.sep).join('/')
      const to = path.posix.join(path.posix.dirname(from), source)
      const fault = importFault(from, to)
      if (fault) context.report({ node, message: fault })
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    }
  },
}
