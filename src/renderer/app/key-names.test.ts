import { describe, expect, it } from 'vitest'
import { createKeyReader, keyName } from './key-names'

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'shiftKey' | 'metaKey' | 'altKey', true> & { readonly code: string }> = {},
) => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('keys', () => {
  it.each([
    [press('j'), 'j'],
    [press('A', { shiftKey: true }), 'Shift+A'],
    [press('k', { ctrlKey: true }), 'Mod+K'],
    [press('k', { metaKey: true }), 'Mod+K'],
    [press('?', { shiftKey: true }), '?'],
    [press('Enter', { ctrlKey: true }), 'Mod+Enter'],
    [press('L', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+L'],
    [press(',', { ctrlKey: true }), 'Mod+,'],
    // Caps lock: Shift is what makes a capital.
    [press('J'), 'j'],
    [press('a', { shiftKey: true }), 'Shift+A'],
    [press('K', { ctrlKey: true }), 'Mod+K'],
    // Other scripts: the key's place. Russian, Greek, Hebrew.
    [press('о', { code: 'KeyJ' }), 'j'],
    [press('Ф', { code: 'KeyA', shiftKey: true }), 'Shift+A'],
    [press('л', { code: 'KeyK', ctrlKey: true }), 'Mod+K'],
    [press('б', { code: 'Comma', ctrlKey: true }), 'Mod+,'],
    [press('σ', { code: 'KeyS' }), 's'],
    [press('ש', { code: 'KeyA' }), 'a'],
    // Latin letters stay where their layout has them: French, Czech, Polish.
    [press('a', { code: 'KeyQ' }), 'a'],
    [press('z', { code: 'KeyY' }), 'z'],
    [press('ł', { code: 'KeyL' }), 'ł'],
  ])('%o is %s', (event, name) => {
    expect(keyName(event)).toBe(name)
  })

  it('reads a sequence of two keys, and forgets the first after a while', () => {
    const reader = createKeyReader()
    expect([reader.read(press('g'), 0), reader.read(press('m'), 500)]).toEqual(['more', 'go.mine'])
    expect([reader.read(press('g'), 1000), reader.read(press('j'), 3000)]).toEqual(['more', 'queue.next'])
  })

  it('does not take the second key of a sequence for a command of its own', () => {
    const reader = createKeyReader()
    reader.read(press('g'), 0)
    expect(reader.read(press('a'), 100)).toBe('go.all')
    expect(reader.read(press('a'), 200)).toBe('ticket.assign-me')
  })

  it('says nothing for keys without a command', () => {
    expect(createKeyReader().read(press('q'), 0)).toBeNull()
  })
})
