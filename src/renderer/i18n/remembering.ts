import type { TFunction } from 'i18next'

/**
 * A `t` that remembers the texts without values. i18next works each out anew, some 30 µs long: a list that asks for
 * hundreds of them between a key press and its frame cannot wait for that.
 */
export function remembering(t: TFunction): TFunction {
  const known = new Map<string, string>()
  const plain = t as unknown as (key: string, values?: object) => string
  const read = (key: string, values?: object): string => {
    if (values !== undefined) return plain(key, values)
    const text = known.get(key) ?? plain(key)
    known.set(key, text)
    return text
  }
  return read as unknown as TFunction
}
