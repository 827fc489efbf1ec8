import { describe, expect, it } from 'vitest'
import { splitQuoted } from './quoted'

describe('quoted mail', () => {
  it('is split off with the line that announces it', () => {
    const text = 'It works now.\n\nOn Mon 23 Nov 2026 at 10:00 Joris wrote:\n> Can you try again?\n> Joris\n'
    expect(splitQuoted(text)).toEqual({
      own: 'It works now.',
      quoted: 'On Mon 23 Nov 2026 at 10:00 Joris wrote:\n> Can you try again?\n> Joris',
    })
  })

  it('is recognised in Dutch', () => {
    expect(splitQuoted('Dank!\nOp ma 23 nov 2026 om 10:00 schreef Joris:\n> Hoi').own).toBe('Dank!')
  })

  it('stays when answers stand between the quotes', () => {
    const text = '> Which invoice?\nNumber 42.\n> And when?\nYesterday.'
    expect(splitQuoted(text)).toEqual({ own: text, quoted: '' })
  })

  it('stays when there is nothing else', () => {
    expect(splitQuoted('> only this')).toEqual({ own: '> only this', quoted: '' })
  })
})
