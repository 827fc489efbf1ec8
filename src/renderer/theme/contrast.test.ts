import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')
const [light = '', dark = ''] = css.split(":root[data-mantine-color-scheme='dark'] {")
const read = (part: string): ReadonlyMap<string, string> =>
  new Map(
    [...part.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(([, name, value]) => [name ?? '', value ?? '']),
  )
const tokens = { light: read(light), dark: read(dark.slice(0, dark.indexOf('}'))) }

/** WCAG 2.2 relative luminance of `#rrggbb`. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = parseInt(hex.slice(start, start + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(first: string, second: string): number {
  const [dark = 0, light = 0] = [luminance(first), luminance(second)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const texts = [
  'text',
  'text-soft',
  'text-faint',
  'accent',
  'tone-on-time',
  'tone-soon',
  'tone-due',
  'tone-missed',
  'tone-waiting',
  'error',
]
const surfaces = [
  'surface-list',
  'surface-pane',
  'surface-raised',
  'surface-frame',
  'surface-hover',
  'surface-selected',
]

it('the themes have the same colours by name', () => {
  expect([...tokens.dark.keys()].toSorted()).toEqual(
    [...tokens.light.keys()].filter((name) => !name.startsWith('on-')).toSorted(),
  )
})

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  const colour = (name: string): string => tokens[theme].get(name) ?? 'missing'

  it.each(texts)('%s can be read on every surface', (text) => {
    const poor = surfaces
      .map((surface) => [surface, contrast(colour(text), colour(surface))] as const)
      .filter(([, ratio]) => !(ratio >= 4.5))
    expect(poor).toEqual([])
  })

  it('missed can be read on its own ground, and white on the fills', () => {
    expect(contrast(colour('tone-missed'), colour('missed-ground'))).toBeGreaterThanOrEqual(4.5)
    expect(contrast('#ffffff', colour('missed-fill'))).toBeGreaterThanOrEqual(4.5)
    expect(contrast('#ffffff', colour('accent-fill'))).toBeGreaterThanOrEqual(4.5)
  })

  it('fields stand out from their surface', () => {
    expect(contrast(colour('line-field'), colour('surface-raised'))).toBeGreaterThanOrEqual(3)
  })
})
