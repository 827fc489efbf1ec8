import i18next from 'i18next'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../shared/tickets/ticket'

/** Texts by their keys, in groups or not. */
export interface Texts {
  readonly [key: string]: string | Texts
}

/** Another language of the same texts: the same keys. */
export type SameKeys<T> = T extends string ? string : { readonly [K in keyof T]: SameKeys<T[K]> }

/** The keys of texts, those in a group with the group's name before a dot. */
export type KeyOf<T> = string extends keyof T
  ? string
  : { [K in keyof T & string]: T[K] extends string ? K : `${K}.${KeyOf<T[K]>}` }[keyof T & string]

/** Says a text by its key, with values filled in. */
export type Say<K extends string> = (key: K, values?: Readonly<Record<string, unknown>>) => string

/** The words of one room of acts: a namespace of i18next, which `resourcesOf` brings in when the texts start. */
export interface Words<E extends Texts> {
  readonly room: string
  readonly en: E
  readonly nl: SameKeys<E>
}

/** Words in both languages, with the same keys. `room` is the folder's name. */
export const wordsOf = <const E extends Texts>(
  room: string,
  { en, nl }: { readonly en: E; readonly nl: SameKeys<NoInfer<E>> },
): Words<E> => ({ room, en, nl })

/** Says what stands in these words, in the language of `t`. */
export const sayIn = <E extends Texts>({ room: ns }: Words<E>, t: TFunction): Say<KeyOf<E>> => {
  // The keys of namespaces are typed here and not by i18next: it would have to know all rooms.
  const plain = t as unknown as (key: string, values: object) => string
  return (key, values) => plain(key, { ...values, ns })
}

/** As `sayIn`, for a component: in the language that is on screen. */
export function useWords<E extends Texts>(words: Words<E>): Say<KeyOf<E>> {
  return sayIn(words, useTranslation().t)
}

/** As `sayIn`, in a language of its own: for what is sent to somebody. */
export const sayInLanguage = <E extends Texts>(words: Words<E>, language: Language): Say<KeyOf<E>> =>
  sayIn(words, i18next.getFixedT(language))
