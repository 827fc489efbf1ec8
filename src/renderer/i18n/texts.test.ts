import { describe, expect, it } from 'vitest'
import { findCommand } from '../../shared/commands'
import { resources } from './resources'

type Texts = { readonly [key: string]: string | Texts }

function flatten(texts: Texts, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as const] : flatten(value, `${path}${key}.`),
  )
}

/** The words of the rooms of acts under a key of their own. */
const withoutNamespace = ({ translation, ...rooms }: { readonly translation: Texts }): Texts => ({
  acts: rooms,
  ...translation,
})

const placeholders = (text: string): readonly string[] => (text.match(/\{\{\w+\}\}/g) ?? []).toSorted()
const en = new Map(flatten(withoutNamespace(resources.en)))
const nl = new Map(flatten(withoutNamespace(resources.nl)))

describe('the texts on screen', () => {
  it('exist in Dutch and in English under the same keys', () => {
    expect([...nl.keys()].toSorted()).toEqual([...en.keys()].toSorted())
  })

  it('are never empty', () => {
    expect([...en, ...nl].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it.each(['at-risk', 'missed'])(
    'have one name for what is %s: of the view, its command and when it is empty',
    (view) => {
      const labels = findCommand(`go.${view}`)?.label
      for (const [texts, label] of [
        [nl, labels?.nl],
        [en, labels?.en],
      ] as const) {
        expect(texts.get(`views.${view}`)).toBe(label)
        expect(texts.get(`empty.${view}`)).toContain(label?.toLowerCase())
      }
    },
  )

  it('name the same values in both languages', () => {
    const differing = [...en].filter(([key, text]) => {
      return placeholders(text).join() !== placeholders(nl.get(key) ?? '').join()
    })
    expect(differing).toEqual([])
  })
})
