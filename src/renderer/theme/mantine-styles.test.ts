import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const page = join(import.meta.dirname, '..')
const text = (file: string): string => readFileSync(join(page, file), 'utf8')
const sheets = dirname(createRequire(import.meta.url).resolve('@mantine/core/styles/Button.css'))

/** A component without its sheet looks like the browser's own, and in the dark theme cannot be read. */
it('loads the sheet of each component of Mantine that the page uses', () => {
  const used = new Set<string>()
  for (const file of readdirSync(page, { recursive: true, encoding: 'utf8' }))
    if (/\.tsx?$/.test(file) && !file.includes('.test.'))
      for (const [, names] of text(file).matchAll(/import \{([^}]*)\} from '@mantine\/core'/g))
        for (const name of (names ?? '').split(',')) used.add(name.trim())
  const needed = [...used].filter((name) => existsSync(join(sheets, `${name}.css`)))
  expect(needed.length).toBeGreaterThan(5)
  const loaded = text('theme/mantine-styles.ts')
  expect(needed.filter((name) => !loaded.includes(`/${name}.css`))).toEqual([])
})
