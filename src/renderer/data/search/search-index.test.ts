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
  for (const [row, text] of texts.entries()) index.add({ row, words: wordsOf(text) })
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

test('a ticket that is added again is found by its new words too', () => {
  const index = createSearchIndex()
  index.add({ row: 0, words: wordsOf('printer') })
  expect(index.find('scanner', 1)?.(0)).toBe(false)
  index.add({ row: 0, words: wordsOf('printer en scanner') })
  expect(index.find('scanner', 1)?.(0)).toBe(true)
  expect(index.find('printer scanner', 1)?.(0)).toBe(true)
})

test('more documents than one segment holds are all found', () => {
  const index = createSearchIndex()
  for (let row = 0; row < 10_000; row++) index.add({ row, words: [`w${row}`, 'all'] })
  expect(index.find('w9999', 10_000)?.(9999)).toBe(true)
  const found = index.find('all', 10_000)
  expect(Array.from({ length: 10_000 }, (_, row) => found?.(row)).every(Boolean)).toBe(true)
})
