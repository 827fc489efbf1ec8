import { describe, expect, it } from 'vitest'
import { checkArgs } from '../check-args'
import { decide } from '../decide'
import { apply, contextAt, eventOf, joris, monday10, mutationOf, received } from '../example'
import type { Ticket } from '../ticket'
import { tagsChanged } from './tag'

const context = contextAt(monday10)
const tagging = (add: string[], remove: string[] = []) => mutationOf('ticket.tag', { add, remove })
const tagged = (...tags: string[]): Ticket => apply(received(), tagging(tags), context)

describe('tags', () => {
  it('are added and taken away, whatever their case, and keep the case of who was first', () => {
    expect(tagged('Printer', 'VAT').tags).toEqual(['Printer', 'VAT'])
    expect(apply(tagged('Printer', 'VAT'), tagging(['PRINTER', 'Till'], ['vat']), context).tags).toEqual([
      'Printer',
      'Till',
    ])
    expect(apply(tagged('VAT'), tagging([], ['vat']), context).tags).toBeUndefined()
  })

  it('of two agents at once are all there: neither writes over the other’s', () => {
    const first = eventOf({ type: 'tags.changed', added: ['Printer'], removed: [] }, monday10, 2, joris)
    const since = { ...context, since: [first] }
    const meanwhile = apply(received(), tagging(['Printer']), context)
    expect(apply(meanwhile, tagging(['VAT']), since).tags).toEqual(['Printer', 'VAT'])
  })

  it('do nothing that is done already', () => {
    expect(decide(tagged('VAT'), tagging(['vat'], ['Till']), context)).toEqual({
      result: 'applied',
      events: [],
    })
  })

  it('are twenty on a ticket at most', () => {
    const full = tagged(...Array.from({ length: 20 }, (_, index) => `tag ${index}`))
    expect(decide(full, tagging(['one more']), context)).toMatchObject({ reason: { code: 'too-many-tags' } })
    expect(apply(full, tagging(['one more'], ['TAG 3']), context).tags).toHaveLength(20)
  })

  it('are trimmed, and have 40 characters at most', () => {
    expect(checkArgs('ticket.tag', { add: [' VAT '], remove: [] })).toEqual({
      ok: true,
      args: { add: ['VAT'], remove: [] },
    })
    const fault = (add: string) => checkArgs('ticket.tag', { add: [add], remove: [] })
    expect(fault('x'.repeat(41))).toMatchObject({ fault: { kind: 'too-long', max: 40 } })
    expect(fault(' ')).toMatchObject({ fault: { kind: 'missing' } })
    expect(fault('a, b')).toMatchObject({ fault: { kind: 'not-taken' } })
  })

  it('that were added are what search finds', () => {
    expect(tagsChanged.words({ type: 'tags.changed', added: ['VAT'], removed: ['Till'] })).toEqual(['VAT'])
  })
})
