import { expect, it } from 'vitest'
import { contextMenuItems } from './context-menu-items'

const nothing = { isEditable: false, selectionText: '', linkURL: '' }
const labels = (where: Partial<typeof nothing>, language: 'nl' | 'en' = 'en') =>
  contextMenuItems({ ...nothing, ...where }, language, () => undefined).map((item) => item.label)

it('a right click offers the edits that are possible there', () => {
  expect(labels({})).toEqual([])
  expect(labels({ selectionText: 'words' })).toEqual(['Copy'])
  expect(labels({ isEditable: true })).toEqual(['Paste', 'Select all'])
  expect(labels({ isEditable: true, selectionText: 'words' }, 'nl')).toEqual([
    'Knippen',
    'Kopiëren',
    'Plakken',
    'Alles selecteren',
  ])
})

it('only addresses that may leave the app can be copied as a link', () => {
  const copied: string[] = []
  const [item] = contextMenuItems({ ...nothing, linkURL: 'https://example.com/' }, 'en', (text) =>
    copied.push(text),
  )
  ;(item?.click as (() => void) | undefined)?.()
  expect(copied).toEqual(['https://example.com/'])
  expect(labels({ linkURL: 'tijdig-app://app/index.html' })).toEqual([])
})
