import { describe, expect, it } from 'vitest'
import { newTextOf } from './quoted'

describe('the new part of a message', () => {
  it.each([
    ['above a quotation', 'Dank!\n\n> Het is klaar.\n> Groeten', 'Dank!'],
    ['under a quotation', '> Is het klaar?\n\nJa, het werkt.', 'Ja, het werkt.'],
    ['between quotations', '> Vraag 1\nJa.\n> Vraag 2\nNee.', 'Ja.\nNee.'],
    [
      'above Outlook’s history',
      'Ok.\n\nVan: Sanne <s@x.example>\nVerzonden: maandag\nAan: Kees\n\nOud.',
      'Ok.',
    ],
    ['above Gmail’s history', 'Fine.\n\nOn Mon, 16 Nov 2026 at 10:00, Sanne wrote:\nOld.', 'Fine.'],
    [
      'above a broken introduction',
      'Ja.\n\nOp ma 16 nov 2026 om 14:02 schreef Sanne <\ns@x.example>:\nOud.',
      'Ja.',
    ],
    ['above "original message"', 'Prima.\n-----Oorspronkelijk bericht-----\nOud.', 'Prima.'],
  ])('stands %s', (_, text, own) => expect(newTextOf(text)).toBe(own))

  it('is all of it when a word only looks like a history', () => {
    const text = 'From: now on we use Peppol.\nVan: morgen af ook.'
    expect(newTextOf(text)).toBe(text)
  })

  it('is all of it when it is nothing but a quotation', () => {
    expect(newTextOf('> Zie boven.')).toBe('> Zie boven.')
  })
})
