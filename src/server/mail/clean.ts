import { cutText } from '../../shared/cut-text'

/** Characters that no store keeps or that hide text: controls but tab and line feed, and marks that turn text around. */
// eslint-disable-next-line no-control-regex
const unwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g

/** Text that every store can keep: no NUL or other controls, no lone surrogates, line ends as `\n`, at most `max` units. */
export function cleanText(text: string, max: number): string {
  const cleaned = text.replace(/\r\n?/g, '\n').replace(unwanted, '').toWellFormed()
  return cutText(cleaned, max)
}

/** As `cleanText`, on one line. */
export const cleanLine = (text: string, max: number): string =>
  cutText(
    cleanText(cutText(text, max * 4), max * 4)
      .replace(/\s+/g, ' ')
      .trim(),
    max,
  )

/** A file name without a path or characters that some system refuses; `fallback` when nothing is left. */
export function cleanFileName(name: string, fallback: string): string {
  const last = cleanLine(name, 1000).split(/[\\/]/).at(-1) ?? ''
  const safe = last
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^\.+/, '')
    .trim()
  return safe.length <= 200 ? safe || fallback : `${cutText(safe, 180)}${extensionOf(safe)}`
}

const extensionOf = (name: string): string => /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? ''
