import { describe, expect, it } from 'vitest'
import { putAbove, writtenOver } from './draft-text'
import type { DraftText } from './protocol'

const draft = (text: string, to: string | null = null, cc: string | null = null): DraftText => ({
  text,
  to,
  cc,
})

describe('what a window writes over a draft', () => {
  it.each([
    ['takes the place of what it wrote before', 'Dear', 'Dear', 'Dear Jan', 'Dear Jan'],
    ['is the draft where there was none', '', '', 'Dear', 'Dear'],
    ['comes below what another window wrote', 'Held', '', 'Dear', 'Held\n\nDear'],
    ['stays below it', 'Held\n\nDear', 'Dear', 'Dear Jan', 'Held\n\nDear Jan'],
    ['stays above it', 'Dear\n\nHeld', 'Dear', 'Dear Jan', 'Dear Jan\n\nHeld'],
    [
      'does not undo what another window made of it',
      'Dear Piet',
      'Dear',
      'Dear Jan',
      'Dear Piet\n\nDear Jan',
    ],
    ['is there once when both wrote the same', 'Dear Jan', 'Dear', 'Dear Jan', 'Dear Jan'],
    ['is all of it after another window sent the rest', '', 'Dear', 'Dear Jan', 'Dear Jan'],
    ['leaves what others wrote when it is emptied', 'Held\n\nDear', 'Dear', '', 'Held'],
    ['is nothing when nothing was written', 'Held', 'Dear', 'Dear', 'Held'],
    ['is looked for in whole paragraphs only', 'Hello', 'o', 'ok', 'Hello\n\nok'],
  ])('%s', (_what, stored, was, is, result) => {
    expect(writtenOver(draft(stored), draft(was), draft(is)).text).toBe(result)
  })

  it('changes the addresses that were changed', () => {
    const stored = draft('', 'jan@a.nl', 'piet@a.nl')
    expect(writtenOver(stored, draft('', null, null), draft('x', null, 'els@a.nl'))).toEqual(
      draft('x', 'jan@a.nl', 'els@a.nl'),
    )
  })
})

describe('an earlier text that is put back', () => {
  const held = draft('Held', 'jan@a.nl')

  it('stands above what is being written, for the addresses of both', () => {
    expect(putAbove(held, draft('Dear', 'piet@a.nl', 'els@a.nl'))).toEqual(
      draft('Held\n\nDear', 'jan@a.nl, piet@a.nl', 'els@a.nl'),
    )
    expect(putAbove(held, draft(''))).toEqual(held)
  })

  it('is there once, although it is put back twice', () => {
    const once = putAbove(held, draft('Dear'))
    expect(putAbove(held, once)).toEqual(once)
    expect(putAbove(held, held)).toEqual(held)
    const toBoth = putAbove(held, draft('Dear', 'piet@a.nl; jan@a.nl', 'els@a.nl'))
    expect(toBoth).toEqual(draft('Held\n\nDear', 'jan@a.nl, piet@a.nl', 'els@a.nl'))
    expect(putAbove(held, toBoth)).toEqual(toBoth)
  })
})
