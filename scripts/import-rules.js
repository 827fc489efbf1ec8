import path from 'node:path'

/** Which rooms of `src/` a room may import from. A room may always import from itself. */
const mayImport = {
  shared: [],
  server: ['shared'],
  main: ['shared'],
  preload: ['shared'],
  renderer: ['shared'],
}

/**
 * The rooms of `src/server`, the lowest first: a room may import from those before it. `docs/architecture.md` says what each is
 * for.
 */
const serverRooms = [
  'db',
  'tickets',
  'http',
  'accounts',
  'files',
  'search',
  'administration',
  'desk',
  'mail',
  'sync/log',
  'sync/push',
  'sync',
  'journal',
  'jobs',
  'operations',
  'demo',
]
/** What lies beside those rooms and every one of them may use. It is below all of them but `db`. */
const serverGround = ['context', 'faults', 'ids', 'log-fault', 'refused', 'tries']

/** The room of a server's file; the longest name that fits, because `sync` has rooms of its own. */
const serverRoomOf = (file) =>
  serverRooms
    .filter((room) => file.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)
    .at(0)

/** As `importFault`, for two files of the server, both from `src/server` on; tests may look into every room. */
function serverFault(from, to, isType) {
  const room = serverRoomOf(from)
  const target = serverRoomOf(to)
  if (!room && !serverGround.includes(from.replace(/\.ts$/, ''))) return undefined
  if (!target)
    return serverGround.includes(to)
      ? undefined
      : `src/server/${to} puts the rooms together: no room may import it.`
  // The context is a list of what rooms offer: it names their types and runs none of their code.
  if (!room && isType && from === 'context.ts') return undefined
  const height = room ? serverRooms.indexOf(room) : 0
  return serverRooms.indexOf(target) <= height
    ? undefined
    : `src/server/${room ?? from} may not import src/server/${target}, which is above it: see scripts/import-rules.js.`
}

const pathInServer = (file) => /(?:^|\/)src\/server\/(.+)$/.exec(file)?.[1]
const isTest = (file) => /\.test\.ts$|\/testing\//.test(file)

const roomOf = (file) => /(?:^|\/)src\/([a-z]+)\//.exec(file)?.[1]
const featureOf = (file) => /(?:^|\/)src\/renderer\/features\/([a-z-]+)\//.exec(file)?.[1]

const isRoomOfActs = (file) => /(?:^|\/)src\/renderer\/acts\//.test(file)

/**
 * Says what is wrong with `from` importing `to` (both project paths), or undefined when it is allowed.
 * @param isType whether only a type is imported
 */
export function importFault(from, to, isType = false) {
  const room = roomOf(from)
  const target = roomOf(to)
  if (!room || !target) return undefined
  if (room !== target && !mayImport[room]?.includes(target))
    return `src/${room} may not import src/${target}.`
  const [inServer, imported] = [pathInServer(from), pathInServer(to)]
  if (inServer && imported && !isTest(from)) return serverFault(inServer, imported, isType)
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
      const fault = importFault(from, to, node.importKind === 'type' || node.exportKind === 'type')
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
