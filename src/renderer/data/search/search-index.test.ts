import { expect, test } from 'vitest'
import { createSearchIndex } from './search-index'
import { wordsOf } from './words'

const texts = [
  'Factuur 2024-0017 staat dubbel in Odoo',
  'Portail: accès refusé pour Zoë',
  'Voorraad klopt niet na de telling, zie factuur',
]

function search(query: string): readonly number[] {
  const index = createSearchIndex()
  for (const [row, text] of texts.entries()) index.add({ row, stamp: 1, words: wordsOf(text) })
  const found = index.find(query, texts.length)
  return texts.flatMap((_, row) => (found === null || found(row) ? [row] : []))
}

test('a word is found by its first letters, from the first keystroke on', () => {
  expect(search('f')).toEqual([0, 2])
  expect(search('fact')).toEqual([0, 2])
  expect(search('tell')).toEqual([2])
})

test('every word of the query must begin a word of the ticket, in any order', () => {
  expect(search('voor fact')).toEqual([2])
  expect(search('odoo 0017')).toEqual([0])
  expect(search('odoo voorraad')).toEqual([])
})

test('accents, capitals and signs do not matter', () => {
  expect(search('ZOE')).toEqual([1])
  expect(search('zoë')).toEqual([1])
  expect(search('acces')).toEqual([1])
})

test('a query without words finds everything', () => {
  expect(search('')).toEqual([0, 1, 2])
  expect(search(' #- ')).toEqual([0, 1, 2])
})

test('the middle of a word is not its beginning', () => {
  expect(search('actuur')).toEqual([])
})

test('a ticket that is added again is found by its new words and no longer by its old ones', () => {
  const index = createSearchIndex()
  for (let row = 0; row < 300; row++) index.add({ row, stamp: 1, words: ['printer', `w${row}`] })
  for (const row of [7, 299]) index.add({ row, stamp: 2, words: ['scanner'] })
  const isFound = (query: string, row: number): boolean => index.find(query, 300)?.(row) ?? true
  expect([isFound('scanner', 7), isFound('printer', 7), isFound('w7', 7)]).toEqual([true, false, false])
  expect([isFound('scanner', 299), isFound('printer', 299)]).toEqual([true, false])
  expect([isFound('printer', 8), isFound('w8', 8), isFound('scanner', 8)]).toEqual([true, true, false])
  expect([...index.stamps(301)].flatMap((stamp, row) => (stamp === 1 ? [] : [[row, stamp]]))).toEqual([
    [7, 2],
    [299, 2],
    [300, 0],
  ])
})

test('more documents than one segment holds are all found', () => {
  const index = createSearchIndex()
  for (let row = 0; row < 10_000; row++) index.add({ row, stamp: 1, words: [`w${row}`, 'all'] })
  expect(index.find('w9999', 10_000)?.(9999)).toBe(true)
  const found = index.find('all', 10_000)
  expect(Array.from({ length: 10_000 }, (_, row) => found?.(row)).every(Boolean)).toBe(true)
})

test('tickets that change day after day leave no heap of segments behind', () => {
  const index = createSearchIndex()
  for (let turn = 1; turn <= 40; turn++)
    for (let row = 0; row < 1000; row++) index.add({ row, stamp: turn, words: [`w${row}`, `turn${turn}`] })
  const documents = index.segments().reduce((sum, { rows }) => sum + rows.length, 0)
  expect(index.segments().length).toBeLessThan(12)
  expect(documents).toBeLessThan(6000)
  for (let row = 0; row < 1000; row++) expect(index.find(`w${row} turn40`, 1000)?.(row)).toBe(true)
  expect(index.find('turn39', 1000)?.(500)).toBe(false)
})

test('segments that were taken over answer as before, the later ones first', () => {
  const former = createSearchIndex()
  for (let row = 0; row < 500; row++) former.add({ row, stamp: 3, words: [`w${row}`, 'old'] })
  // As they were kept, before some of it was added again: the disk does not know that it counts no longer.
  const kept = structuredClone(former.segments())
  for (let row = 0; row < 100; row++) former.add({ row, stamp: 4, words: [`w${row}`, 'new'] })
  const later = former.segments().filter(({ stamps }) => stamps.includes(4))
  const index = createSearchIndex()
  for (const segment of [...kept, ...structuredClone(later)]) index.take(segment)
  expect(index.find('old', 500)?.(3)).toBe(false)
  expect(index.find('new w3', 500)?.(3)).toBe(true)
  expect(index.find('old w300', 500)?.(300)).toBe(true)
  expect(index.stamps(500)[3]).toBe(4)
})
