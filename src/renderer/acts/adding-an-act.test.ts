import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const root = new URL('../../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')
const page = read('docs/adding-an-act.md')

/** The last file that is named before each piece of code, with that piece. */
const pieces = [...page.matchAll(/```tsx?\n([\s\S]*?)```/g)].map(({ 1: code = '', index }) => ({
  path: [...page.slice(0, index).matchAll(/`(src\/[\w./-]+\.tsx?)`/g)].at(-1)?.[1] ?? '',
  code,
}))

it('the page on adding an act names files that exist', () => {
  const named = [...page.matchAll(/`((?:src|docs|test|scripts)\/[\w./-]+)`/g)].map(([, path = '']) => path)
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((path) => !existsSync(new URL(path, root)))).toEqual([])
})

it.each(pieces)('its piece of $path stands there', ({ path, code }) => {
  expect(read(path)).toContain(code)
})

it('shows a piece of each file that is more than a line in a list', () => {
  expect(new Set(pieces.map(({ path }) => path)).size).toBeGreaterThanOrEqual(4)
})
