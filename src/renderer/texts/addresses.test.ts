import { describe, expect, it } from 'vitest'
import { readAddresses } from './addresses'

describe('the addresses of a reply', () => {
  it.each([
    ['a@b.nl', ['a@b.nl']],
    ['a@b.nl, c@d.nl;e@f.nl', ['a@b.nl', 'c@d.nl', 'e@f.nl']],
    ['Jan de Vries <jan@vandijk.nl>, a@b.nl', ['jan@vandijk.nl', 'a@b.nl']],
    ['a@b.nl a@b.nl', ['a@b.nl']],
    ['', []],
  ])('are read from “%s”', (text, list) => {
    expect(readAddresses(text)).toEqual({ ok: true, list })
  })

  it.each(['jan', 'jan@', 'jan@vandijk', 'a@b.nl, piet'])('“%s” names the bad one', (text) => {
    expect(readAddresses(text).ok).toBe(false)
  })
})
