import { expect, it } from 'vitest'
import { root } from '../setup/places.mjs'
import { modulesAtStart } from './start-modules.mjs'

/**
 * What makes a start slow is what is read in and evaluated before the first rows are there: schemas above all, and Node's own
 * large modules. `never` is what a start can do without. `kB` is the size of our own files, comments included.
 */
const starts = [
  {
    entry: 'src/main/index.ts',
    never: [
      /^src\/shared\/tickets\/(events|mutations|decide)\.ts$/,
      /^src\/shared\/sync\/wire\.ts$/,
      /^src\/main\/pictures\//,
    ],
    kB: 275,
  },
  {
    entry: 'src/renderer/data/worker.ts',
    never: [/^src\/shared\/ipc\/(channels|preferences)\.ts$/, /^src\/shared\/sync\/account-wire\.ts$/],
    kB: 575,
  },
  { entry: 'src/renderer/main.tsx', never: [/^src\/shared\/ipc\/channels\.ts$/], kB: 840 },
]

for (const { entry, never, kB } of starts) {
  const { files } = modulesAtStart(root, entry)
  it(`${entry} reads in nothing that a start can do without`, () => {
    const needless = [...files.keys()].filter((path) => never.some((pattern) => pattern.test(path)))
    expect(
      needless,
      `This is read in before ${entry} does anything. Import only its types, move what is needed of it to a file of its own, or load it by import() when it is used.`,
    ).toEqual([])
  })

  it(`${entry} and what it reads in stay within their size`, () => {
    const size = [...files.values()].reduce((sum, text) => sum + text.length, 0) / 1000
    expect(
      size,
      `The start has grown. Look whether what was added can be loaded by import() when it is used. If it is needed for the first rows, measure with "npm run bench start" and raise kB of ${entry} in this file.`,
    ).toBeLessThanOrEqual(kB)
    expect(size, `Far less than kB: lower it in this file, so that the next growth is seen.`).toBeGreaterThan(
      kB * 0.8,
    )
  })
}

it('main reads in only these modules of Node, and none for the network: Electron has its own', () => {
  const { packages } = modulesAtStart(root, 'src/main/index.ts')
  expect(
    [...packages].filter((name) => name.startsWith('node:')).sort(),
    'Each is read in and evaluated at a start. What is seldom used is imported when it is.',
  ).toEqual(
    ['child_process', 'crypto', 'fs', 'fs/promises', 'os', 'path', 'timers/promises', 'util'].map(
      (name) => `node:${name}`,
    ),
  )
})

it('finds what is imported, and neither types nor what is loaded later', () => {
  const { files, packages } = modulesAtStart(root, 'src/main/requests.ts')
  expect([...files.keys()]).toContain('src/main/files/atomic.ts')
  expect([...files.keys()]).not.toContain('src/main/session/session.ts')
  expect([...files.keys()]).not.toContain('src/main/pictures/fetch-public-pictures.ts')
  expect([...packages]).toContain('electron')
})
